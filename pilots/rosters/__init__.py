"""A list of pilots as a file, and what the register knows of those it names. The reading is pure."""
