from django.db import models

from communities.models import Community, Source
from communities.models.fields import code_field, in_order, version_field


class Inventory(models.Model):
    """A declaration: the list of this facility type is complete for this community as of this date.

    Only with it is silence in the register an answer. ``withdrawn_on`` ends it: from then on silence is silence again.
    """

    community = models.ForeignKey(Community, on_delete=models.CASCADE, related_name="inventories")
    facility_type = code_field(30)
    complete_on = models.DateField()
    withdrawn_on = models.DateField(null=True, blank=True)
    source = models.ForeignKey(Source, on_delete=models.PROTECT, related_name="+")
    version = version_field()

    class Meta:
        ordering = ["community", "facility_type", "complete_on"]
        verbose_name_plural = "inventories"
        constraints = [
            models.UniqueConstraint("community", "facility_type", "complete_on", name="one_inventory_a_day"),
            in_order("complete_on", "withdrawn_on", "inventory_dates_in_order"),
        ]

    def __str__(self) -> str:
        return f"{self.facility_type} ({self.complete_on})"
