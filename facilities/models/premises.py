from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from communities.models import Community, Source
from communities.models.fields import code_field, in_order, on_earth, version_field
from facilities.models.fields import area_field, not_negative


class PremisesKind(models.TextChoices):
    ROOM = "room", _("rooms")
    BUILDING = "building", _("building")
    LAND = "land", _("land")


class Ownership(models.TextChoices):
    PUBLIC = "public", _("publicly owned")
    PRIVATE = "private", _("privately owned")
    UNKNOWN = "unknown", _("not known")


class Premises(models.Model):
    """Vacant or swappable rooms, buildings and land (可利用空间) that a remedy could use.

    ``offers`` names the remedies its owner is ready for: build, sale, swap, lease, retrofit. Money is in yuan.
    """

    code = code_field(60, unique=True)
    name = models.CharField(max_length=200)
    community = models.ForeignKey(Community, on_delete=models.PROTECT, related_name="premises")
    kind = models.CharField(max_length=8, choices=PremisesKind.choices)
    ownership = models.CharField(max_length=8, choices=Ownership.choices, default=Ownership.UNKNOWN)
    offers = ArrayField(models.CharField(max_length=8), default=list)
    floor_area = area_field()
    site_area = area_field()
    storey = models.SmallIntegerField(null=True, blank=True)
    annual_rent = models.DecimalField(max_digits=14, decimal_places=2, null=True, blank=True)
    price = models.DecimalField(max_digits=14, decimal_places=2, null=True, blank=True)
    available_from = models.DateField(null=True, blank=True)
    lease_until = models.DateField(null=True, blank=True)
    lng = models.FloatField(null=True, blank=True)
    lat = models.FloatField(null=True, blank=True)
    source = models.ForeignKey(Source, on_delete=models.PROTECT, related_name="+")
    version = version_field()

    class Meta:
        ordering = ["code"]
        verbose_name_plural = "premises"
        indexes = [models.Index("lat", name="premises_by_lat")]
        constraints = [
            not_negative("floor_area", "site_area", "annual_rent", "price", name="premises_figures_not_negative"),
            models.CheckConstraint(
                condition=~Q(offers__contains=["lease"]) | Q(lease_until__isnull=False),
                name="premises_lease_has_an_end",
            ),
            in_order("available_from", "lease_until", "premises_dates_in_order"),
            on_earth("premises_on_earth"),
        ]

    def __str__(self) -> str:
        return f"{self.name} ({self.code})"
