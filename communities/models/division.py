from django.db import models

from communities.divisions import Level
from communities.models.fields import code_field, in_order
from communities.models.source import Provenance


class Division(models.Model):
    """A province, city, district or sub-district. Its path carries whole segments (see communities/divisions.py).

    ``is_pseudo`` marks the levels that exist only in the codes (1101 市辖区, 5002 县, direct-administered places) and the
    functional zones. ``provenance`` is that of the list that names it: an invented place is labelled as one.
    """

    code = code_field(unique=True)
    name = models.CharField(max_length=100)
    name_en = models.CharField(max_length=100, blank=True)
    level = models.CharField(max_length=12, choices=[(level.value, level.name.title()) for level in Level])
    parent = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="children")
    path = code_field(60, unique=True)
    is_pseudo = models.BooleanField(default=False)
    provenance = models.CharField(max_length=10, choices=Provenance.choices, default=Provenance.RECORDED)
    valid_from = models.DateField(null=True, blank=True)
    valid_to = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["code"]
        constraints = [in_order("valid_from", "valid_to", "division_dates_in_order")]

    def __str__(self) -> str:
        return f"{self.name} ({self.code})"
