"""Verbs about documents: issue one, have one made in the background, throw old files away."""
