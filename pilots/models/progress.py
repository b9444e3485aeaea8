from django.conf import settings
from django.core.validators import MaxValueValidator
from django.db import models
from django.db.models import Q
from django.utils import timezone

from pilots.models.project import KeyProject


class Milestone(models.Model):
    """A step of a project (节点) that is due on a day. Whether it is late is said by the day on which one looks."""

    project = models.ForeignKey(KeyProject, on_delete=models.CASCADE, related_name="milestones")
    name = models.CharField(max_length=100)
    due_on = models.DateField()
    done_on = models.DateField(null=True, blank=True)
    made_at = models.DateTimeField(auto_now_add=True)
    version = models.PositiveIntegerField(default=1)
    changed_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["due_on", "pk"]
        constraints = [models.UniqueConstraint("project", "name", name="one_milestone_a_name")]

    def __str__(self) -> str:
        return self.name


class ProgressNote(models.Model):
    """How far a project was on a day (进度记录): percent as somebody judged it, never computed. The newest counts.

    What was written stays: the database refuses to change or delete a note.
    """

    project = models.ForeignKey(KeyProject, on_delete=models.PROTECT, related_name="notes")
    percent = models.PositiveSmallIntegerField(validators=[MaxValueValidator(100)])
    on = models.DateField()
    text = models.CharField(max_length=1000)
    made_at = models.DateTimeField(auto_now_add=True)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["-on", "-pk"]
        constraints = [models.CheckConstraint(condition=Q(percent__lte=100), name="percent_at_most_100")]

    def __str__(self) -> str:
        return f"{self.percent}% on {self.on}"
