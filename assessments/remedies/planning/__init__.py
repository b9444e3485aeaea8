"""A plan under a budget: which measures are begun in which year, and how good that is at best. Pure (decision 0025)."""
