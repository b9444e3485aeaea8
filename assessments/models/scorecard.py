from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models

from assessments.models.round import Round
from communities.models import Community
from communities.models.fields import code_field


class Scorecard(models.Model):
    """One community in one round: one row, with one array element per rule in the order of ``Round.rules``.

    ``verdicts``: 1 met, 2 gap, 3 unknown, 4 not applicable. ``measured``, ``required`` and ``shortfall`` are in the unit of the
    rule (areas: hundredths of m2), None where there is no figure. ``failed`` lists the positions (from 1) of the gaps. It and
    the four counts are of the rules that count: binding ones about the community or its block. No gap and nothing unknown is
    a complete community. Rules that do not bind and those of the pilot programme stand in ``verdicts`` only.
    ``labels``: bit 1 sample data, bit 2 synthetic data were among the facts.
    """

    round = models.ForeignKey(Round, on_delete=models.CASCADE, related_name="scorecards")
    community = models.ForeignKey(Community, on_delete=models.CASCADE, related_name="scorecards")
    code = code_field()
    path = code_field(72)
    verdicts = ArrayField(models.SmallIntegerField())
    reasons = ArrayField(models.SmallIntegerField())
    measured = ArrayField(models.BigIntegerField(null=True))
    required = ArrayField(models.BigIntegerField(null=True))
    shortfall = ArrayField(models.BigIntegerField(null=True))
    failed = ArrayField(models.SmallIntegerField())
    met = models.PositiveSmallIntegerField()
    gaps = models.PositiveSmallIntegerField()
    unknown = models.PositiveSmallIntegerField()
    not_applicable = models.PositiveSmallIntegerField()
    households = models.IntegerField(null=True)
    labels = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["round", "code"]
        constraints = [models.UniqueConstraint("round", "code", name="one_scorecard_a_round")]
        indexes = [
            models.Index("round", "path", name="scorecard_by_path"),
            models.Index("round", "gaps", "code", name="scorecard_by_gaps"),
            GinIndex(fields=["failed"], name="scorecard_by_failed_rule"),
        ]

    def __str__(self) -> str:
        return f"{self.code} in round {self.round_id}"
