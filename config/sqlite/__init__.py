"""SQLite as Sightline runs it."""
