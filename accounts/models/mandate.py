from django.conf import settings
from django.db import models

from communities.models import Division
from communities.models.fields import in_order


class Mandate(models.Model):
    """Why a person may see a division and all that lies within it, and until when. None as division: everywhere."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="mandates")
    division = models.ForeignKey(Division, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    valid_from = models.DateField()
    valid_to = models.DateField(null=True, blank=True)
    reason = models.CharField(max_length=200)

    class Meta:
        ordering = ["user", "division"]
        constraints = [in_order("valid_from", "valid_to", "mandate_dates_in_order")]

    def __str__(self) -> str:
        return f"{self.user_id}: {self.division_id or 'everywhere'}"
