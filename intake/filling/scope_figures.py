"""What a form may ask about the whole: counts, sums, coverage, days, packs. A sum that lacks a part is unknown."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from functools import cached_property
from typing import Any, Final

from django.db.models import QuerySet

from assessments.labels import LABELS
from assessments.models import Round
from assessments.selectors.rules import verdict_counts
from assessments.selectors.scorecards import Totals, totals
from assessments.standards.units import percent_text
from communities.divisions import short_code
from communities.models import Band, Basis, Community, Division, HouseholdCount, PopulationBand
from communities.scope import AreaScope
from communities.selectors import valid_on, within
from communities.words import Lang, Words
from facilities.models import Facility, Inventory
from facilities.selectors import is_open_on
from intake.filling.fields import FIELDS, Field
from intake.filling.plan import Given

_PARTS: Final = Words(
    "{share}（达标 {met} 个，适用 {applicable} 个）", "{share} ({met} meet it, of {applicable} to which it applies)"
)
_AT_LEAST: Final = Words(
    "未知：适用 {applicable} 个，达标 {met} 个，待核实 {unknown} 个",
    "unknown: it applies to {applicable}, {met} meet it, {unknown} are undecided",
)
_EVERYWHERE: Final = Words("全部区划", "all divisions")


@dataclass
class ScopeFigures:
    """The communities of ``scope`` below ``path``; ``place`` is its division or community, None for everything.

    ``labels`` grows with what is read: bit 1 sample, bit 2 synthetic.
    """

    scope: AreaScope
    path: str
    place: Division | Community | None
    as_of: date
    today: date
    one: Round | None
    lang: Lang
    labels: int = 0

    def value(self, code: str, about: str) -> Given:
        """None where nobody knows. Raises KeyError for a field that is none of a whole."""
        return _READERS[code](self, FIELDS[code], about)

    def _mark(self, provenances: Any) -> None:
        for provenance in set(provenances):
            self.labels |= LABELS[provenance]

    @property
    def communities(self) -> QuerySet[Community]:
        found = Community.objects.filter(valid_on(self.as_of), path__startswith=self.path)
        return within(found, self.scope).order_by()

    @cached_property
    def number(self) -> int:
        """How many communities there are."""
        provenances = list(self.communities.values_list("source__provenance", flat=True))
        self._mark(provenances)
        return len(provenances)

    @cached_property
    def households(self) -> list[int]:
        """The newest count of resident households, of every community that has one."""
        return self._newest(HouseholdCount.objects.filter(basis=Basis.RESIDENT), "households")

    @cached_property
    def population(self) -> list[int]:
        return self._newest(PopulationBand.objects.filter(band=Band.TOTAL), "residents")

    def _newest(self, counts: QuerySet[Any], figure: str) -> list[int]:
        past = counts.filter(counted_on__lte=self.as_of, community__in=self.communities.values("pk"))
        newest = past.order_by("community_id", "-counted_on").distinct("community_id")
        found = list(newest.values_list(figure, "source__provenance"))
        self._mark(provenance for _, provenance in found)
        return [number for number, _ in found]

    @cached_property
    def totals(self) -> Totals | None:
        """Sums over the cards of the round; None without one."""
        found = totals(self.scope, self.one, self.path) if self.one else None
        self.labels |= found.labels if found else 0
        return found

    def verdicts(self, rule: str) -> Mapping[str, int] | None:
        """Verdict -> communities; those without a card are unknown. None where the round did not judge by the rule."""
        if self.one is None or self.totals is None or rule not in self.one.rules:
            return None
        counts = verdict_counts(self._narrowed, self.one, rule)
        without_card = max(self.number - sum(counts.values()), 0)
        return {**counts, "unknown": counts["unknown"] + without_card}

    @property
    def _narrowed(self) -> AreaScope:
        """The part of the scope that was asked for."""
        own = {path if path.startswith(self.path) else self.path for path in self.scope.paths}
        return AreaScope(tuple(sorted(path for path in own if self.scope.covers(path))))


def _total(figure: Callable[[ScopeFigures], list[int]]) -> "Reader":
    """The sum, where every community has its figure."""

    def read(figures: ScopeFigures, _field: Field, _about: str) -> Given:
        found = figure(figures)
        return sum(found) if found and len(found) == figures.number else None

    return read


def _known(figure: Callable[[ScopeFigures], list[int]]) -> "Reader":
    """The sum of what is known; unknown where nothing is."""
    return lambda figures, _field, _about: sum(found) if (found := figure(figures)) else None


def _counted(figure: Callable[[ScopeFigures], list[int]]) -> "Reader":
    return lambda figures, _field, _about: len(figure(figures))


def _households(figures: ScopeFigures) -> list[int]:
    return figures.households


def _population(figures: ScopeFigures) -> list[int]:
    return figures.population


def _of_totals(read: Callable[[Totals, int], Given]) -> "Reader":
    return lambda figures, _field, _about: read(figures.totals, figures.number) if figures.totals else None


def _sure(number: int, undecided: int) -> Given:
    """None so far is 0 only where nothing is undecided."""
    return number or (None if undecided else 0)


def _without_card(sums: Totals, number: int) -> int:
    return max(number - sums.communities, 0)


def _complete(sums: Totals, number: int) -> Given:
    return _sure(sums.complete, sums.undecided + _without_card(sums, number))


def _with_gaps(sums: Totals, number: int) -> Given:
    return _sure(sums.with_gaps, sums.undecided + _without_card(sums, number))


def _undecided(sums: Totals, number: int) -> Given:
    return sums.undecided + _without_card(sums, number)


def _verdict(figures: ScopeFigures, field: Field, about: str) -> Given:
    """Communities with a verdict. Met or gap: none so far is 0 only where nothing is undecided."""
    counts = figures.verdicts(about)
    if counts is None:
        return None
    return counts[field.of] if field.of == "unknown" else _sure(counts[field.of], counts["unknown"])


def _applicable(figures: ScopeFigures, _field: Field, about: str) -> Given:
    counts = figures.verdicts(about)
    return None if counts is None else counts["met"] + counts["gap"] + counts["unknown"]


def _coverage(figures: ScopeFigures, _field: Field, about: str) -> Given:
    """Communities that meet the rule by those to which it applies; unknown while any of them is undecided."""
    counts = figures.verdicts(about)
    applicable = counts["met"] + counts["gap"] if counts else 0
    return Fraction(counts["met"], applicable) if counts and applicable and not counts["unknown"] else None


def _coverage_parts(figures: ScopeFigures, _field: Field, about: str) -> Given:
    """Always with the figures that it is made of; without a share while some are undecided."""
    counts = figures.verdicts(about)
    if counts is None:
        return None
    met, unknown = counts["met"], counts["unknown"]
    applicable = met + counts["gap"] + unknown
    if unknown or not applicable:
        return _AT_LEAST.filled(applicable=applicable, met=met, unknown=unknown).of(figures.lang)
    return _PARTS.filled(share=percent_text(met, applicable), met=met, applicable=applicable).of(figures.lang)


def _registered_total(figures: ScopeFigures, _field: Field, about: str) -> Given:
    """What the register shows; nothing is 0 only where the list of every community was declared complete."""
    own = Facility.objects.filter(is_open_on(figures.as_of), facility_type=about)
    provenances = list(own.filter(community__in=figures.communities.values("pk")).values_list("source__provenance", flat=True))
    figures._mark(provenances)
    return len(provenances) or (0 if _is_declared(figures, about) else None)


def _is_declared(figures: ScopeFigures, about: str) -> bool:
    declared = Inventory.objects.filter(complete_on__lte=figures.as_of, facility_type=about).exclude(
        withdrawn_on__lte=figures.as_of
    )
    found = declared.filter(community__in=figures.communities.values("pk"))
    rows = list(found.values_list("community_id", "source__provenance"))
    figures._mark(provenance for _, provenance in rows)
    return bool(rows) and len({community for community, _ in rows}) == figures.number


def _scope_name(figures: ScopeFigures, _field: Field, _about: str) -> Given:
    place = figures.place
    if place is None:
        return _EVERYWHERE.of(figures.lang)
    figures._mark([place.provenance if isinstance(place, Division) else place.source.provenance])
    return (place.name_en or place.name) if figures.lang == "en" else place.name


def _scope_code(figures: ScopeFigures, _field: Field, _about: str) -> Given:
    return short_code(figures.place.code) if figures.place else "—"


def _packs(figures: ScopeFigures, _field: Field, _about: str) -> Given:
    packs = figures.one.packs if figures.one else []
    return ("；" if figures.lang == "zh" else "; ").join(f"{pack['id']} {pack['version']}" for pack in packs) or None


Reader = Callable[[ScopeFigures, Field, str], Given]
_READERS: Final[Mapping[str, Reader]] = {
    "scope_name": _scope_name,
    "scope_code": _scope_code,
    "communities": lambda figures, _field, _about: figures.number or None,
    "communities_complete": _of_totals(_complete),
    "communities_with_gaps": _of_totals(_with_gaps),
    "communities_undecided": _of_totals(_undecided),
    "households_total": _total(_households),
    "households_known": _known(_households),
    "households_counted": _counted(_households),
    "population_total": _total(_population),
    "population_known": _known(_population),
    "population_counted": _counted(_population),
    "communities_gap": _verdict,
    "communities_met": _verdict,
    "communities_unknown": _verdict,
    "communities_applicable": _applicable,
    "coverage": _coverage,
    "coverage_parts": _coverage_parts,
    "registered_total": _registered_total,
    "today": lambda figures, _field, _about: figures.today,
    "as_of": lambda figures, _field, _about: figures.as_of,
    "round": lambda figures, _field, _about: str(figures.one.pk) if figures.one else None,
    "round_as_of": lambda figures, _field, _about: figures.one.as_of if figures.one else None,
    "packs": _packs,
}
