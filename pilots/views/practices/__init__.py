"""The pages of the experience library."""
