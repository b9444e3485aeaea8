"""The pilots' room over the API: projects, what is due, and the experience library."""
