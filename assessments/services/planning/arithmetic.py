"""What was gathered as a problem of whole numbers (assessments/remedies/planning), with the keys back to what it means."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np

from assessments.remedies.measures import Measure, outlay_of
from assessments.remedies.planning.problem import Gap, Problem
from assessments.remedies.planning.problem import Measure as Choice
from assessments.remedies.wishes import BadWish, Wishes
from assessments.remedies.worth import worth_of
from assessments.selectors.cards import facility_type_of, item_of
from assessments.services.counting import counted
from assessments.services.planning.gathering import Gathered
from assessments.standards.model import Verdict

DISTRICT: Final = 6
"""The digits of a code that its district shares."""
GapKey = tuple[int, int]
"""(row of the sheet, position of the rule)."""


@dataclass(frozen=True)
class Arithmetic:
    """``gaps``, ``districts``, ``resources``: what the positions of the problem stand for. Its measures are those gathered."""

    problem: Problem
    gaps: tuple[GapKey, ...]
    districts: tuple[str, ...]
    resources: tuple[str, ...]


def arithmetic_of(found: Gathered, wishes: Wishes) -> Arithmetic:
    """Raises BadWish for a gap that must be closed and is none."""
    gaps = sorted({gap for one in found.measures for gap in one.closes})
    districts = sorted({found.sheet.facts.codes[row][:DISTRICT] for row, _ in gaps})
    resources = sorted({name for one in found.measures for name in resources_of(one)})
    worth = _worths(found, wishes, gaps)
    place = {key: at for at, key in enumerate(gaps)}
    where = {name: at for at, name in enumerate(resources)}
    groups = [districts.index(found.sheet.facts.codes[row][:DISTRICT]) for row, _ in gaps]
    problem = Problem(
        gaps=tuple(map(Gap, worth, groups)),
        measures=tuple(_choice(one, wishes, place, where) for one in found.measures),
        budgets=wishes.budgets,
        year_worth=wishes.year_worth,
        capacities=tuple(wishes.sharing if name.startswith(_SHARED) else 1 for name in resources),
        carries_over=wishes.carries_over,
        floors=_floors(_in_time(found, wishes, place), worth, groups, wishes.floor),
        must_gaps=tuple(_must(found, wishes, place)),
    )
    return Arithmetic(problem, tuple(gaps), tuple(districts), tuple(resources))


_SHARED: Final = "share "


def resources_of(one: Measure) -> tuple[str, ...]:
    """What only so many measures may take: a premises, a facility that is extended, and one that is shared (so often)."""
    if one.premises:
        return (f"premises {one.premises}",)
    if one.facility:
        return (f"{_SHARED if one.way.code == 'share' else 'extend '}{one.facility}",)
    return ()


def _choice(one: Measure, wishes: Wishes, place: dict[GapKey, int], where: dict[str, int]) -> Choice:
    return Choice(
        closes=tuple(sorted(place[gap] for gap in one.closes)),
        outlay=outlay_of(one, wishes.price, len(wishes.budgets)),
        ready=one.years - 1,
        uses=tuple((where[name], 1) for name in resources_of(one)),
    )


def _worths(found: Gathered, wishes: Wishes, gaps: Sequence[GapKey]) -> list[int]:
    rules, households = found.findings.rules, found.sheet.facts.column("households")
    in_all = ((found.findings.verdict == Verdict.GAP) & counted(found.findings)).sum(axis=1).tolist()
    things = [facility_type_of(rule) or item_of(rule) for rule in rules]
    lived_in = np.where(households.known, households.value, 0).tolist()
    return [
        worth_of(wishes.objective, households=lived_in[row], level=rules[at].level, gaps=in_all[row], thing=things[at])
        for row, at in gaps
    ]


def _in_time(found: Gathered, wishes: Wishes, place: dict[GapKey, int]) -> list[int]:
    """The gaps that a measure closes which is ready before the horizon ends."""
    early = [one for one in found.measures if one.years <= len(wishes.budgets)]
    return sorted({place[gap] for one in early for gap in one.closes})


def _floors(gaps: Sequence[int], worth: Sequence[int], groups: Sequence[int], percent: int) -> tuple[tuple[int, int], ...]:
    """Of what these gaps are worth in each district, so many percent, rounded up."""
    totals: dict[int, int] = defaultdict(int)
    for gap in gaps if percent else ():
        totals[groups[gap]] += worth[gap]
    return tuple((group, -(-total * percent // 100)) for group, total in sorted(totals.items()))


def _must(found: Gathered, wishes: Wishes, place: dict[GapKey, int]) -> list[int]:
    rules = {rule.code: at for at, rule in enumerate(found.findings.rules)}
    rows = {code: row for row, code in enumerate(found.sheet.facts.codes)}
    wanted = []
    for each in wishes.must:
        at = place.get((rows.get(each.code, -1), rules.get(each.rule, -1)))
        if at is None:
            raise BadWish("must_not_closable", code=each.code, rule=each.rule)
        wanted.append(at)
    return wanted
