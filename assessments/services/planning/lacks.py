"""What communities lack: the gaps that one thing would close, and how large it must be.

Gaps of one community that ask for the same thing are one lack: a complex that is missing (a), and too small for its households
(b), is one complex. What it closes is not assumed: the engine judges the facts as they would be.
"""

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from fractions import Fraction
from math import ceil
from typing import Final

import numpy as np

from assessments.facts import FactSheet
from assessments.remedies.effects import Answered, Built, Effect, GivenOver, changed
from assessments.remedies.needs import Need, NeedKind, need_of
from assessments.selectors.cards import facility_type_of, item_of
from assessments.services.counting import counted
from assessments.standards.evaluate import Findings, evaluate
from assessments.standards.kinds import Share
from assessments.standards.model import Rule, Verdict
from communities.survey_items import SURVEY_ITEMS, VOCABULARIES

_WHOLLY_DONE: Final = {kind: max(each.value for each in answers) for kind, answers in VOCABULARIES.items()}


class Aside(StrEnum):
    """Why a gap is nothing that a plan could close."""

    ORGANISATION = "organisation"  # people, rules, services: nothing to build
    BLOCK = "block"  # settled for the block as a whole
    CONCENTRATION = "concentration"  # what is there would have to move
    NO_SIZE = "no_size"  # nobody says how large it must be
    NOT_CLOSED = "not_closed"  # what would be built leaves the gap open, or something else is missing too
    NO_PRICE = "no_price"
    NO_WAY = "no_way"  # none of the ways is open here, or no premises are known for it
    NEVER = "never"  # the wishes bar every way


_ASIDE: Final = {
    NeedKind.ORGANISATION: Aside.ORGANISATION,
    NeedKind.BLOCK: Aside.BLOCK,
    NeedKind.CONCENTRATION: Aside.CONCENTRATION,
}


@dataclass(frozen=True)
class Lack:
    """One thing that the community at ``row`` lacks: a facility type or a survey item.

    ``closes``: the gaps (positions of rules) that are met with it and were not before.
    """

    row: int
    thing: str
    need: Need
    effect: Effect
    closes: tuple[int, ...]


@dataclass(frozen=True)
class Lacks:
    """``aside``: (row, position of the rule) -> why, of the gaps that no lack closes."""

    found: tuple[Lack, ...]
    aside: dict[tuple[int, int], Aside]

    def counts(self) -> Counter[Aside]:
        return Counter(self.aside.values())


def lacks_in(sheet: FactSheet, findings: Findings, day: date) -> Lacks:
    """Of every gap that binds, over all communities at once."""
    asked, aside = _asked(findings)
    aside |= {(draft.row, at): Aside.NO_SIZE for draft in asked if draft.effect is None for at in draft.rules}
    drafts = [_with_activities(sheet, findings, draft, day) for draft in asked]
    sized = [(draft, draft.effect) for draft in drafts if draft.effect is not None]
    found, closed = [], closed_by(sheet, findings, [(draft.row, effect) for draft, effect in sized], day)
    for (draft, effect), closes in zip(sized, closed, strict=True):
        aside |= {(draft.row, at): Aside.NOT_CLOSED for at in draft.rules if at not in (closes or ())}
        if closes:
            found.append(Lack(draft.row, draft.thing, draft.need, effect, closes))
    met = {(lack.row, at) for lack in found for at in lack.closes}
    return Lacks(tuple(found), {key: why for key, why in aside.items() if key not in met})


@dataclass(frozen=True)
class _Draft:
    """A lack that has not been judged yet. ``rules``: whose gaps ask for it. ``activity``: of its area, for residents."""

    row: int
    thing: str
    need: Need
    rules: tuple[int, ...]
    activity: int | None = None

    @property
    def effect(self) -> Effect | None:
        """None where nobody says how large it must be."""
        if self.need.kind is NeedKind.CONVERSION and self.need.area:
            return GivenOver(self.thing, self.need.area)
        if self.need.kind in (NeedKind.FACILITY, NeedKind.FLOOR_AREA) and self.need.area:
            return Built(self.thing, floor_area=self.need.area, activity_area=self.activity)
        return _works(self.thing) if self.need.kind is NeedKind.WORKS else None


