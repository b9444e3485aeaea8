"""The REST face of divisions and communities, and what every endpoint of the API shares."""
