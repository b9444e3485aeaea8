"""The pages of work plans and of their review."""
