"""Points outside the boundary of the community, or of the division, that they belong to."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from typing import Any, ClassVar, Self

import numpy as np
import numpy.typing as npt
import shapely
from django.db.models import Case, F, Q, QuerySet, TextField, When
from django.db.models.functions import Cast

from assessments.checks.area import Area
from assessments.checks.check_table import CheckTable
from assessments.checks.model import Figure, Hit
from assessments.checks.rows import SOURCE, Row, community_hits, facility_hits, plain, type_words
from assessments.facts.places import metres_between
from communities.models import Compound, Division
from facilities.models import MatchedBy
from facilities.selectors import is_open_on

CHUNK = 2000
COMMUNITY, DIVISION = "community", "division"
LEVELS_UP = 3  # a sub-district, its county, its city
POINT = np.dtype([("pk", np.int64), ("owner", np.int64), ("lng", np.float64), ("lat", np.float64)])
Floats = npt.NDArray[np.float64]


@dataclass(frozen=True)
class OutsideBoundary:
    """A community's own point, a compound or a facility more than ``metres`` outside its community's boundary, or outside that
    of the smallest division around it that has one.

    A facility that was matched by its position is left out: it has been weighed against the boundaries already.
    """

    of: str
    metres: int
    around: str = COMMUNITY
    figures: ClassVar[frozenset[str]] = frozenset({"distance", "metres", "what"})

    @classmethod
    def read(cls, table: CheckTable) -> Self:
        around = table.one_of("boundary_of", (COMMUNITY, DIVISION)) if table.has("boundary_of") else COMMUNITY
        return cls(table.one_of("of", (COMMUNITY, "compound", "facility")), table.whole("metres"), around)

    def found(self, area: Area) -> Iterator[Hit]:
        outside = self._outside(area)
        wrong = self._rows(area).filter(pk__in=list(outside)).annotate(own=F("pk"))

        def tell(row: Row) -> dict[str, Figure]:
            return {"distance": plain(round(outside[row["own"]])), "metres": plain(self.metres), "what": self._what(row)}

        if self.of == "facility":
            return facility_hits(wrong, tell)
        if self.of == COMMUNITY:
            return community_hits(wrong, tell, SOURCE)
        named = wrong.annotate(what=F("name"), row=Cast("code", TextField()))
        return community_hits(named, tell, SOURCE, path="community__", mark="row")

    def _what(self, row: Row) -> Figure:
        if self.of == "facility":
            return type_words(row["facility_type"])
        return str(row["what"]) if self.of == "compound" else ""

    def _rows(self, area: Area) -> QuerySet[Any]:
        if self.of == COMMUNITY:
            return area.communities()
        if self.of == "compound":
            return area.limited(Compound.objects.all()).order_by()
        return area.facilities(is_open_on(area.as_of), Q(matched_by=MatchedBy.CODE))

    def _outside(self, area: Area) -> dict[int, float]:
        """Row -> metres outside. Boundaries are read a part at a time: those of the nation are never held together."""
        points, outside = self._points(area), dict[int, float]()
        if not len(points):
            return outside
        for part in _in_parts(self._bounded(area, points["owner"])):
            outside.update(self._far_outside(points, part))
        return outside

    def _bounded(self, area: Area, owners: npt.NDArray[np.int64]) -> QuerySet[Any, tuple[int, Any]]:
        """(key, boundary) of what has one, in the order of the keys."""
        if self.around == COMMUNITY:
            found = area.communities().filter(boundary__isnull=False)
            return found.order_by("pk").values_list("pk", "boundary")
        around = Division.objects.filter(pk__in=np.unique(owners).tolist())
        return around.order_by("pk").values_list("pk", "boundary")

    def _points(self, area: Area) -> npt.NDArray[np.void]:
        """The points of what is bounded, as POINT, in the order of their owners: the communities or divisions around them."""
        placed = self._rows(area).filter(lng__isnull=False).annotate(owner=self._owner()).filter(owner__isnull=False)
        rows = placed.order_by("owner").values_list("pk", "owner", "lng", "lat")
        return np.fromiter(rows.iterator(chunk_size=CHUNK), POINT)

    def _owner(self) -> Case:
        """The key of the community, or of the smallest division, that has a boundary and lies around; NULL where none has."""
        prefix = "" if self.of == COMMUNITY else "community__"
        if self.around == COMMUNITY:
            key = F("pk") if self.of == COMMUNITY else F("community_id")
            return Case(When(**{f"{prefix}boundary__isnull": False}, then=key))
        ways = [f"{prefix}division{'__parent' * up}" for up in range(LEVELS_UP)]
        return Case(*(When(**{f"{way}__west__isnull": False}, then=F(f"{way}__pk")) for way in ways))

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
