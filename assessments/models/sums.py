from django.contrib.postgres.fields import ArrayField
from django.db import models

from assessments.models.round import Round
from communities.models.fields import code_field


class RoundSums(models.Model):
    """Sums over the scorecards of a round that lie below ``path``: the whole of it, a province, a city or a county.

    There is a row for each of these that has communities in the round, stored with it; the whole is ``/``. Counts and labels as
    in Scorecard; ``households`` adds up those that are known, None where none is. The three arrays have an element per rule in
    the order of ``Round.rules``: ``rule_gaps`` how many cards fail it, ``rule_labels`` the labels that any of these carries,
    ``rule_shared_labels`` those that all of them carry (0 where there are none).

    They are nothing but a faster way to the same sums: a round without them (one stored before there were any, or one of whose
    cards was changed or deleted since, which a trigger sees) is added up from its cards. Those of a frozen round never change.
    """

    round = models.ForeignKey(Round, on_delete=models.CASCADE, related_name="sums")
    path = code_field(72)
    communities = models.IntegerField()
    complete = models.IntegerField()
    with_gaps = models.IntegerField()
    met = models.IntegerField()
    gaps = models.IntegerField()
    unknown = models.IntegerField()
    not_applicable = models.IntegerField()
    households = models.BigIntegerField(null=True)
    labels = models.PositiveSmallIntegerField()
    shared_labels = models.PositiveSmallIntegerField()
    rule_gaps = ArrayField(models.IntegerField())
    rule_labels = ArrayField(models.SmallIntegerField())
    rule_shared_labels = ArrayField(models.SmallIntegerField())

    class Meta:
        ordering = ["round", "path"]
        verbose_name_plural = "round sums"
        constraints = [models.UniqueConstraint("round", "path", name="sums_once")]

    def __str__(self) -> str:
        return f"{self.path} in round {self.round_id}"
