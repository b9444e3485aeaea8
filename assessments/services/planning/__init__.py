"""From the gaps of a place to a plan under a budget, and what it promises."""
