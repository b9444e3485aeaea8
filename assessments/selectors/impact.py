"""What would happen if a draft were adopted: who flips, and what closing the new gaps would cost."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np

from assessments.facts import FactSheet, read_facts
from assessments.law import default_packs, law_on, with_descendants, with_overlays
from assessments.remedies.catalogue import REMEDIES, Remedy
from assessments.remedies.costs import Cost, cost_of
from assessments.remedies.needs import Need, NeedKind, need_of
from assessments.remedies.prices import PriceBook
from assessments.selectors.cards import facility_type_of, item_of
from assessments.selectors.prices import prices_on
from assessments.standards.impact import Change, Side, State, impact, rules_touched
from assessments.standards.model import Pack, Rule
from assessments.standards.resolution import Law, resolve
from communities.models import Community
from communities.scope import EVERYWHERE, AreaScope


@dataclass(frozen=True)
class Bill:
    """What closing all gaps of a thing would take by one remedy: m2 in hundredths, yuan before and after; None: no price."""

    remedy: Remedy
    before: Cost | None
    after: Cost | None


@dataclass(frozen=True)
class ThingImpact:
    """One thing the draft speaks of: the change, the floor area to be made up (None: not a matter of area), the bills."""

    change: Change
    area_before: int | None
    area_after: int | None
    bills: tuple[Bill, ...]


@dataclass(frozen=True)
class Impact:
    """A draft's consequences for N communities. ``labels``: bit 1 sample, bit 2 synthetic figures are among the facts."""

    draft: Pack
    day: date
    as_of: date
    basis: tuple[Pack, ...]
    sheet: FactSheet
    things: tuple[ThingImpact, ...]

    @property
    def speaking(self) -> tuple[Pack, ...]:
        """The packs compared with that speak of any of these communities."""
        facts = self.sheet.facts
        return tuple(pack for pack in self.basis if not pack.places or facts.inside(pack.places).any())

    @property
    def spoken_of(self) -> int:
        """How many of the communities lie where the draft speaks."""
        places = self.draft.places
        return int(self.sheet.facts.inside(places).sum()) if places else len(self.sheet)

    @property
    def labels(self) -> int:
        return int(np.bitwise_or.reduce(self.sheet.labels, initial=0))


@dataclass(frozen=True)
class Flip:
    """One community whose answer about a thing changes; figures in the engine's unit, 0 where there is none."""

    code: str
    name: str
    name_en: str
    before: State
    after: State
    required_before: int
    required_after: int
    shortfall_after: int


def impact_of(
    scope: AreaScope, draft: Pack, *, under: str = EVERYWHERE, day: date, as_of: date, chosen: Sequence[str] | None = None
) -> Impact:
    """Judge the communities of the scope below ``under`` twice: by the chosen packs (None: those the draft builds on, or the
    notice), and by these and the draft. Prices are those of ``under``. Raises PackError where the draft does not fit them."""
    before, after = _laws(draft, day, chosen)
    names = {name for rule in rules_touched(before, after, draft.id) for name in rule.inputs()}
    sheet = read_facts(scope, under=under, as_of=as_of, names=names)
    prices = prices_on(as_of).at(under)
    things = tuple(_thing(change, prices) for change in impact(before, after, draft.id, sheet.facts))
    return Impact(draft, before.day, as_of, before.packs, sheet, things)


def _laws(draft: Pack, day: date, chosen: Sequence[str] | None) -> tuple[Law, Law]:
    """The law without and with the draft, on the day or on the later day on which the draft means to begin."""
    begun = max(day, draft.in_force_from, *(rule.in_force_from for rule in draft.rules))
    parents = (draft.parent,) if draft.parent else default_packs()
    apart = with_descendants(draft.id)  # an overlay of the draft speaks only where the draft does
    before = law_on(begun, [pack for pack in with_overlays(chosen or parents) if pack not in apart])
    return before, resolve([*before.packs, draft], begun)


def _thing(change: Change, prices: PriceBook) -> ThingImpact:
    rule = change.rules[0]
    before, after = (_area(side, rule) for side in (change.before, change.after))
    bills = tuple(Bill(remedy, _cost(remedy, rule, before, prices), _cost(remedy, rule, after, prices)) for remedy in REMEDIES)
    return ThingImpact(change, before, after, bills if after is not None else ())


def _need(rule: Rule, shortfall: int) -> Need:
    return need_of(kind=rule.kind.name, facility_type=facility_type_of(rule), item=item_of(rule), shortfall=shortfall)


def _area(side: Side, rule: Rule) -> int | None:
    """Hundredths of m2 that all gaps together lack; None where a gap is no matter of floor area, or no size is stated."""
    gaps = side.state == State.GAP
    need = _need(rule, int(side.shortfall[gaps].sum()))
    if need.kind is NeedKind.FACILITY and need.area is not None:
        return need.area * int(gaps.sum())
    return need.area


def _cost(remedy: Remedy, rule: Rule, area: int | None, prices: PriceBook) -> Cost | None:
    if area is None:
        return None
    need = _need(rule, area)
    return cost_of(remedy, Need(need.kind, need.facility_type, area, need.basis), None, prices)


def flips(found: Impact, thing: ThingImpact, *, first: int = 0, limit: int | None = None) -> list[Flip]:
    """The communities that flip, by code, from the ``first`` on, with their names."""
    rows = np.flatnonzero(thing.change.flipped)[first : None if limit is None else first + limit]
    codes = [found.sheet.facts.codes[row] for row in rows]
    names = {one[0]: one[1:] for one in Community.objects.filter(code__in=codes).values_list("code", "name", "name_en")}
    before, after = thing.change.before, thing.change.after
    return [
        Flip(
            code,
            *names[code],
            before=State(int(before.state[row])),
            after=State(int(after.state[row])),
            required_before=int(before.required[row]),
            required_after=int(after.required[row]),
            shortfall_after=int(after.shortfall[row]),
        )
        for code, row in zip(codes, rows.tolist(), strict=True)
    ]
