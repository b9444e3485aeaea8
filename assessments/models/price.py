from django.conf import settings
from django.db import models
from django.db.models import F, Q

from communities.models import Division
from communities.models.fields import code_field


class Price(models.Model):
    """One line of the price book as edited here: yuan a unit, in a place, from a day on.

    An edit adds a line and never changes one, so an old plan keeps its prices. What has no line here has the placeholder of
    assessments/remedies/prices.toml. ``place`` None: everywhere. ``remedy`` also names what is no remedy: lease_month, running,
    works; the unit follows from it. ``facility_type`` empty: any type. ``item``: of works, the survey item or kind of ground.
    """

    remedy = code_field(12)
    facility_type = code_field(30, blank=True)
    item = code_field(40, blank=True)
    place = models.ForeignKey(Division, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    low = models.DecimalField(max_digits=12, decimal_places=2)
    high = models.DecimalField(max_digits=12, decimal_places=2)
    since = models.DateField()
    source = models.CharField(max_length=200)
    entered_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    entered_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["remedy", "facility_type", "-since", "-pk"]
        constraints = [
            models.CheckConstraint(condition=Q(low__gte=0, high__gte=F("low")), name="price_range_in_order"),
            models.CheckConstraint(
                condition=(Q(remedy="works") & ~Q(item="") & Q(facility_type="")) | (~Q(remedy="works") & Q(item="")),
                name="price_of_works_names_them",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.remedy} {self.low}-{self.high} ({self.since})"