def _works(thing: str) -> Effect | None:
    """Ground that is laid out, or a state that is put in order; None for an answer that is a number."""
    item = SURVEY_ITEMS.get(thing)
    if item is None:
        return Built(thing)
    return Answered(thing, _WHOLLY_DONE[item.kind]) if item.kind in _WHOLLY_DONE else None


def _asked(findings: Findings) -> tuple[list[_Draft], dict[tuple[int, int], Aside]]:
    """What the gaps ask for, those of one community that ask for the same thing together; and those that ask for nothing."""
    together: dict[tuple[int, str, bool], list[tuple[int, Need]]] = defaultdict(list)
    aside: dict[tuple[int, int], Aside] = {}
    gaps = (findings.verdict == Verdict.GAP) & counted(findings)
    for at, rule in enumerate(findings.rules):
        for row in np.flatnonzero(gaps[:, at]).tolist():
            need = _need(rule, int(findings.shortfall[row, at]))
            if need.kind in _ASIDE:
                aside[row, at] = _ASIDE[need.kind]
            else:
                together[row, need.facility_type or item_of(rule), need.kind is NeedKind.CONVERSION].append((at, need))
    return [_draft(row, thing, each) for (row, thing, _), each in together.items()], aside


def _need(rule: Rule, shortfall: int) -> Need:
    return need_of(kind=rule.kind.name, facility_type=facility_type_of(rule), item=item_of(rule), shortfall=shortfall)


def _draft(row: int, thing: str, asked: Sequence[tuple[int, Need]]) -> _Draft:
    """The need of the largest area stands for all."""
    largest = max((need for _, need in asked), key=lambda need: need.area or 0)
    return _Draft(row, thing, largest, tuple(at for at, _ in asked))


def _with_activities(sheet: FactSheet, findings: Findings, draft: _Draft, day: date) -> _Draft:
    """Of a new facility, so much for residents' activities that the law's share holds, of what is there together with it."""
    shares = [_share_of(rule, draft.thing, day) for rule in findings.rules]
    area = draft.need.area
    if area is None or not any(shares):
        return draft
    share = max(each for each in shares if each)
    floor, activity = (
        int(sheet.facts.column(f"{stem}.{draft.thing}").value[draft.row]) for stem in ("floor_area", "activity_area")
    )
    wanted = max(ceil(share * area), ceil(share * (floor + area)) - activity)
    return replace(draft, activity=min(wanted, area))


def _share_of(rule: Rule, facility_type: str, day: date) -> Fraction | None:
    """The least share of activity area that a rule asks of the type."""
    kind = rule.kind
    is_share = isinstance(kind, Share) and kind.numerator == f"activity_area.{facility_type}"
    return kind.at_least.on(day).value if is_share and isinstance(kind, Share) else None


def closed_by(
    sheet: FactSheet, findings: Findings, pairs: Sequence[tuple[int, Effect]], day: date
) -> list[tuple[int, ...] | None]:
    """The gaps (positions of rules) that each (row, effect) closes, by the engine; None where it would spoil what is met."""
    rows = np.array([row for row, _ in pairs], np.int64)
    after = evaluate(findings.rules, changed(sheet.facts, rows, [effect for _, effect in pairs]), day)
    counts, before = counted(findings), findings.verdict[rows]
    closes = counts & (before == Verdict.GAP) & (after.verdict == Verdict.MET)
    spoils = (counts & (before == Verdict.MET) & (after.verdict != Verdict.MET)).any(axis=1)
    return [None if bad else tuple(np.flatnonzero(row).tolist()) for row, bad in zip(closes, spoils, strict=True)]
