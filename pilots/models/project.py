from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from assessments.models import RemedyPlan, Round
from communities.models import Community
from communities.models.fields import code_field, in_order
from pilots.models.enrolment import Enrolment


class ProjectState(models.TextChoices):
    """A project has not begun, is carried out, and ends in one of two ways."""

    PLANNED = "planned", _("not begun")
    UNDER_WAY = "under_way", _("under way")
    FINISHED = "finished", _("finished")
    DROPPED = "dropped", _("given up")


class Risk(models.TextChoices):
    """How likely it is that a project comes to grief. Empty: nobody has judged it."""

    NONE = "none", _("no risk")
    LOW = "low", _("low risk")
    HIGH = "high", _("high risk")


class CombinedWith(models.TextChoices):
    """The renovation programmes that a project may go together with."""

    OLD_COMPOUND = "old_compound", _("renovation of old compounds")
    OLD_BLOCK = "old_block", _("renovation of old blocks")
    URBAN_VILLAGE = "urban_village", _("renovation of urban villages")


DONE_WITH = (ProjectState.FINISHED, ProjectState.DROPPED)
OPEN = (ProjectState.PLANNED, ProjectState.UNDER_WAY)


class KeyProject(models.Model):
    """Work to be done in a community (重点项目): what is built, by which way, from which year, at which cost, who is in charge.

    It comes from a line of a plan (``plan`` and ``line``, which becomes a project once at most), or was entered by hand for a
    pilot (``enrolment``). ``round``: by its rules it is judged. ``builds`` and ``closes`` as in PlannedRemedy. ``starts_on``
    and ``due_on`` are planned. ``risk`` empty: not yet judged. ``outcome``, when it is finished: what was built and by which
    rows, and the verdicts of every community it touches before and after. ``labels``: bit 1 sample, bit 2 synthetic figures
    lie behind it. ``version``: how many times it was written.
    """

    name = models.CharField(max_length=200)
    plan = models.ForeignKey(RemedyPlan, null=True, blank=True, on_delete=models.PROTECT, related_name="projects")
    line = models.PositiveIntegerField(null=True, blank=True)
    round = models.ForeignKey(Round, on_delete=models.PROTECT, related_name="projects")
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
    starts_on = models.DateField(null=True, blank=True)
    due_on = models.DateField(null=True, blank=True)
    combined_with = ArrayField(models.CharField(max_length=13, choices=CombinedWith.choices), default=list, blank=True)
    combined_note = models.CharField(max_length=300, blank=True)
    risk = models.CharField(max_length=4, choices=Risk.choices, blank=True)
    risk_note = models.CharField(max_length=500, blank=True)
    state = models.CharField(max_length=10, choices=ProjectState.choices, default=ProjectState.PLANNED)
    begun_on = models.DateField(null=True, blank=True)
    ended_on = models.DateField(null=True, blank=True)
    outcome = models.JSONField(null=True, blank=True)
    labels = models.PositiveSmallIntegerField(default=0)
    made_at = models.DateTimeField(auto_now_add=True)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    version = models.PositiveIntegerField(default=1)
    changed_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["year", "code", "pk"]
        indexes = [models.Index("path", "state", name="project_by_path")]
        constraints = [
            models.UniqueConstraint("plan", "line", name="one_project_a_line"),
            in_order("begun_on", "ended_on", "project_dates_in_order"),
            in_order("starts_on", "due_on", "project_planned_in_order"),
            models.CheckConstraint(
                condition=Q(plan__isnull=True, line__isnull=True) | Q(plan__isnull=False, line__isnull=False),
                name="project_of_a_line_of_a_plan",
            ),
            models.CheckConstraint(
                condition=Q(plan__isnull=False) | Q(enrolment__isnull=False), name="project_comes_from_somewhere"
            ),
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

    @property
    def is_by_hand(self) -> bool:
        return self.plan_id is None
