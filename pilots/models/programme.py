from datetime import date, timedelta

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from communities.models import Division
from communities.models.fields import code_field, in_order
from pilots.programmes.kinds import KINDS, ProgrammeKind
from pilots.programmes.quota import Quota
from pilots.programmes.units import UnitLevel


class ReviewLevel(models.TextChoices):
    """The offices that a work plan passes, in this order."""

    DISTRICT = "district", _("district")
    CITY = "city", _("city")
    PROVINCE = "province", _("province")


EVERY_LEVEL = tuple(level.value for level in ReviewLevel)


def every_level() -> list[str]:
    return list(EVERY_LEVEL)


class Programme(models.Model):
    """A pilot programme of a division (empty: of the whole country): its days, its rules, who reviews.

    ``kind``: one of pilots/programmes/kinds.toml; programmes of two kinds are never counted together. ``unit_level``: which
    division is the "city (district)" that the quota speaks of. ``least`` and ``most`` pilots a unit; empty: no quota.
    ``baseline_on``: the day whose data stands for how things were before; empty: the day before it starts.
    ``levels``: which offices review a work plan, from below.
    """

    kind = code_field(12)
    name = models.CharField(max_length=120)
    division = models.ForeignKey(Division, null=True, blank=True, on_delete=models.PROTECT, related_name="programmes")
    path = code_field(60)
    document = models.CharField(max_length=60, blank=True)
    starts_on = models.DateField()
    ends_on = models.DateField()
    baseline_on = models.DateField(null=True, blank=True)
    unit_level = models.CharField(
        max_length=8, choices=[(each.value, each.value) for each in UnitLevel], default=UnitLevel.DISTRICT
    )
    least = models.PositiveSmallIntegerField(null=True, blank=True)
    most = models.PositiveSmallIntegerField(null=True, blank=True)
    levels = ArrayField(models.CharField(max_length=8, choices=ReviewLevel.choices), default=every_level)
    mechanism = models.CharField(max_length=200, blank=True)
    made_at = models.DateTimeField(auto_now_add=True)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["-starts_on", "pk"]
        constraints = [
            in_order("starts_on", "ends_on", "programme_days_in_order"),
            models.CheckConstraint(
                condition=Q(least__isnull=True) | Q(most__isnull=True) | Q(least__lte=F("most")),
                name="programme_quota_in_order",
            ),
            models.UniqueConstraint("path", "name", name="one_programme_a_name"),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def quota(self) -> Quota:
        return Quota(self.least, self.most)

    @property
    def baseline(self) -> date:
        return self.baseline_on or self.starts_on - timedelta(days=1)

    @property
    def of_kind(self) -> ProgrammeKind:
        return KINDS[self.kind]

    @property
    def unit(self) -> UnitLevel:
        return UnitLevel(self.unit_level)
