from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from communities.models import Source
from communities.models.fields import code_field


class BatchState(models.TextChoices):
    COMMITTED = "committed", _("stored")
    PARTIAL = "partial", _("stored without the rows that had errors")
    REJECTED = "rejected", _("rejected, nothing stored")


class Batch(models.Model):
    """One file that came in: what it was recognised as and what it changed. Rejected files change nothing.

    ``rows`` are those that were read; ``left_out`` those that were not stored, by the choice of whoever brought the file.
    """

    file_name = models.CharField(max_length=255)
    sha256 = code_field(64)
    kind = code_field(20)
    state = models.CharField(max_length=10, choices=BatchState.choices)
    rows = models.PositiveIntegerField(default=0)
    left_out = models.PositiveIntegerField(default=0)
    created = models.PositiveIntegerField(default=0)
    changed = models.PositiveIntegerField(default=0)
    unchanged = models.PositiveIntegerField(default=0)
    source = models.ForeignKey(Source, null=True, blank=True, on_delete=models.PROTECT, related_name="batches")
    brought_at = models.DateTimeField(auto_now_add=True)
    brought_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["-pk"]
        verbose_name_plural = "batches"

    def __str__(self) -> str:
        return f"{self.file_name} ({self.state})"
