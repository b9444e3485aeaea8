"""What was done to the data, and what it was before: the ground for undoing, and for knowing who did what."""

from django.conf import settings
from django.db import models

from communities.models.fields import code_field


class Act(models.Model):
    """One thing that somebody did and that stands or falls as a whole: a set of files brought in, or the undoing of it."""

    verb = code_field(20)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    done_at = models.DateTimeField(auto_now_add=True)
    undoes = models.OneToOneField("self", null=True, blank=True, on_delete=models.PROTECT, related_name="undone_by")

    class Meta:
        ordering = ["-pk"]

    def __str__(self) -> str:
        return f"{self.verb} {self.pk}"


class How(models.TextChoices):
    CREATED = "created"
    CHANGED = "changed"
    DELETED = "deleted"


class Change(models.Model):
    """Rows of one table that an act wrote: primary keys ``first`` to ``last``, one row where they are the same.

    ``before`` is the row as it was, as JSON by column; empty where the row was created, or deleted because its creation was
    undone. A range holds rows of this act only.
    """

    act = models.ForeignKey(Act, on_delete=models.CASCADE, related_name="changes")
    table = code_field(63)
    how = code_field(7, choices=How.choices)
    first = models.BigIntegerField()
    last = models.BigIntegerField()
    before = models.JSONField(null=True, blank=True)

    class Meta:
        ordering = ["pk"]
        indexes = [models.Index("table", "first", name="change_by_row")]

    def __str__(self) -> str:
        return f"{self.how} {self.table} {self.first}-{self.last}"
