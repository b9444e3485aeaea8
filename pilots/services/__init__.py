"""The verbs of key projects. Each is atomic, says who did it, and is on record."""
