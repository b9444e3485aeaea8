"""Pages about documents: on paper and as a file, what a code stands for, files made in the background."""
