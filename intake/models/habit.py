from django.db import models

from communities.models import Division
from communities.models.fields import code_field


class ColumnHabit(models.Model):
    """What a header means in files of one source that come in for one division: a person said so once.

    ``header`` is folded as intake/columns.py folds it; an empty ``key`` says that the column is not to be read.
    """

    division = models.ForeignKey(Division, null=True, blank=True, on_delete=models.CASCADE, related_name="+")
    source_name = models.CharField(max_length=200, blank=True)
    kind = code_field(20)
    header = models.CharField(max_length=100)
    key = code_field(40, blank=True)

    class Meta:
        ordering = ["source_name", "kind", "header"]
        constraints = [
            models.UniqueConstraint(
                "division", "source_name", "kind", "header", name="one_meaning_a_header", nulls_distinct=False
            ),
        ]

    def __str__(self) -> str:
        return f"{self.header} -> {self.key or '-'}"
