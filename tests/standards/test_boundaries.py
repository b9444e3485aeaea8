"""The thresholds of the notice, to the hundredth of a square metre, for every household count from 1 to 10,000."""

import json

import numpy as np
import pytest

from assessments.standards.columns import VALUE_LIMIT, Column, Facts, Ints, facts_of
from assessments.standards.evaluate import Findings, evaluate
from assessments.standards.explain import explain
from assessments.standards.model import Pack, Reason, Verdict
from assessments.standards.recompute import recompute
from tests.standards.conftest import DAY

HOUSEHOLDS: Ints = np.arange(1, 10_001, dtype=np.int64)
NEEDED = HOUSEHOLDS * 30
"""Hundredths of m2: 30 m2 per 100 households is 0.30 m2, or 30 hundredths, for each."""
FLOOR, ACTIVITY = "floor_area.service_complex", "activity_area.service_complex"


def judge(pack: Pack, code: str, **columns: Ints) -> Findings:
    names = {"floor": FLOOR, "activity": ACTIVITY, "households": "households"}
    full = {names[key]: Column(value, np.ones(value.size, np.bool_)) for key, value in columns.items()}
    size = len(next(iter(full.values())).value)
    return evaluate([pack.rule(code)], Facts([str(n) for n in range(size)], full), DAY)


def test_exactly_30_is_met_for_every_household_count(pack: Pack) -> None:
    found = judge(pack, "N48-FAC-01", floor=NEEDED, households=HOUSEHOLDS)
    assert (found.verdict == Verdict.MET).all()
    assert (found.required[:, 0] == NEEDED).all()


def test_a_hundredth_less_than_30_is_a_gap_of_a_hundredth_for_every_household_count(pack: Pack) -> None:
    found = judge(pack, "N48-FAC-01", floor=NEEDED - 1, households=HOUSEHOLDS)
    assert (found.verdict == Verdict.GAP).all()
    assert (found.shortfall == 1).all()


def test_exactly_60_percent_is_met_for_every_floor_area(pack: Pack) -> None:
    found = judge(pack, "N48-FAC-02", floor=NEEDED, activity=NEEDED * 6 // 10)
    assert (found.verdict == Verdict.MET).all()


def test_a_hundredth_less_than_60_percent_is_a_gap_for_every_floor_area(pack: Pack) -> None:
    found = judge(pack, "N48-FAC-02", floor=NEEDED, activity=NEEDED * 6 // 10 - 1)
    assert (found.verdict == Verdict.GAP).all()
    assert (found.shortfall == 1).all()


def test_60_percent_of_an_odd_area_is_rounded_up(pack: Pack) -> None:
    found = judge(pack, "N48-FAC-02", floor=HOUSEHOLDS, activity=np.zeros_like(HOUSEHOLDS))
    assert found.required[:, 0].tolist() == [-(-int(area) * 6 // 10) for area in HOUSEHOLDS]


@pytest.mark.parametrize(("households", "needed"), [(2666, "799.80"), (2667, "800.10"), (5487, "1646.10")])
def test_the_printed_requirement(pack: Pack, households: int, needed: str) -> None:
    facts = facts_of("one", {"households": households, FLOOR: households * 30})
    told = explain(pack, pack.rule("N48-FAC-01"), facts, 0, DAY)
    assert (told.verdict, told.trace["required"]) == (Verdict.MET, needed)


def test_zero_households_are_undefined(pack: Pack) -> None:
    areas: Ints = np.array([0, 1, 79_980, VALUE_LIMIT], np.int64)
    found = judge(pack, "N48-FAC-01", floor=areas, households=np.zeros_like(areas))
    assert (found.verdict == Verdict.UNKNOWN).all()
    assert (found.reason == Reason.UNDEFINED_ZERO).all()
    assert not found.required_known.any()


def test_areas_of_ten_thousand_square_kilometres_do_not_overflow(pack: Pack) -> None:
    areas: Ints = np.array([VALUE_LIMIT, VALUE_LIMIT, 0, VALUE_LIMIT], np.int64)
    households: Ints = np.array([VALUE_LIMIT // 30, VALUE_LIMIT // 30 + 1, VALUE_LIMIT, VALUE_LIMIT], np.int64)
    found = judge(pack, "N48-FAC-01", floor=areas, households=households)
    expected = [100 * int(a) >= 100 * 30 * int(h) for a, h in zip(areas, households, strict=True)]
    assert [v == Verdict.MET for v in found.verdict[:, 0]] == expected
    assert found.required[:, 0].tolist() == [30 * int(h) for h in households]


@pytest.mark.parametrize("households", [*range(1, 10_001, 97), 2666, 2667])
def test_the_printed_trace_alone_decides_the_boundary_the_same_way(pack: Pack, households: int) -> None:
    for short, verdict in ((0, Verdict.MET), (1, Verdict.GAP)):
        facts = facts_of("one", {"households": households, FLOOR: households * 30 - short})
        told = explain(pack, pack.rule("N48-FAC-01"), facts, 0, DAY)
        assert told.verdict is recompute(json.loads(json.dumps(told.trace))) is verdict
