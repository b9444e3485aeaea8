from django.db import models
from django.db.models import Q

from communities.divisions import Level
from communities.models.fields import code_field, in_order
from communities.models.source import Provenance, Source


class DivisionManager(models.Manager["Division"]):
    """Leaves the boundary where it is: it may be large, and whoever lists divisions does not ask for it."""

    def get_queryset(self) -> "models.QuerySet[Division]":
        return super().get_queryset().defer("boundary")


class Division(models.Model):
    """A province, city, district or sub-district. Its path carries whole segments (see communities/divisions.py).

    ``is_pseudo`` marks the levels that exist only in the codes (1101 市辖区, 5002 县, direct-administered places) and the
    functional zones. ``provenance`` is that of the list that names it: an invented place is labelled as one. ``boundary`` is
    WKB in WGS84 / CGCS2000 degrees with its bounding box beside it, and ``boundary_source`` where it comes from.
    """

    code = code_field(unique=True)
    name = models.CharField(max_length=100)
    name_en = models.CharField(max_length=100, blank=True)
    level = models.CharField(max_length=12, choices=[(level.value, level.name.title()) for level in Level])
    parent = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="children")
    path = code_field(60, unique=True)
    is_pseudo = models.BooleanField(default=False)
    provenance = models.CharField(max_length=10, choices=Provenance.choices, default=Provenance.RECORDED)
    boundary = models.BinaryField(null=True, blank=True)
    west = models.FloatField(null=True, blank=True)
    south = models.FloatField(null=True, blank=True)
    east = models.FloatField(null=True, blank=True)
    north = models.FloatField(null=True, blank=True)
    boundary_source = models.ForeignKey(Source, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    valid_from = models.DateField(null=True, blank=True)
    valid_to = models.DateField(null=True, blank=True)

    objects = DivisionManager()

    class Meta:
        ordering = ["code"]
        constraints = [
            in_order("valid_from", "valid_to", "division_dates_in_order"),
            models.CheckConstraint(
                condition=Q(boundary__isnull=True) | Q(boundary_source__isnull=False), name="division_boundary_has_source"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name} ({self.code})"
