"""Verbs: each service is one transaction with its audit row."""
