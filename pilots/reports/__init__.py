"""What is due, as a file for calendars."""
