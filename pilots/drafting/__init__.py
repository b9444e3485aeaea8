"""The first text of a work plan, drafted from what a round found and a remedy plan proposes. Pure."""
