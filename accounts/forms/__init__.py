"""What people say when they look after other people, and their own keys."""
