"""Points that lie far from where they belong."""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, ClassVar, Self

import numpy as np
import numpy.typing as npt
from django.db.models import F, Q, QuerySet, TextField
from django.db.models.functions import Cast

from assessments.checks.area import Area
from assessments.checks.check_table import CheckTable
from assessments.checks.kinds.geodesy import metres_apart
from assessments.checks.model import Figure, Hit
from assessments.checks.rows import SOURCE, Row, community_hits, facility_hits, plain, type_words
from assessments.facts.places import metres_between
from communities.models import Community, Compound
from facilities.selectors import is_open_on

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.intp]


@dataclass(frozen=True)
class FarFromCommunity:
    """A facility or a compound more than ``metres`` from the point of the community it is said to stand in."""

    of: str
    metres: int
    figures: ClassVar[frozenset[str]] = frozenset({"distance", "metres", "what"})

    @classmethod
    def read(cls, table: CheckTable) -> Self:
        return cls(table.one_of("of", ("facility", "compound")), table.whole("metres"))

    def found(self, area: Area) -> Iterator[Hit]:
        apart = metres_apart("community__")
        if self.of == "compound":
            compounds = area.limited(Compound.objects.annotate(apart=apart, what=F("name"), row=Cast("code", TextField())))
            return community_hits(compounds.filter(self._far()), self._tell, SOURCE, path="community__", mark="row")
        facilities = area.facilities(is_open_on(area.as_of)).annotate(apart=apart)
        return facility_hits(facilities.filter(self._far()), self._tell)

    def _far(self) -> Q:
        return Q(apart__gt=float(self.metres))

    def _tell(self, row: Row) -> dict[str, Figure]:
        what = row["what"] if self.of == "compound" else type_words(row["facility_type"])
        return {"distance": plain(round(row["apart"])), "metres": plain(self.metres), "what": what}


@dataclass(frozen=True)
class FarFromMiddle:
    """A community whose point lies far from the middle (median) of its sub-district's.

    Far is more than ``metres`` and more than ``times`` the median distance of its neighbours, so that a wide pastoral township
    is no fault. A sub-district with fewer than ``communities`` points has no middle to speak of.
    """

    metres: int
    times: Decimal
    communities: int
    figures: ClassVar[frozenset[str]] = frozenset({"distance", "metres", "usual"})

    @classmethod
    def read(cls, table: CheckTable) -> Self:
        return cls(table.whole("metres"), table.number("times"), table.whole("communities"))

    def found(self, area: Area) -> Iterator[Hit]:
        far = self._far(self._points(area))
        wrong = area.communities().filter(pk__in=list(far)).annotate(own=F("pk"))

        def tell(row: Row) -> dict[str, Figure]:
            distance, usual = far[row["own"]]
            return {"distance": plain(round(distance)), "usual": plain(round(usual)), "metres": plain(self.metres)}

        return community_hits(wrong, tell, SOURCE)

    def _points(self, area: Area) -> QuerySet[Community, tuple[Any, ...]]:
        """(sub-district, community, lng, lat): whole sub-districts, also where only a part of one is asked for."""
        asked = area.communities().values("division").distinct()
        placed = Community.objects.filter(division__in=asked, lng__isnull=False).order_by("division_id")
        return placed.values_list("division_id", "pk", "lng", "lat")

    def _far(self, points: QuerySet[Community, tuple[Any, ...]]) -> dict[int, tuple[float, float]]:
        """Community -> (its metres from the middle, the median metres of its sub-district)."""
        found = np.array(list(points), np.float64).reshape(-1, 4)
        _, group, size = np.unique(found[:, 0], return_inverse=True, return_counts=True)
        lng, lat = found[:, 2], found[:, 3]
        metres = metres_between(lng, lat, medians(group, size, lng)[group], medians(group, size, lat)[group])
        usual = medians(group, size, metres)[group]
        far = metres > np.maximum(float(self.metres), float(self.times) * usual)
        rows = np.flatnonzero(far & (size[group] >= self.communities))
        return {int(found[row, 1]): (float(metres[row]), float(usual[row])) for row in rows}


def medians(group: Ints, size: Ints, values: Floats) -> Floats:
    """The median of the values of each group: ``group`` is the number of each value's group, ``size`` how many it has."""
    if not len(values):
        return values
    ordered = values[np.lexsort((values, group))]
    start = np.cumsum(size) - size
    middle: Floats = (ordered[start + (size - 1) // 2] + ordered[start + size // 2]) / 2
    return middle
