from django.db import models

from communities.models.community import Community
from communities.models.fields import code_field, on_earth, version_field
from communities.models.source import Source


class Compound(models.Model):
    """A residential compound (小区) inside a community: where its households live, as a count."""

    code = code_field(60, unique=True)
    name = models.CharField(max_length=100)
    community = models.ForeignKey(Community, on_delete=models.CASCADE, related_name="compounds")
    households = models.PositiveIntegerField(null=True, blank=True)
    built_year = models.PositiveSmallIntegerField(null=True, blank=True)
    lng = models.FloatField(null=True, blank=True)
    lat = models.FloatField(null=True, blank=True)
    source = models.ForeignKey(Source, on_delete=models.PROTECT, related_name="+")
    version = version_field()

    class Meta:
        ordering = ["code"]
        constraints = [on_earth("compound_on_earth")]

    def __str__(self) -> str:
        return f"{self.name} ({self.code})"
