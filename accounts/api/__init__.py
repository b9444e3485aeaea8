"""Who asks, for programs."""
