from django.contrib.auth.models import AbstractUser
from django.db import models

from communities.models import Division


class User(AbstractUser):
    """Somebody who logs in: a planner, an official, a clerk. Residents have no account. What they may do, their grants say.

    ``home`` is the division whose managers look after the account; None: those who manage everywhere. ``made_by`` None: a
    command.

    ``password_is_first``: somebody else has made it, so another one must be chosen. ``password_set_at`` None: when the account
    was made. ``past_passwords``: hashes, the newest first. ``has_second_factor``: a device of django-otp's is theirs.
    """

    unsaid = ("password", "past_passwords", "last_login")

    home = models.ForeignKey(Division, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    made_by = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    password_is_first = models.BooleanField(default=False)
    password_set_at = models.DateTimeField(null=True, blank=True)
    has_second_factor = models.BooleanField(default=False)
    past_passwords = models.JSONField(default=list, blank=True)
