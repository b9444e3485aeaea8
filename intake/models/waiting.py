from django.conf import settings
from django.db import models

from communities.models.fields import code_field
from intake.models.batch import Batch
from intake.models.delivery import Delivery


class WaitingRow(models.Model):
    """A row that was not stored, or found no community: kept until a person has looked at it.

    ``cells`` are [header, text] of the columns that were understood, in their order; never a telephone number. ``delivery`` is
    the last attempt to bring it in: once that is stored, the row waits no longer. What is wrong with it stands in the issues of
    its batch, under the same number of row.
    """

    batch = models.ForeignKey(Batch, on_delete=models.CASCADE, related_name="waiting")
    row = models.PositiveIntegerField()
    cells = models.JSONField(default=list)
    datum = code_field(10, blank=True)  # of its points, where the file said so
    delivery = models.ForeignKey(Delivery, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    dropped_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    dropped_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["pk"]
        constraints = [models.UniqueConstraint("batch", "row", name="a_row_waits_once")]

    def __str__(self) -> str:
        return f"{self.batch_id}, row {self.row}"
