"""What if 30 m2 per 100 households became 40: the impact page's answer for the nation, against plain NumPy over the columns."""

import numpy as np
import pytest

from assessments.facts import FactSheet, read_facts
from assessments.law import default_packs, law_on, pack_or_folder, with_overlays
from assessments.selectors.impact import Impact, impact_of
from assessments.standards.impact import State, impact, rules_touched
from assessments.standards.resolution import resolve
from tests.bench.nation_answers import DAY
from tests.bench.nation_base import COMMUNITIES, TIMES, nation
from tests.bench.nation_rounds import ALL
from tests.bench.nation_table import Told, by_turns

pytestmark = [pytest.mark.bench, pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("nation_databases")]
DRAFT = pack_or_folder("example-raise-to-40")
BEFORE, AFTER = 30, 40  # hundredths of m2 a household
Plain = tuple[dict[tuple[State, State], int], int, int]


def test_what_if_against_one_pass() -> None:
    told = Told("whatif", {"communities": COMMUNITIES, "times": TIMES})
    before = law_on(DAY, with_overlays((DRAFT.parent,) if DRAFT.parent else default_packs()))
    after = resolve([*before.packs, DRAFT], before.day)
    names = {name for rule in rules_touched(before, after, DRAFT.id) for name in rule.inputs()}
    with nation(COMMUNITIES):
        found = impact_of(ALL, DRAFT, day=DAY, as_of=DAY)
        facts = found.sheet.facts
        assert _told(found) == plain(found.sheet)
        works = {
            "page": lambda: impact_of(ALL, DRAFT, day=DAY, as_of=DAY),
            "facts": lambda: read_facts(ALL, as_of=DAY, names=names),
            "judged": lambda: impact(before, after, DRAFT.id, facts),
            "plain": lambda: plain(found.sheet),
        }
        told.about["seconds"] = took = by_turns(works, TIMES)
    told.ratio("what-if, facts read, against one pass of NumPy", took["page"], took["plain"])
    told.ratio("what-if, facts at hand, against one pass of NumPy", took["judged"], took["plain"], goal=">= 0.33")
    told.ratio("what-if, facts read, against half a second", took["page"], 0.5, goal=">= 1")
    told.tell()


def _told(found: Impact) -> Plain:
    (thing,) = found.things
    assert thing.area_before is not None
    assert thing.area_after is not None
    return thing.change.counts(), thing.area_before, thing.area_after


def plain(sheet: FactSheet) -> Plain:
    """States before and after, and the hundredths of m2 that are lacking under each law."""
    area, households = sheet.facts.column("floor_area.service_complex"), sheet.facts.column("households")
    asked = households.known & (households.value > 0)
    lacking = [per * households.value - area.value for per in (BEFORE, AFTER)]
    gaps = [asked & area.known & (each > 0) for each in lacking]
    states = [np.where(gap, 2, np.where(asked & (each <= 0), 1, 3)) for gap, each in zip(gaps, lacking, strict=True)]
    numbers = np.bincount(states[0] * 4 + states[1], minlength=16)
    counts = {(State(at // 4), State(at % 4)): int(n) for at, n in enumerate(numbers) if n}
    before, after = (int(each[gap].sum()) for gap, each in zip(gaps, lacking, strict=True))
    return counts, before, after
