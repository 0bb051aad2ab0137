"""Wiring of REST: one table from error to status, one shape (RFC 9457 problem+json)."""
