"""What has a day on which it is due."""
