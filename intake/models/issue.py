from django.db import models

from communities.models.fields import code_field
from intake.models.batch import Batch


class RowIssue(models.Model):
    """One problem of one cell: a stable code, the place, the value (cut), and what the text needs to be worded.

    The words are in intake/problems.toml, in both languages. ``row`` counts as the spreadsheet does, from 1.
    """

    batch = models.ForeignKey(Batch, on_delete=models.CASCADE, related_name="issues")
    code = code_field(30)
    is_error = models.BooleanField(default=True)
    sheet = models.CharField(max_length=100, blank=True)
    row = models.PositiveIntegerField(null=True, blank=True)
    column = models.CharField(max_length=100, blank=True)
    value = models.CharField(max_length=60, blank=True)
    details = models.JSONField(default=dict)

    class Meta:
        ordering = ["batch", "row", "pk"]

    def __str__(self) -> str:
        return f"{self.code} at row {self.row}"
