from django.db import models
from django.utils.translation import gettext_lazy as _

from pilots.models.project import KeyProject


class FundingSource(models.TextChoices):
    """Who pays."""

    CENTRAL = "central", _("central government")
    PROVINCE = "province", _("province")
    CITY = "city", _("city")
    DISTRICT = "district", _("district")
    BONDS = "bonds", _("special bonds")
    SOCIAL = "social", _("private capital")
    RESIDENTS = "residents", _("residents")
    OTHER = "other", _("other")


class Funding(models.Model):
    """What one source pays for a project, in whole yuan: planned, arrived, spent. Empty: nobody knows, which is not 0."""

    project = models.ForeignKey(KeyProject, on_delete=models.CASCADE, related_name="funding")
    source = models.CharField(max_length=9, choices=FundingSource.choices)
    planned = models.PositiveBigIntegerField(null=True, blank=True)
    arrived = models.PositiveBigIntegerField(null=True, blank=True)
    spent = models.PositiveBigIntegerField(null=True, blank=True)

    class Meta:
        ordering = ["project", "pk"]
        verbose_name_plural = "funding"
        constraints = [models.UniqueConstraint("project", "source", name="one_funding_a_source")]

    def __str__(self) -> str:
        return f"{self.source} of {self.project_id}"
