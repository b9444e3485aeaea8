"""Facilities that seem to stand in the register twice. Each after the first (by code) is a fault."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, ClassVar, Self

from django.db.models import CharField, Count, F, Func, Min, OuterRef, Q, QuerySet, Subquery, Value
from django.db.models.functions import Lower, Replace

from assessments.checks.area import Area, of_types
from assessments.checks.check_table import CheckTable
from assessments.checks.kinds.geodesy import beside, metres_apart
from assessments.checks.model import Figure, Hit
from assessments.checks.rows import Row, facility_hits, plain, type_words
from facilities.models import Facility
from facilities.selectors import is_open_on

TWINS = ("community", "facility_type")


def _folded(name: str) -> Func:
    """The same text for every spelling: width, case and spaces (of any width, once normalized) do not matter."""
    normal = Func(F(name), template="NORMALIZE(%(expressions)s, NFKC)", output_field=CharField())
    return Replace(Lower(normal), Value(" "))


def _open(area: Area, types: tuple[str, ...]) -> QuerySet[Any]:
    return area.facilities(is_open_on(area.as_of), of_types(types)).annotate(folded=_folded("name"))


@dataclass(frozen=True)
class SameName:
    """Open facilities of one type and one community with the same name. One without a name is no fault."""

    types: tuple[str, ...]
    figures: ClassVar[frozenset[str]] = frozenset({"other", "what"})

    @classmethod
    def read(cls, table: CheckTable) -> Self:
        return cls(table.facility_types_or_all("types"))

    def found(self, area: Area) -> Iterator[Hit]:
        """Groups first: only where a name is there twice are the facilities themselves read."""
        named = _open(area, self.types).exclude(name="")
        groups = named.values_list(*TWINS, "folded").annotate(number=Count("pk"), first=Min("code")).filter(number__gt=1)
        first = {tuple(group): code for *group, _, code in groups if group[-1]}
        twins = named.filter(community__in={community for community, _, _ in first}).annotate(own=F("community"))

        def tell(row: Row) -> dict[str, Figure]:
            return {"other": first.get(_group(row)) or row["code"], "what": type_words(row["facility_type"])}

        return (hit for hit in facility_hits(twins, tell) if hit.thing and hit.thing.code != hit.figures["other"])


def _group(row: Row) -> tuple[int, str, str]:
    return row["own"], row["facility_type"], row["folded"]


@dataclass(frozen=True)
class SamePlace:
    """Open facilities of one type and one community within ``metres`` of each other, under different names or none."""

    types: tuple[str, ...]
    metres: int
    figures: ClassVar[frozenset[str]] = frozenset({"other", "distance", "metres", "what"})

    @classmethod
    def read(cls, table: CheckTable) -> Self:
        return cls(table.facility_types_or_all("types"), table.whole("metres"))

    def found(self, area: Area) -> Iterator[Hit]:
        twin = {name: OuterRef(name) for name in TWINS}
        before = Facility.objects.filter(is_open_on(area.as_of), beside(self.metres), **twin, code__lt=OuterRef("code"))
        near = before.annotate(apart=metres_apart(of=OuterRef)).filter(apart__lte=float(self.metres))
        others = near.annotate(folded=_folded("name")).filter(Q(name="") | ~Q(folded=OuterRef("folded")))
        nearest = {name: Subquery(others.order_by("apart", "code").values(field)[:1]) for name, field in NEAREST.items()}
        return facility_hits(_open(area, self.types).annotate(**nearest).filter(other__isnull=False), self._tell)

    def _tell(self, row: Row) -> dict[str, Figure]:
        figures = {"distance": plain(round(row["apart"])), "metres": plain(self.metres), "other": row["other"]}
        return {**figures, "what": type_words(row["facility_type"])}


NEAREST = {"other": "code", "apart": "apart"}
