"""What a census counted in a division on a day. Counts only, as they were published."""

from django.db import models

from communities.models.division import Division
from communities.models.fields import code_field
from communities.models.source import Source


class Counted(models.TextChoices):
    """What was counted, by the header of its column. A family household (家庭户) is no collective one (集体户)."""

    POPULATION = "population"
    URBAN = "urban_population"
    RURAL = "rural_population"
    FAMILIES = "family_households"
    IN_FAMILIES = "family_household_population"
    ALONE = "one_person_households"
    WITH_OLD = "households_with_65plus"
    AGE_0 = "age_0"
    AGE_1_4 = "age_1_4"
    AGE_5_9 = "age_5_9"
    AGE_10_14 = "age_10_14"
    AGE_15_59 = "age_15_59"
    FROM_60 = "age_60plus"
    FROM_65 = "age_65plus"
    FROM_80 = "age_80plus"


class DivisionCount(models.Model):
    """One figure of a division on a day: the ground on which counts of its communities can be doubted, and no more."""

    division = models.ForeignKey(Division, on_delete=models.CASCADE, related_name="counts")
    counted_on = models.DateField()
    what = code_field(30, choices=Counted.choices)
    number = models.PositiveIntegerField()
    source = models.ForeignKey(Source, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["division", "-counted_on", "what"]
        constraints = [
            models.UniqueConstraint("division", "counted_on", "what", name="one_division_count_a_day"),
        ]

    def __str__(self) -> str:
        return f"{self.what}: {self.number} ({self.counted_on})"
