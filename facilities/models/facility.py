from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from communities.models import Community, Source
from communities.models.fields import code_field, in_order, on_earth, version_field
from facilities.models.fields import area_field, not_negative


class Tenure(models.TextChoices):
    PUBLIC = "public", _("publicly owned")
    LEASED = "leased", _("leased")
    PRIVATE = "private", _("privately owned")
    BORROWED = "borrowed", _("lent")
    UNKNOWN = "unknown", _("not known")


class MatchedBy(models.TextChoices):
    """How the facility found its community. The reason is kept, because a nearest point can be wrong."""

    CODE = "code", _("named by code")
    POLYGON = "polygon", _("lies inside the boundary")
    NEAREST = "nearest", _("nearest community point")
    NONE = "none", _("no community found")


class Facility(models.Model):
    """One thing on the ground, of one type of facilities/catalogue.toml.

    ``community`` is where it stands; the communities it serves are in ServedCommunity where it serves others too.
    It counts on a day where it has been opened by then (or nobody knows when it opened) and not been closed.
    """

    code = code_field(80, unique=True)
    name = models.CharField(max_length=200, blank=True)
    facility_type = code_field(30)
    community = models.ForeignKey(Community, null=True, blank=True, on_delete=models.PROTECT, related_name="facilities")
    matched_by = models.CharField(max_length=8, choices=MatchedBy.choices, default=MatchedBy.NONE)
    match_metres = models.PositiveIntegerField(null=True, blank=True)
    floor_area = area_field()
    activity_area = area_field()
    site_area = area_field()
    capacity = models.PositiveIntegerField(null=True, blank=True)
    lng = models.FloatField(null=True, blank=True)
    lat = models.FloatField(null=True, blank=True)
    tenure = models.CharField(max_length=8, choices=Tenure.choices, default=Tenure.UNKNOWN)
    opened_on = models.DateField(null=True, blank=True)
    closed_on = models.DateField(null=True, blank=True)
    evidence = models.CharField(max_length=300, blank=True)
    source = models.ForeignKey(Source, on_delete=models.PROTECT, related_name="facilities")
    version = version_field()

    class Meta:
        ordering = ["code"]
        verbose_name_plural = "facilities"
        indexes = [
            models.Index("community", "facility_type", name="facility_by_community"),
            models.Index("facility_type", "lat", name="facility_by_type_and_lat"),  # what is near, whoever it stands with
        ]
        constraints = [
            not_negative("floor_area", "activity_area", "site_area", name="facility_areas_not_negative"),
            models.CheckConstraint(
                condition=Q(activity_area__isnull=True) | Q(floor_area__isnull=True) | Q(activity_area__lte=F("floor_area")),
                name="facility_activity_within_floor",
            ),
            in_order("opened_on", "closed_on", "facility_dates_in_order"),
            on_earth("facility_on_earth"),
        ]

    def __str__(self) -> str:
        return f"{self.name or self.facility_type} ({self.code})"
