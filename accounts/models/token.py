from django.conf import settings
from django.db import models

from communities.models import Division
from communities.models.fields import code_field


class ApiToken(models.Model):
    """A key with which a program asks in the name of its owner. Never more than the owner may at that moment.

    Of the secret only the SHA-256 is kept: it is 256 random bits, which nobody guesses. ``prefix`` is the part of the token
    that is no secret and finds the row. ``rights`` are names of accounts/policy.toml, ``networks`` CIDR; none: from anywhere.
    """

    unsaid = ("secret_hash", "last_used_at")

    owner = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="tokens")
    name = models.CharField(max_length=100)
    prefix = code_field(12, unique=True)
    secret_hash = code_field(64)
    rights = models.JSONField(default=list)
    division = models.ForeignKey(Division, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    networks = models.JSONField(default=list)
    created_at = models.DateTimeField(auto_now_add=True)
    expires_at = models.DateTimeField()
    last_used_at = models.DateTimeField(null=True, blank=True)
    revoked_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-pk"]

    def __str__(self) -> str:
        return f"{self.prefix} ({self.name})"
