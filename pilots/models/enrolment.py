from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from communities.models import Community, Division
from communities.models.fields import code_field, in_order
from pilots.models.programme import Programme


class EnrolmentState(models.TextChoices):
    """A community takes part, or has left."""

    ENROLLED = "enrolled", _("takes part")
    WITHDRAWN = "withdrawn", _("has left")


class Enrolment(models.Model):
    """A community that takes part in a programme: a pilot (试点社区).

    ``unit``: the "city (district)" in which it counts. Of one that has left the day and the reason are kept. A community may
    take part in two programmes: then it is enrolled twice and is counted in each.
    """

    programme = models.ForeignKey(Programme, on_delete=models.PROTECT, related_name="enrolments")
    community = models.ForeignKey(Community, on_delete=models.PROTECT, related_name="enrolments")
    code = code_field()
    path = code_field(72)
    unit = models.ForeignKey(Division, on_delete=models.PROTECT, related_name="+")
    state = models.CharField(max_length=9, choices=EnrolmentState.choices, default=EnrolmentState.ENROLLED)
    enrolled_on = models.DateField()
    withdrawn_on = models.DateField(null=True, blank=True)
    reason = models.CharField(max_length=300, blank=True)
    made_at = models.DateTimeField(auto_now_add=True)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["programme", "code"]
        indexes = [models.Index("programme", "path", name="enrolment_by_path")]
        constraints = [
            models.UniqueConstraint("programme", "community", condition=Q(state="enrolled"), name="one_enrolment_a_programme"),
            in_order("enrolled_on", "withdrawn_on", "enrolment_days_in_order"),
            models.CheckConstraint(
                condition=Q(state="enrolled", withdrawn_on__isnull=True) | Q(state="withdrawn", withdrawn_on__isnull=False),
                name="withdrawn_on_a_day",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.code} in {self.programme_id}"

    @property
    def takes_part(self) -> bool:
        return self.state == EnrolmentState.ENROLLED


class RosterLine(models.Model):
    """A community as a list names it (名单), such as the 106 of 2023. Brought in from a file; never made up here.

    ``community``: the one of the register that it is; empty where the register has none, or more than one, of that name.
    ``trouble``: the code of why. ``source``: the file or document that names it, and ``row`` where in it.
    """

    programme = models.ForeignKey(Programme, on_delete=models.CASCADE, related_name="roster")
    name = models.CharField(max_length=100)
    place = models.CharField(max_length=120)
    code = code_field(blank=True)
    path = code_field(72)
    community = models.ForeignKey(Community, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    trouble = code_field(30, blank=True)
    source = models.CharField(max_length=200)
    row = models.PositiveIntegerField()

    class Meta:
        ordering = ["programme", "row"]
        constraints = [models.UniqueConstraint("programme", "row", name="one_roster_line_a_row")]

    def __str__(self) -> str:
        return f"{self.place} {self.name}"
