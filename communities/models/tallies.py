"""Dated head counts with their source. Counts only: there is no household and no person in this database."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from communities.models.community import Community
from communities.models.fields import version_field
from communities.models.source import Source


class Basis(models.TextChoices):
    RESIDENT = "resident", _("resident households")
    REGISTERED = "registered", _("registered households")


class Band(models.TextChoices):
    """Age bands, inclusive. ``total`` is everybody."""

    TOTAL = "total", _("all ages")
    UNDER_3 = "0-2", _("0 to 2")
    FROM_3_TO_6 = "3-6", _("3 to 6")
    FROM_60 = "60+", _("60 and over")
    FROM_65 = "65+", _("65 and over")


class HouseholdCount(models.Model):
    """Households of a community on a day. The notice leaves open which households; resident ones are the default."""

    community = models.ForeignKey(Community, on_delete=models.CASCADE, related_name="household_counts")
    counted_on = models.DateField()
    basis = models.CharField(max_length=10, choices=Basis.choices, default=Basis.RESIDENT)
    households = models.PositiveIntegerField()
    source = models.ForeignKey(Source, on_delete=models.PROTECT, related_name="+")
    version = version_field()

    class Meta:
        ordering = ["community", "-counted_on"]
        constraints = [
            models.UniqueConstraint("community", "counted_on", "basis", name="one_household_count_a_day"),
        ]

    def __str__(self) -> str:
        return f"{self.households} ({self.counted_on})"


class PopulationBand(models.Model):
    """Residents of one age band of a community on a day."""

    community = models.ForeignKey(Community, on_delete=models.CASCADE, related_name="population_bands")
    counted_on = models.DateField()
    band = models.CharField(max_length=5, choices=Band.choices)
    residents = models.PositiveIntegerField()
    source = models.ForeignKey(Source, on_delete=models.PROTECT, related_name="+")
    version = version_field()

    class Meta:
        ordering = ["community", "-counted_on", "band"]
        constraints = [
            models.UniqueConstraint("community", "counted_on", "band", name="one_band_count_a_day"),
        ]

    def __str__(self) -> str:
        return f"{self.band}: {self.residents} ({self.counted_on})"
