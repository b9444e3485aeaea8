from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from assessments.models import RemedyPlan
from communities.models import Community
from communities.models.fields import code_field, in_order
from pilots.models.enrolment import Enrolment


class ProjectState(models.TextChoices):
    """A project is in the library, is carried out, and ends in one of two ways."""

    PLANNED = "planned", _("in the library")
    UNDER_WAY = "under_way", _("under way")
    FINISHED = "finished", _("finished")
    DROPPED = "dropped", _("given up")


DONE_WITH = (ProjectState.FINISHED, ProjectState.DROPPED)


class KeyProject(models.Model):
    """A measure of a plan as work to be done (重点项目): where, by which way, from which year, at which cost.

    ``enrolment``: the pilot whose work plan holds it; empty for one that no pilot has taken up.
    ``line``: its position in the plan, which becomes a project once at most. ``builds`` and ``closes`` as in PlannedRemedy.
    ``outcome``, when it is finished: what was built and by which rows, and the verdicts of every community it touches before
    and after, by the rules of the plan's round. ``labels``: bit 1 sample, bit 2 synthetic figures lie behind it.
    """

    name = models.CharField(max_length=200)
    plan = models.ForeignKey(RemedyPlan, on_delete=models.PROTECT, related_name="projects")
    line = models.PositiveIntegerField()
    community = models.ForeignKey(Community, on_delete=models.PROTECT, related_name="projects")
    enrolment = models.ForeignKey(Enrolment, null=True, blank=True, on_delete=models.PROTECT, related_name="projects")
    code = code_field()
    path = code_field(72)
    way = code_field(12)
    year = models.PositiveSmallIntegerField()
    yuan = models.BigIntegerField()
    builds = models.JSONField()
    closes = models.JSONField()
    owner = models.CharField(max_length=100, blank=True)
    state = models.CharField(max_length=10, choices=ProjectState.choices, default=ProjectState.PLANNED)
    begun_on = models.DateField(null=True, blank=True)
    ended_on = models.DateField(null=True, blank=True)
    outcome = models.JSONField(null=True, blank=True)
    labels = models.PositiveSmallIntegerField(default=0)
    made_at = models.DateTimeField(auto_now_add=True)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["year", "code", "pk"]
        indexes = [models.Index("path", "state", name="project_by_path")]
        constraints = [
            models.UniqueConstraint("plan", "line", name="one_project_a_line"),
            in_order("begun_on", "ended_on", "project_dates_in_order"),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def missed(self) -> list[list[str]]:
        """Of a finished one: [community code, rule] of the gaps that it was to close and did not."""
        return list(self.outcome["missed"]) if self.outcome else []

    @property
    def is_open(self) -> bool:
        return self.state not in DONE_WITH
