from django.contrib.postgres.fields import ArrayField
from django.db import models

from assessments.models.round import Round
from assessments.models.scorecard import Scorecard
from communities.models import Community
from communities.models.fields import code_field


class Gap(models.Model):
    """An unmet finding, read from the arrays of the scorecards: a view, so that a round writes one row a community.

    ``position`` is the rule's place in ``Round.rules`` (from 1); ``rule`` its code. Figures as in Scorecard;
    ``failed`` is the whole card's list, so that one rule's gaps can be found through its index.
    """

    id = models.BigIntegerField(primary_key=True)
    round = models.ForeignKey(Round, on_delete=models.DO_NOTHING, related_name="gaps")
    scorecard = models.ForeignKey(Scorecard, on_delete=models.DO_NOTHING, related_name="gap_rows")
    community = models.ForeignKey(Community, on_delete=models.DO_NOTHING, related_name="gaps")
    code = code_field()
    path = code_field(72)
    failed = ArrayField(models.SmallIntegerField())
    position = models.SmallIntegerField()
    rule = code_field(30)
    measured = models.BigIntegerField(null=True)
    required = models.BigIntegerField(null=True)
    shortfall = models.BigIntegerField(null=True)
    labels = models.PositiveSmallIntegerField()

    class Meta:
        managed = False
        db_table = "assessments_gap"
        ordering = ["round", "code", "position"]

    def __str__(self) -> str:
        return f"{self.rule} at {self.code}"
