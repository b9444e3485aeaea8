"""From a gap to the ways of closing it: the five remedies of the notice, who may use them, and what they cost. Pure."""
