"""The REST face of rounds, scorecards and gaps."""
