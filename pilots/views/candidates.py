"""Who may join a programme: each community with its city (district), and what the ticked ones would come to."""

from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _

from assessments.labels import label_codes
from assessments.models import Scorecard
from assessments.views.language import name_of, number, spoken
from communities.models import Community, Division
from communities.requests import ScopedRequest
from pilots.models import Programme
from pilots.programmes.quota import Quota, told
from pilots.programmes.units import unit_code
from pilots.selectors.near_rounds import newest_cards
from pilots.selectors.programmes import LIVE, enrolments, numbers_of_units


@dataclass(frozen=True)
class Candidate:
    """A line to be ticked. ``why_not``: why it cannot be."""

    code: str
    name: str
    href: str
    unit: str
    gaps: str
    unknown: str
    badges: Sequence[str]
    room: str
    why_not: str
    is_ticked: bool


@dataclass(frozen=True)
class UnitCheck:
    """What the ticked communities of one city (district) would come to: ``is_fine`` and the sentence of why."""

    unit: str
    sentence: str
    is_fine: bool


def candidates(request: ScopedRequest, one: Programme, rows: Sequence[Community], ticked: Collection[str]) -> list[Candidate]:
    """One page of communities."""
    units = {each.code: unit_code(each.code, one.unit) for each in rows}
    numbers, names = numbers_of_units(one, units.values()), unit_names(units.values())
    pilots = set(enrolments(request.scope, one).filter(state=LIVE, code__in=units).values_list("code", flat=True))
    _round, cards = newest_cards(request.scope, one.path, rows)
    return [
        _candidate(
            each, cards.get(each.pk), _Place(one.quota, numbers.get(unit, 0), names.get(unit, unit)),
            is_pilot=each.code in pilots, is_ticked=each.code in ticked,
        )
        for each, unit in zip(rows, units.values(), strict=True)
    ]  # fmt: skip


@dataclass(frozen=True)
class _Place:
    """A unit, its quota, and how many pilots it has."""

    quota: Quota
    number: int
    name: str

    @property
    def room(self) -> str:
        left = self.quota.room(self.number)
        pilots = _("pilots: %(number)s") % {"number": number(self.number)}
        return pilots if left is None else _("%(pilots)s, room for %(left)s") % {"pilots": pilots, "left": number(left)}


def _candidate(each: Community, card: Scorecard | None, place: _Place, *, is_pilot: bool, is_ticked: bool) -> Candidate:
    full = "" if place.quota.has_room(place.number) else spoken(told(place.quota, place.number))
    return Candidate(
        code=each.code, name=name_of(each), href=reverse("assessments:scorecard", args=[each.code]), unit=place.name,
        gaps=number(card.gaps if card else None), unknown=number(card.unknown if card else None),
        badges=label_codes(card.labels) if card else (), room=place.room, why_not=_("takes part already") if is_pilot else full,
        is_ticked=is_ticked and not is_pilot,
    )  # fmt: skip


def unit_names(codes: Iterable[str]) -> dict[str, str]:
    return {each.code: name_of(each) for each in Division.objects.filter(code__in=set(codes))}


def checks(one: Programme, chosen: Iterable[str]) -> list[UnitCheck]:
    """Of each city (district) of the ``chosen`` codes, with those that take part already."""
    joining = Counter(unit_code(code, one.unit) for code in chosen)
    numbers, names = numbers_of_units(one, joining), unit_names(joining)
    return [_check(one.quota, names.get(code, code), numbers.get(code, 0), more) for code, more in sorted(joining.items())]


def _check(quota: Quota, unit: str, now: int, more: int) -> UnitCheck:
    is_fine = quota.has_room(now, more)
    sums = {"now": number(now), "more": number(more), "then": number(now + more)}
    sentence = _("%(now)s + %(more)s ticked = %(then)s.") % sums
    verdict = _("They may join.") if is_fine else _("They may not all join.")
    return UnitCheck(unit, f"{sentence} {spoken(told(quota, now + more))} {verdict}", is_fine)
