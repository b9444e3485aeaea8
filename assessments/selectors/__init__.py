"""Reading rounds, scorecards and gaps. Every selector takes the scope of who asks first."""
