"""Points outside the boundary of the community they belong to."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from typing import Any, ClassVar, Self

import numpy as np
import numpy.typing as npt
import shapely
from django.db.models import F, Q, QuerySet, TextField
from django.db.models.functions import Cast

from assessments.checks.area import Area
from assessments.checks.check_table import CheckTable
from assessments.checks.model import Figure, Hit
from assessments.checks.rows import SOURCE, Row, community_hits, facility_hits, plain, type_words
from assessments.facts.places import metres_between
from communities.models import Compound
from facilities.models import MatchedBy
from facilities.selectors import is_open_on

CHUNK = 2000
POINT = np.dtype([("pk", np.int64), ("owner", np.int64), ("lng", np.float64), ("lat", np.float64)])
Floats = npt.NDArray[np.float64]


@dataclass(frozen=True)
class OutsideBoundary:
    """A community's own point, a compound or a facility more than ``metres`` outside its community's boundary.

    A facility that was matched by its position is left out: it has been weighed against the boundaries already.
    """

    of: str
    metres: int
    figures: ClassVar[frozenset[str]] = frozenset({"distance", "metres", "what"})

    @classmethod
    def read(cls, table: CheckTable) -> Self:
        return cls(table.one_of("of", ("community", "compound", "facility")), table.whole("metres"))

    def found(self, area: Area) -> Iterator[Hit]:
        outside = self._outside(area)
        wrong = self._rows(area).filter(pk__in=list(outside)).annotate(own=F("pk"))

        def tell(row: Row) -> dict[str, Figure]:
            return {"distance": plain(round(outside[row["own"]])), "metres": plain(self.metres), "what": self._what(row)}

        if self.of == "facility":
            return facility_hits(wrong, tell)
        if self.of == "community":
            return community_hits(wrong, tell, SOURCE)
        named = wrong.annotate(what=F("name"), row=Cast("code", TextField()))
        return community_hits(named, tell, SOURCE, path="community__", mark="row")

    def _what(self, row: Row) -> Figure:
        if self.of == "facility":
            return type_words(row["facility_type"])
        return str(row["what"]) if self.of == "compound" else ""

    def _rows(self, area: Area) -> QuerySet[Any]:
        if self.of == "community":
            return area.communities()
        if self.of == "compound":
            return area.limited(Compound.objects.all()).order_by()
        return area.facilities(is_open_on(area.as_of), Q(matched_by=MatchedBy.CODE))

    def _outside(self, area: Area) -> dict[int, float]:
        """Row -> metres outside. Boundaries are read a part at a time: those of the nation are never held together."""
        points, outside = self._points(area), dict[int, float]()
        if not len(points):
            return outside
        bounded = area.communities().filter(boundary__isnull=False).order_by("pk").values_list("pk", "boundary")
        for part in _in_parts(bounded):
            outside.update(self._far_outside(points, part))
        return outside

    def _points(self, area: Area) -> npt.NDArray[np.void]:
        """The points of bounded communities, as POINT, in the order of their communities."""
        owner, prefix = ("pk", "") if self.of == "community" else ("community_id", "community__")
        placed = self._rows(area).filter(**{"lng__isnull": False, f"{prefix}boundary__isnull": False})
        rows = placed.annotate(owner=F(owner)).order_by("owner").values_list("pk", "owner", "lng", "lat")
        return np.fromiter(rows.iterator(chunk_size=CHUNK), POINT)

    def _far_outside(self, points: npt.NDArray[np.void], part: list[tuple[int, Any]]) -> Iterator[tuple[int, float]]:
        owners = np.array([pk for pk, _ in part], np.int64)
        first, last = np.searchsorted(points["owner"], [owners[0], owners[-1] + 1])
        near = points[first:last]
        shapes = shapely.from_wkb([bytes(boundary) for _, boundary in part])
        metres = _metres_outside(near["lng"], near["lat"], shapes[np.searchsorted(owners, near["owner"])])
        for at in np.flatnonzero(metres > self.metres):
            yield int(near["pk"][at]), float(metres[at])


def _in_parts(rows: QuerySet[Any, tuple[int, Any]]) -> Iterator[list[tuple[int, Any]]]:
    found = rows.iterator(chunk_size=CHUNK)
    while part := list(islice(found, CHUNK)):
        yield part


def _metres_outside(lng: Floats, lat: Floats, shapes: npt.NDArray[np.object_]) -> Floats:
    """Metres from each point to its shape; 0 where it lies in it."""
    points = shapely.points(lng, lat)
    metres = np.zeros(len(lng), np.float64)
    away = np.flatnonzero(~shapely.intersects(shapes, points))
    ends = shapely.get_coordinates(shapely.shortest_line(points[away], shapes[away])).reshape(-1, 2, 2)
    metres[away] = metres_between(ends[:, 0, 0], ends[:, 0, 1], ends[:, 1, 0], ends[:, 1, 1])
    return metres
