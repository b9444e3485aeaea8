from django.contrib.postgres.fields import ArrayField
from django.db import models

from communities.models.fields import code_field


class FactLayout(models.Model):
    """Which facts are kept, in the order of their places in a row of KeptFacts. A new law book makes a new layout."""

    names = ArrayField(code_field(80))
    checksum = code_field(64, unique=True)

    def __str__(self) -> str:
        return f"{len(self.names)} facts, {self.checksum[:8]}"


class KeptFacts(models.Model):
    """The facts of one community as the reader of the rows made them: they save reading the rows again (decision 0016).

    ``facts`` is packed by assessments/facts/kept_rows.py in the order of ``layout``; ``labels`` as in Scorecard. They hold for
    every day of data from ``since`` on and before ``until`` (None: no bound), and as long as no row of StaleFacts names the
    community. No foreign key: a row here rests on nothing and holds nothing back.
    """

    community_id = models.BigIntegerField(primary_key=True)
    layout_id = models.BigIntegerField()
    labels = models.PositiveSmallIntegerField()
    since = models.DateField(null=True)
    until = models.DateField(null=True)
    facts = models.BinaryField()

    class Meta:
        verbose_name_plural = "kept facts"

    def __str__(self) -> str:
        return f"facts of {self.community_id}"


class StaleFacts(models.Model):
    """A community some of whose rows have been written since its facts were kept. Triggers of the tables write here: nobody can
    forget to. Only whoever reads the rows anew takes a mark away.
    """

    community_id = models.BigIntegerField(db_index=True)

    class Meta:
        verbose_name_plural = "stale facts"

    def __str__(self) -> str:
        return f"stale: {self.community_id}"
