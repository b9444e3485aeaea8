from typing import Final

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from communities.models import BuildClass
from communities.models.fields import code_field
from pilots.models.enrolment import Enrolment
from pilots.practices.content import WRITTEN, Content
from pilots.practices.figures import Origin, Told
from pilots.practices.likeness import Likeness


class PracticeState(models.TextChoices):
    """As pilots.practices.states.State."""

    DRAFT = "draft"
    HANDED_IN = "handed_in"
    RETURNED = "returned"
    PUBLISHED = "published"
    SUPERSEDED = "superseded"
    WITHDRAWN = "withdrawn"


ORIGINS: Final = [(each.value, each.value) for each in Origin]


class Practice(models.Model):
    """One version of what worked in a pilot and can be repeated elsewhere (可复制可推广经验).

    Texts stand as they were written. ``once_yuan``, ``yearly_yuan`` and ``months`` (what it took) are empty where nobody knows;
    ``once_from`` and ``months_from`` say whether the pilot says so or its projects do. ``rests_on``: the finished key projects
    it rests on, as pilots.practices.figures.Told. ``households`` (of the day ``read_on``), ``band`` (pilots.practices.likeness)
    and ``build_class`` are those of the community as it was, read and never typed. ``labels``: bit 1 sample, bit 2 synthetic
    figures lie behind it. ``writers``: keys of all who wrote it, or what it was copied from. ``written``: how often it was.
    """

    enrolment = models.ForeignKey(Enrolment, on_delete=models.PROTECT, related_name="practices")
    path = code_field(72)
    version = models.PositiveSmallIntegerField(default=1)
    replaces = models.OneToOneField("self", null=True, blank=True, on_delete=models.PROTECT, related_name="newer")
    title = models.CharField(max_length=120)
    summary = models.CharField(max_length=500, blank=True)
    title_en = models.CharField(max_length=200, blank=True)
    summary_en = models.CharField(max_length=1000, blank=True)
    problem = models.TextField(blank=True)
    done = models.TextField(blank=True)
    result = models.TextField(blank=True)
    conditions = models.TextField(blank=True)
    caveats = models.TextField(blank=True)
    once_yuan = models.BigIntegerField(null=True, blank=True)
    once_from = models.CharField(max_length=8, choices=ORIGINS, default=Origin.UNKNOWN.value)
    yearly_yuan = models.BigIntegerField(null=True, blank=True)
    months = models.PositiveSmallIntegerField(null=True, blank=True)
    months_from = models.CharField(max_length=8, choices=ORIGINS, default=Origin.UNKNOWN.value)
    ways = ArrayField(code_field(12), default=list, blank=True)
    facility_types = ArrayField(code_field(40), default=list, blank=True)
    rules = ArrayField(code_field(40), default=list, blank=True)
    rests_on = models.JSONField(default=list, blank=True)
    households = models.PositiveIntegerField(null=True, blank=True)
    band = models.PositiveSmallIntegerField(default=0)
    build_class = models.CharField(max_length=8, choices=BuildClass.choices, default=BuildClass.UNKNOWN)
    read_on = models.DateField()
    labels = models.PositiveSmallIntegerField(default=0)
    state = models.CharField(max_length=10, choices=PracticeState.choices, default=PracticeState.DRAFT)
    writers = ArrayField(models.BigIntegerField(), default=list, blank=True)
    written = models.PositiveIntegerField(default=1)
    made_at = models.DateTimeField(auto_now_add=True)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    published_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-pk"]
        indexes = [models.Index("state", "path", name="practice_by_state")]
        constraints = [
            models.CheckConstraint(
                condition=Q(once_from="unknown", once_yuan__isnull=True) | ~Q(once_from="unknown") & Q(once_yuan__isnull=False),
                name="practice_cost_known_or_not",
            ),
            models.CheckConstraint(
                condition=Q(months_from="unknown", months__isnull=True) | ~Q(months_from="unknown") & Q(months__isnull=False),
                name="practice_months_known_or_not",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.title} ({self.version})"

    @property
    def told(self) -> list[Told]:
        return list(self.rests_on)

    @property
    def likeness(self) -> Likeness:
        return Likeness(self.households, self.build_class)

    @property
    def content(self) -> Content:
        texts = {name: getattr(self, name) for name in WRITTEN}
        return Content(texts, self.ways, self.facility_types, self.rules, len(self.rests_on))


class PracticeAction(models.TextChoices):
    """As pilots.practices.states.Action."""

    HAND_IN = "hand_in"
    PUBLISH = "publish"
    RETURN = "return"
    WITHDRAW = "withdraw"
    REVISE = "revise"


class PracticeStep(models.Model):
    """One step on the way of a practice: who did what, and the remarks or the reason. Written once."""

    practice = models.ForeignKey(Practice, on_delete=models.PROTECT, related_name="steps")
    action = models.CharField(max_length=8, choices=PracticeAction.choices)
    words = models.CharField(max_length=1000, blank=True)
    at = models.DateTimeField(auto_now_add=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["practice", "pk"]
        constraints = [
            models.CheckConstraint(condition=~Q(action__in=["return", "withdraw"], words=""), name="practice_step_with_words"),
        ]

    def __str__(self) -> str:
        return f"{self.practice_id}: {self.action}"
