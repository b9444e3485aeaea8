from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from assessments.models.round import UNDER_WAY, Round, RoundState
from communities.models import Community, Division
from communities.models.fields import code_field, in_order
from facilities.models import Premises


class RemedyPlan(models.Model):
    """Which gaps of a division (empty: of everything) to close, where, by which way, in which year (decision 0025).

    It starts from a finished round: its rules, its day and the day of its data. ``wishes``: what was asked for
    (assessments/remedies/wishes.py). ``fingerprint`` of the facts and ``prices_on`` say from what it was made. ``worth``: of
    the chosen measures; ``bound``: what no plan can exceed. ``told``: what is said of the whole, as what more money would buy.
    It waits, runs and ends as a round does.
    """

    name = models.CharField(max_length=120)
    division = models.ForeignKey(Division, null=True, blank=True, on_delete=models.PROTECT, related_name="plans")
    round = models.ForeignKey(Round, on_delete=models.PROTECT, related_name="plans")
    wishes = models.JSONField()
    prices_on = models.DateField()
    fingerprint = code_field(64, blank=True)
    worth = models.BigIntegerField(null=True)
    bound = models.BigIntegerField(null=True)
    spent = ArrayField(models.BigIntegerField(), default=list)
    told = models.JSONField(default=dict)
    labels = models.PositiveSmallIntegerField(default=0)
    software = models.CharField(max_length=40)
    made_at = models.DateTimeField(auto_now_add=True)
    finished_at = models.DateTimeField(null=True, blank=True)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    state = models.CharField(max_length=9, choices=RoundState.choices, default=RoundState.WAITING)
    stage = code_field(20, blank=True)
    percent = models.PositiveSmallIntegerField(default=0)
    cancel_asked = models.BooleanField(default=False)
    trouble = code_field(40, blank=True)
    trouble_about = models.JSONField(default=dict)
    request_key = code_field(64, blank=True)
    request_print = code_field(64, blank=True)

    class Meta:
        ordering = ["-pk"]
        constraints = [
            in_order("made_at", "finished_at", "plan_times_in_order"),
            models.UniqueConstraint("made_by", "request_key", condition=~Q(request_key=""), name="one_plan_a_request_key"),
        ]

    def __str__(self) -> str:
        return f"{self.pk}: {self.name}"

    @property
    def is_under_way(self) -> bool:
        return self.state in UNDER_WAY


class PlannedRemedy(models.Model):
    """One chosen measure: a way, where it stands, what it builds, what it closes, what it costs and when.

    It begins in ``year`` and counts from ``ready_year`` on. ``outlay``: yuan of each year of the plan. ``cost``: the ranges
    with their origin. ``builds``: what will stand where, in m2. ``closes``: [community code, rule], met with the plan and not
    before. ``account``: why it was chosen, ``instead``: the next best, in numbers.
    """

    plan = models.ForeignKey(RemedyPlan, on_delete=models.CASCADE, related_name="remedies")
    position = models.PositiveIntegerField()
    way = code_field(12)
    community = models.ForeignKey(Community, on_delete=models.PROTECT, related_name="planned")
    code = code_field()
    path = code_field(72)
    premises = models.ForeignKey(Premises, null=True, blank=True, on_delete=models.PROTECT, related_name="planned")
    facility = code_field(80, blank=True)
    year = models.PositiveSmallIntegerField()
    ready_year = models.PositiveSmallIntegerField()
    outlay = ArrayField(models.BigIntegerField())
    cost = models.JSONField()
    builds = models.JSONField()
    closes = models.JSONField()
    worth = models.BigIntegerField()
    households = models.IntegerField(null=True)
    account = models.JSONField(default=dict)
    instead = models.JSONField(default=dict)
    labels = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["plan", "position"]
        constraints = [models.UniqueConstraint("plan", "position", name="one_remedy_a_position")]

    def __str__(self) -> str:
        return f"{self.way} at {self.code} in {self.year}"


class LeftGap(models.Model):
    """A gap that the plan leaves open, and why: a code (assessments/services/planning) and its numbers."""

    plan = models.ForeignKey(RemedyPlan, on_delete=models.CASCADE, related_name="left")
    community = models.ForeignKey(Community, on_delete=models.PROTECT, related_name="+")
    code = code_field()
    path = code_field(72)
    rule = code_field(30)
    why = code_field(20)
    about = models.JSONField(default=dict)

    class Meta:
        ordering = ["plan", "code", "rule"]
        constraints = [models.UniqueConstraint("plan", "code", "rule", name="one_left_gap_a_rule")]

    def __str__(self) -> str:
        return f"{self.rule} at {self.code}: {self.why}"


class PromisedCard(models.Model):
    """A community today and with the plan carried out, by the same engine. Verdicts in the order of ``Round.rules``, as in
    Scorecard; gaps and unknown ones of the rules that count.
    """

    plan = models.ForeignKey(RemedyPlan, on_delete=models.CASCADE, related_name="cards")
    community = models.ForeignKey(Community, on_delete=models.PROTECT, related_name="+")
    code = code_field()
    path = code_field(72)
    before = ArrayField(models.SmallIntegerField())
    after = ArrayField(models.SmallIntegerField())
    gaps_before = models.PositiveSmallIntegerField()
    gaps_after = models.PositiveSmallIntegerField()
    unknown_before = models.PositiveSmallIntegerField()
    unknown_after = models.PositiveSmallIntegerField()
    households = models.IntegerField(null=True)
    labels = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["plan", "code"]
        constraints = [models.UniqueConstraint("plan", "code", name="one_promised_card")]

    def __str__(self) -> str:
        return f"{self.code}: {self.gaps_before} to {self.gaps_after}"
