from django.contrib.auth.models import AbstractUser


class User(AbstractUser):
    """A person who logs in: a planner, an official, a clerk. Residents have no account."""
