"""Programmes, and who takes part in them."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.db.models import Count, Q, QuerySet

from communities.divisions import Level
from communities.models import Division
from communities.scope import EVERYWHERE, AreaScope
from communities.selectors import within
from pilots.models import Enrolment, EnrolmentState, Programme, RosterLine
from pilots.programmes.quota import Standing
from pilots.programmes.units import MUNICIPALITIES, UnitLevel

LIVE = EnrolmentState.ENROLLED


def programmes(scope: AreaScope) -> QuerySet[Programme]:
    """Those of places in the scope, or above it: a city reads the programme of its province. The newest first."""
    found = Programme.objects.select_related("division", "made_by").order_by("-starts_on", "pk")
    if scope.is_everywhere:
        return found
    above = Q(pk__in=[])
    for own in scope.paths:
        above |= Q(path__startswith=own) | Q(path__in=_way_up(own))
    return found.filter(above)


def _way_up(path: str) -> list[str]:
    parts = [part for part in path.split("/") if part]
    return [EVERYWHERE, *(EVERYWHERE + "/".join(parts[:depth]) + "/" for depth in range(1, len(parts) + 1))]


def programme(scope: AreaScope, key: int) -> Programme | None:
    return programmes(scope).filter(pk=key).first()


def enrolments(scope: AreaScope, of: Programme | None = None) -> QuerySet[Enrolment]:
    """Pilots of the scope, those that have left among them, by community."""
    found = Enrolment.objects.select_related("community__division", "community__source", "unit", "programme__division")
    found = found.defer("community__boundary", "unit__boundary")
    return within(found if of is None else found.filter(programme=of), scope).order_by("code", "pk")


def enrolment(scope: AreaScope, key: int) -> Enrolment | None:
    return enrolments(scope).select_related("made_by").filter(pk=key).first()


def roster(scope: AreaScope, of: Programme) -> QuerySet[RosterLine]:
    """The lines of the list about places in the scope, in its order."""
    return within(RosterLine.objects.filter(programme=of).select_related("community__division"), scope).order_by("row")


@dataclass(frozen=True)
class UnitLine:
    """A "city (district)" and how many pilots it has."""

    unit: Division
    number: int
    standing: Standing


def unit_lines(scope: AreaScope, of: Programme) -> list[UnitLine]:
    """Of every unit that lies wholly in the scope and has a pilot. Of one that lies there in part the number would mislead."""
    counts = numbers_of_units(of)
    units = within(Division.objects.filter(code__in=counts), scope).order_by("code")
    return [UnitLine(one, counts[one.code], of.quota.standing(counts[one.code])) for one in units]


def numbers_of_units(of: Programme, codes: Iterable[str] | None = None) -> dict[str, int]:
    """Code of a unit -> its pilots now, of those that have any."""
    live = Enrolment.objects.filter(programme=of, state=LIVE)
    if codes is not None:
        live = live.filter(unit__code__in=set(codes))
    return dict(live.order_by().values_list("unit__code").annotate(number=Count("pk")))


def places_with_pilots(scope: AreaScope, of: Programme) -> list[Division]:
    """The provinces, cities and districts below the programme's place that lie in the scope and have pilots, from above."""
    live = within(Enrolment.objects.filter(programme=of, state=LIVE), scope).values_list("path", flat=True)
    above = {way for path in live for way in _way_up(path) if way.startswith(of.path) and way != of.path}
    levels = (Level.PROVINCE, Level.CITY, Level.DISTRICT)
    found = Division.objects.filter(path__in=above, level__in=levels, is_pseudo=False)
    return list(within(found, scope).order_by("path"))


def units_without(scope: AreaScope, of: Programme) -> int:
    """How many units of the programme's place in the scope have no pilot."""
    return within(_units(of), scope).exclude(code__in=numbers_of_units(of)).count()


def _units(of: Programme) -> QuerySet[Division]:
    """Every division in which a pilot of the programme could count: as pilots.programmes.units reads a code."""
    there = Division.objects.filter(path__startswith=of.path)
    if of.unit is UnitLevel.DISTRICT:
        bare = there.filter(level=Level.CITY, is_pseudo=False).exclude(children__level=Level.DISTRICT)
        return there.filter(Q(level=Level.DISTRICT) | Q(pk__in=bare.values("pk")))
    under = Q(level=Level.DISTRICT, parent__is_pseudo=True) & ~_in_a_municipality()
    return there.filter(Q(level=Level.CITY, is_pseudo=False) | under | Q(level=Level.PROVINCE, code__in=_whole()))


def _in_a_municipality() -> Q:
    found = Q(pk__in=[])
    for code in MUNICIPALITIES:
        found |= Q(code__startswith=code)
    return found


def _whole() -> Sequence[str]:
    return [code.ljust(12, "0") for code in MUNICIPALITIES]


def live_counts(scope: AreaScope, found: Iterable[Programme]) -> dict[int, int]:
    """Programme -> its pilots in the scope."""
    live = within(Enrolment.objects.filter(programme__in=list(found), state=LIVE), scope)
    return dict(live.order_by().values_list("programme").annotate(number=Count("pk")))
