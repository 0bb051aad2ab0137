"""Reading: querysets in, records out, always through `access`."""
