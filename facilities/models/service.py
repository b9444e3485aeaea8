from django.db import models

from communities.models import Community
from facilities.models.facility import Facility


class ServedCommunity(models.Model):
    """A community that a shared facility serves, its own included. A facility without such rows serves its own only.

    Floor area is shared out by households, so that nothing is counted twice.
    """

    facility = models.ForeignKey(Facility, on_delete=models.CASCADE, related_name="served")
    community = models.ForeignKey(Community, on_delete=models.CASCADE, related_name="served_by")

    class Meta:
        ordering = ["facility", "community"]
        verbose_name_plural = "served communities"
        constraints = [models.UniqueConstraint("facility", "community", name="served_once")]

    def __str__(self) -> str:
        return f"{self.facility_id} -> {self.community_id}"
