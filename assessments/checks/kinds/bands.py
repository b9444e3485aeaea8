"""Parts that add up to more than the whole: a share above 100 %."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import ClassVar, Self

from django.contrib.postgres.aggregates import BitOr
from django.db.models import F, Q, Sum, TextField
from django.db.models.functions import Cast

from assessments.checks.area import Area
from assessments.checks.check_table import CheckTable
from assessments.checks.model import Figure, Hit
from assessments.checks.rows import Row, community_hits, label_bit, plain
from communities.models import Band, PopulationBand

COUNT = "community_id", "counted_on"


@dataclass(frozen=True)
class Parts:
    """Age bands of one day that add up to more residents than the band that holds them all.

    A band that was not counted adds nothing: what is there is enough to be too much. Without the whole there is no fault.
    """

    parts: tuple[str, ...]
    whole: str
    figures: ClassVar[frozenset[str]] = frozenset({"day", "parts", "whole"})

    @classmethod
    def read(cls, table: CheckTable) -> Self:
        whole, parts = table.one_of("whole", Band.values), table.some_of("parts", Band.values)
        table.require("parts", whole not in parts, f"{whole} is the whole", "name bands that lie in it")
        return cls(parts, whole)

    def found(self, area: Area) -> Iterator[Hit]:
        bands = area.limited(PopulationBand.objects.filter(counted_on__lte=area.as_of, band__in=[*self.parts, self.whole]))
        sums = bands.order_by().values(*COUNT).annotate(
            part=Sum("residents", filter=Q(band__in=self.parts)), whole=Sum("residents", filter=Q(band=self.whole)),
            bits=BitOr(label_bit()), on=Cast("counted_on", TextField()),
        )  # fmt: skip
        return community_hits(sums.filter(part__gt=F("whole")), _tell, "bits", path="community__", mark="on")


def _tell(row: Row) -> dict[str, Figure]:
    return {"day": row["on"], "parts": plain(row["part"]), "whole": plain(row["whole"])}
