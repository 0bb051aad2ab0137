"""REST edges."""
