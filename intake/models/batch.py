from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from communities.models import Source
from communities.models.fields import code_field
from intake.models.delivery import Delivery


class BatchState(models.TextChoices):
    CHECKED = "checked", _("checked, not stored")
    COMMITTED = "committed", _("stored")
    PARTIAL = "partial", _("stored without the rows that had errors")
    REJECTED = "rejected", _("rejected, nothing stored")
    UNDONE = "undone", _("undone")


class Batch(models.Model):
    """One table of a file that came in: what it was recognised as and what it changed. Rejected files change nothing.

    ``rows`` are those that were read; ``left_out`` those that were not stored, by the choice of whoever brought the file;
    ``waiting_number`` those that wait for a person, more perhaps than are kept in WaitingRow. ``headings`` say of each column
    what it was read as: intake/headings.py. ``vanished`` names what the same source held before in the same places and this
    table does not; its number is ``vanished_number``.
    """

    delivery = models.ForeignKey(Delivery, null=True, blank=True, on_delete=models.CASCADE, related_name="batches")
    file_name = models.CharField(max_length=255)
    sha256 = code_field(64)
    sheet = models.CharField(max_length=100, blank=True)
    kind = code_field(20)
    state = models.CharField(max_length=10, choices=BatchState.choices)
    rows = models.PositiveIntegerField(default=0)
    left_out = models.PositiveIntegerField(default=0)
    created = models.PositiveIntegerField(default=0)
    changed = models.PositiveIntegerField(default=0)
    unchanged = models.PositiveIntegerField(default=0)
    errors = models.PositiveIntegerField(default=0)
    notes = models.PositiveIntegerField(default=0)
    headings = models.JSONField(default=list)
    vanished = models.JSONField(default=list)
    vanished_number = models.PositiveIntegerField(default=0)
    waiting_number = models.PositiveIntegerField(default=0)
    source = models.ForeignKey(Source, null=True, blank=True, on_delete=models.PROTECT, related_name="batches")
    brought_at = models.DateTimeField(auto_now_add=True)
    brought_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["-pk"]
        verbose_name_plural = "batches"

    def __str__(self) -> str:
        return f"{self.file_name} ({self.state})"
