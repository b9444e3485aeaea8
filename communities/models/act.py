"""What was done, and what it was before: the ground for undoing, and for knowing who did what.

Written once: triggers (migration 0004) refuse to alter or delete it, and each act is sealed together with those before it.
"""

from typing import Final

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.db.models.fields.json import KeyTextTransform
from django.db.models.functions import Coalesce

from communities.models.fields import code_field

_OF_COMMUNITY: Final = KeyTextTransform("community_id", "before")  # of rows that have one: where they were
CODE_OF_ROW: Final = Coalesce(KeyTextTransform("code", "before"), KeyTextTransform("code", "after"))


class Act(models.Model):
    """One thing that somebody did and that stands or falls as a whole: a set of files brought in, or the undoing of it.

    ``who`` is the name at the time; ``request``, ``via`` and ``why`` are its circumstances (communities/circumstances.py).
    """

    verb = code_field(40)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    who = models.CharField(max_length=150, blank=True)
    done_at = models.DateTimeField(auto_now_add=True)
    undoes = models.OneToOneField("self", null=True, blank=True, on_delete=models.PROTECT, related_name="undone_by")
    request = code_field(64, blank=True)
    via = code_field(10, blank=True)
    why = models.CharField(max_length=300, blank=True)

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
    undone. ``after`` is the row as it then was; empty where it was deleted, and of writes of very many rows. A range holds rows
    of this act only.
    """

    act = models.ForeignKey(Act, on_delete=models.PROTECT, related_name="changes")
    table = code_field(63)
    how = code_field(7, choices=How.choices)
    first = models.BigIntegerField()
    last = models.BigIntegerField()
    before = models.JSONField(null=True, blank=True)
    after = models.JSONField(null=True, blank=True)

    class Meta:
        ordering = ["pk"]
        indexes = [
            models.Index("table", "first", name="change_by_row"),
            models.Index("table", "first", condition=Q(first__lt=F("last")), name="change_of_many"),
            models.Index(_OF_COMMUNITY, condition=Q(before__isnull=False), name="change_of_community"),
            models.Index(CODE_OF_ROW, condition=~Q(how="changed"), name="change_of_code"),
        ]

    def __str__(self) -> str:
        return f"{self.how} {self.table} {self.first}-{self.last}"


class Seal(models.Model):
    """A link of the chain of acts: nothing of an act or of what it noted can be altered, left out or put in between without
    breaking this link or the next. See communities/sealing.py.
    """

    number = models.BigIntegerField(primary_key=True)  # 1, 2, 3: without a gap
    act = models.OneToOneField(Act, on_delete=models.PROTECT, related_name="seal")
    changes = models.BigIntegerField()  # how many the act noted
    digest = models.BinaryField(max_length=32)  # SHA-256 of the act and its changes
    chained = models.BinaryField(max_length=32)  # SHA-256 of the link before and of the digest

    class Meta:
        ordering = ["number"]

    def __str__(self) -> str:
        return f"{self.number}: {self.act_id}"
