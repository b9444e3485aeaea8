from django.conf import settings
from django.db import models
from django.db.models import Q

from assessments.models import Round
from communities.models import Division
from communities.models.fields import code_field
from pilots.models.programme import Programme
from pilots.returns.quarters import Quarter


class Return(models.Model):
    """The quarterly return (季度报表) of a programme for a place: one row for each revision.

    ``drawn``: what was computed when it was drawn up (pilots/services/returns/drawing.py): figures with their lines, each pilot
    before and now, the coverage. ``first``, ``before`` and ``now``: the rounds it rests on, of the day before the programme, of
    the end of the quarter before, and of the end of this one or of the day on which it was drawn up. A frozen one
    (``frozen_at``) never changes again: the database refuses. What came to be known later makes another revision, with ``why``.
    ``fingerprint``: SHA-256 over all that it says. ``labels``: bit 1 sample, bit 2 synthetic figures are among the facts.
    """

    programme = models.ForeignKey(Programme, on_delete=models.PROTECT, related_name="returns")
    division = models.ForeignKey(Division, on_delete=models.PROTECT, related_name="returns")
    path = code_field(60)
    year = models.PositiveSmallIntegerField()
    quarter = models.PositiveSmallIntegerField()
    revision = models.PositiveSmallIntegerField(default=1)
    why = models.CharField(max_length=300, blank=True)
    first = models.ForeignKey(Round, on_delete=models.PROTECT, related_name="+")
    before = models.ForeignKey(Round, on_delete=models.PROTECT, related_name="+")
    now = models.ForeignKey(Round, on_delete=models.PROTECT, related_name="+")
    drawn = models.JSONField()
    labels = models.PositiveSmallIntegerField(default=0)
    drawn_at = models.DateTimeField(auto_now_add=True)
    drawn_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    fingerprint = code_field(64, blank=True)
    frozen_at = models.DateTimeField(null=True, blank=True)
    frozen_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["-year", "-quarter", "path", "-revision"]
        constraints = [
            models.UniqueConstraint("programme", "division", "year", "quarter", "revision", name="one_return_a_revision"),
            models.UniqueConstraint(
                "programme", "division", "year", "quarter", condition=Q(frozen_at__isnull=True), name="one_open_return"
            ),
            models.CheckConstraint(condition=Q(quarter__gte=1, quarter__lte=4), name="return_of_a_quarter"),
            models.CheckConstraint(
                condition=Q(frozen_at__isnull=True, fingerprint="") | (Q(frozen_at__isnull=False) & ~Q(fingerprint="")),
                name="frozen_return_has_a_print",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.of} {self.path} ({self.revision})"

    @property
    def of(self) -> Quarter:
        return Quarter(self.year, self.quarter)

    @property
    def is_frozen(self) -> bool:
        return self.frozen_at is not None


class Correction(models.Model):
    """What somebody adds to a row of a return, or takes from it, and why. The computed figure stays beside it.

    ``amount`` in the smallest unit of the row (hundredths of m2 for areas), of the quarter. One that is taken back
    (``withdrawn_at``) stays on record. Those of a frozen return never change: the database refuses.
    """

    of = models.ForeignKey(Return, on_delete=models.CASCADE, related_name="corrections")
    row = code_field(3)
    amount = models.BigIntegerField()
    reason = models.CharField(max_length=300)
    made_at = models.DateTimeField(auto_now_add=True)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    withdrawn_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        ordering = ["of", "row", "pk"]
        constraints = [models.CheckConstraint(condition=~Q(amount=0), name="correction_corrects")]

    def __str__(self) -> str:
        return f"{self.row}: {self.amount:+d}"
