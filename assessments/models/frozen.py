from django.db import models

from assessments.models.kept import FactLayout
from assessments.models.round import Round
from communities.models.fields import code_field


class FrozenFacts(models.Model):
    """What a frozen round knew of one community, so that it can be judged again when the rows have long become others.

    ``facts`` is packed as in KeptFacts, in the order of ``layout``: the facts that the round's rules read. The database refuses
    to change or delete a row.
    """

    round = models.ForeignKey(Round, on_delete=models.PROTECT, related_name="frozen_facts")
    layout = models.ForeignKey(FactLayout, on_delete=models.PROTECT, related_name="+")
    community_id = models.BigIntegerField()
    code = code_field()
    path = code_field(72)
    labels = models.PositiveSmallIntegerField()
    facts = models.BinaryField()

    class Meta:
        ordering = ["round", "code"]
        verbose_name_plural = "frozen facts"
        constraints = [models.UniqueConstraint("round", "code", name="frozen_once")]

    def __str__(self) -> str:
        return f"{self.code} in round {self.round_id}, frozen"
