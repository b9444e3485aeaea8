"""Reading key projects. Every selector takes the scope of who asks first."""
