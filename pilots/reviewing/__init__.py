"""A work plan and its review: what it holds, how far it is, who may do what next, what has changed. Pure: no Django."""
