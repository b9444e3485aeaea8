from django.db import models

from communities.models import Community
from communities.models.fields import code_field
from pilots.models.enrolment import Enrolment
from pilots.models.project import KeyProject


class DueDate(models.Model):
    """Something that is due on a day: a view over the tables that have such days, one arm each (pilots/due/sources.py).

    ``kind`` and ``key`` say what it is. ``due_day`` is ``due_on`` in days since 1970, for the order.
    ``status``: open, done, or closed (what it belongs to ended without it). ``version``
    and ``changed_at`` grow whenever anything of it is written. ``project`` is empty for what belongs to none.
    """

    id = models.BigIntegerField(primary_key=True)
    kind = code_field(10)
    key = models.BigIntegerField()
    project = models.ForeignKey(KeyProject, null=True, on_delete=models.DO_NOTHING, related_name="+")
    enrolment = models.ForeignKey(Enrolment, null=True, on_delete=models.DO_NOTHING, related_name="+")
    community = models.ForeignKey(Community, on_delete=models.DO_NOTHING, related_name="+")
    code = code_field()
    path = code_field(72)
    name = models.CharField(max_length=200)
    owner = models.CharField(max_length=100)
    risk = models.CharField(max_length=4)
    due_on = models.DateField()
    due_day = models.IntegerField()
    done_on = models.DateField(null=True)
    status = code_field(6)
    labels = models.PositiveSmallIntegerField()
    made_at = models.DateTimeField()
    version = models.PositiveIntegerField()
    changed_at = models.DateTimeField()

    class Meta:
        managed = False
        db_table = "pilots_duedate"
        ordering = ["due_on", "id"]

    def __str__(self) -> str:
        return f"{self.kind} {self.key} due on {self.due_on}"
