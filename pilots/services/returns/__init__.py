"""The verbs of quarterly returns."""
