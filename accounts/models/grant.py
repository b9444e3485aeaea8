from django.conf import settings
from django.db import models
from django.db.models import Q

from communities.models import Division
from communities.models.fields import code_field, in_order
from communities.scope import EVERYWHERE


class Grant(models.Model):
    """A role of accounts/policy.toml for a user in a division and all that lies within it, and until when. None as division:
    everywhere. Never edited and never deleted: it ends, or is revoked. None as ``granted_by`` and ``revoked_by``: a command.
    """

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="grants")
    role = code_field(20)
    division = models.ForeignKey(Division, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    valid_from = models.DateField()
    valid_to = models.DateField(null=True, blank=True)
    reason = models.CharField(max_length=200)
    granted_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    granted_at = models.DateTimeField(auto_now_add=True)
    revoked_at = models.DateTimeField(null=True, blank=True)
    revoked_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    revoke_reason = models.CharField(max_length=200, blank=True)

    class Meta:
        ordering = ["user", "division", "role", "pk"]
        constraints = [
            in_order("valid_from", "valid_to", "grant_dates_in_order"),
            models.CheckConstraint(condition=~Q(reason=""), name="grant_has_a_reason"),
            models.CheckConstraint(
                condition=Q(revoked_at__isnull=True, revoked_by__isnull=True, revoke_reason="")
                | Q(revoked_at__isnull=False) & ~Q(revoke_reason=""),
                name="grant_revoked_with_a_reason",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user_id}: {self.role} {self.division_id or 'everywhere'}"

    @property
    def path(self) -> str:
        """Of its division."""
        return self.division.path if self.division else EVERYWHERE
