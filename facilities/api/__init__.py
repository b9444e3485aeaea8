"""The REST face of facilities."""
