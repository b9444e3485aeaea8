"""The pages on which forms of other offices are kept and filled."""
