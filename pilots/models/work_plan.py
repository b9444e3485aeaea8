from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from assessments.models import RemedyPlan, Round
from communities.models.fields import code_field
from pilots.models.enrolment import Enrolment
from pilots.models.programme import ReviewLevel


class WorkPlanState(models.TextChoices):
    """As pilots.reviewing.states.State."""

    DRAFT = "draft", _("draft")
    SUBMITTED = "submitted", _("under review")
    RETURNED = "returned", _("returned")
    APPROVED = "approved", _("approved")
    SUPERSEDED = "superseded", _("superseded")


class WorkPlan(models.Model):
    """One revision of the work plan of a pilot (试点工作方案): its sections, where its review stands, and what was submitted.

    ``combined_with``: codes of pilots.reviewing.content.COMBINED; ``combination``: how, or why with none. ``level``: where a
    submitted one waits; ``levels``: those that review it, as the programme named them when it was submitted. ``projects``: its
    key projects as they then were; while it may be edited those of the library count. ``fingerprint``: SHA-256 of what was
    submitted. ``writers``: keys of all who wrote it, or what it was copied from. ``version``: how often it was written.
    ``drafted_from``: the round from whose figures the first text was drafted, ``remedy_plan`` the plan. ``labels``: bit 1
    sample, bit 2 synthetic figures lie behind it. What is under review or was approved does not change: the database refuses.
    """

    enrolment = models.ForeignKey(Enrolment, on_delete=models.PROTECT, related_name="work_plans")
    revision = models.PositiveSmallIntegerField()
    goals = models.TextField(blank=True)
    content = models.TextField(blank=True)
    sequence = models.TextField(blank=True)
    safeguards = models.TextField(blank=True)
    combined_with = ArrayField(code_field(13), default=list)
    combination = models.TextField(blank=True)
    risks = models.TextField(blank=True)
    state = models.CharField(max_length=10, choices=WorkPlanState.choices, default=WorkPlanState.DRAFT)
    level = models.CharField(max_length=8, choices=ReviewLevel.choices, blank=True)
    levels = ArrayField(models.CharField(max_length=8, choices=ReviewLevel.choices), default=list)
    projects = models.JSONField(default=list)
    fingerprint = code_field(64, blank=True)
    writers = ArrayField(models.BigIntegerField(), default=list)
    version = models.PositiveIntegerField(default=1)
    remedy_plan = models.ForeignKey(RemedyPlan, null=True, blank=True, on_delete=models.PROTECT, related_name="work_plans")
    drafted_from = models.ForeignKey(Round, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    labels = models.PositiveSmallIntegerField(default=0)
    made_at = models.DateTimeField(auto_now_add=True)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    edited_at = models.DateTimeField(null=True, blank=True)
    edited_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    submitted_at = models.DateTimeField(null=True, blank=True)
    submitted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        ordering = ["enrolment", "revision"]
        constraints = [
            models.UniqueConstraint("enrolment", "revision", name="one_work_plan_a_revision"),
            models.UniqueConstraint("enrolment", condition=Q(state="approved"), name="one_work_plan_in_force"),
            models.CheckConstraint(
                condition=Q(state="submitted") & ~Q(level="") | ~Q(state="submitted") & Q(level=""),
                name="work_plan_waits_at_a_level",
            ),
        ]
        indexes = [models.Index("state", "level", name="work_plan_by_level")]

    def __str__(self) -> str:
        return f"{self.enrolment_id}: revision {self.revision}"


class StepAction(models.TextChoices):
    """What is done to a plan and stays on record; as pilots.reviewing.states.Action."""

    SUBMIT = "submit", _("submitted")
    WITHDRAW = "withdraw", _("withdrawn")
    RETURN = "return", _("returned")
    APPROVE = "approve", _("approved")
    REVISE = "revise", _("new revision begun")


class ReviewStep(models.Model):
    """One step of the review of a work plan: who did what, at which level, of which text. Written once: the database refuses
    to change or delete it, but for the beginning of a draft that is discarded before it was submitted.
    """

    plan = models.ForeignKey(WorkPlan, on_delete=models.PROTECT, related_name="steps")
    action = models.CharField(max_length=8, choices=StepAction.choices)
    level = models.CharField(max_length=8, choices=ReviewLevel.choices, blank=True)
    remarks = models.TextField(blank=True)
    fingerprint = code_field(64)
    at = models.DateTimeField(auto_now_add=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["plan", "pk"]
        constraints = [
            models.CheckConstraint(condition=~Q(action="return", remarks=""), name="returned_with_remarks"),
        ]

    def __str__(self) -> str:
        return f"{self.plan_id}: {self.action}"
