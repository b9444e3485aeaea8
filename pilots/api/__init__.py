"""The pilots' room over the API: projects, and what is due."""
