"""The pages of quarterly returns."""
