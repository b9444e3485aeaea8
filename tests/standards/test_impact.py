"""A draft against the law without it, over a handful of communities."""

from pathlib import Path

import numpy as np
import pytest

from assessments.standards.columns import Column, Facts
from assessments.standards.impact import Change, State, impact, rules_touched
from assessments.standards.model import Pack
from assessments.standards.resolution import Law, resolve
from tests.standards.authoring import parameter, rule, size_rule, write_pack
from tests.standards.conftest import DAY

CODES = ("420101001001", "420101001002", "420101001003", "420101001004", "110101001001")
AREAS = [1_200, 900, 700, 0, 900]
KNOWN = [True, True, True, False, True]
OTHER = 'kind = "presence"\ntypes = ["nursery"]\nat_least = "one"'


def facts() -> Facts:
    areas = Column(np.array(AREAS, np.int64) * 100, np.array(KNOWN))
    return Facts(CODES, {"floor_area.service_complex": areas})


def nation(folder: Path, level: str = "required") -> Pack:
    one = parameter("one", "1", unit="count")
    return write_pack(folder, "nation", parameter("size", "800"), one, size_rule("N-1", level=level), rule("N-2", OTHER))


def draft(folder: Path, combine: str = "max", level: str = "required") -> Pack:
    text = f'changes = "N-1"\ncombine = "{combine}"'
    parts = (parameter("size", "1000"), size_rule("D-1", text, level=level))
    return write_pack(folder, "draft", *parts, place="42", parent="nation", status="draft")


def changes(*laws: Law) -> tuple[Change, ...]:
    return impact(laws[0], laws[1], "draft", facts())


@pytest.fixture
def laws(tmp_path: Path) -> tuple[Law, Law]:
    base = nation(tmp_path)
    return resolve([base], DAY), resolve([base, draft(tmp_path)], DAY)


def test_a_stricter_draft_flips_who_lies_between(laws: tuple[Law, Law]) -> None:
    (change,) = changes(*laws)
    assert (change.thing, [each.code for each in change.rules]) == ("N-1", ["D-1"])
    assert change.before.state.tolist() == [State.MET, State.MET, State.GAP, State.UNKNOWN, State.MET]
    assert change.after.state.tolist() == [State.MET, State.GAP, State.GAP, State.UNKNOWN, State.MET]
    assert change.flipped.tolist() == [False, True, False, False, False]
    assert change.counts() == {
        (State.MET, State.MET): 2, (State.MET, State.GAP): 1, (State.GAP, State.GAP): 1, (State.UNKNOWN, State.UNKNOWN): 1,
    }  # fmt: skip


def test_what_is_asked_and_what_is_short_are_those_of_the_rule_that_stands(laws: tuple[Law, Law]) -> None:
    (change,) = changes(*laws)
    assert [each.code for each in change.before.rules] == ["N-1"]
    assert [each.code for each in change.after.rules] == ["N-1", "D-1"]
    assert change.before.required.tolist() == [80_000] * 5
    assert change.after.required.tolist() == [100_000] * 4 + [80_000]
    assert change.before.shortfall.tolist() == [0, 0, 10_000, 0, 0]
    assert change.after.shortfall.tolist() == [0, 10_000, 30_000, 0, 0]


def test_of_two_gaps_the_larger_demand_and_the_larger_shortfall_count(tmp_path: Path) -> None:
    base = nation(tmp_path)
    (change,) = changes(resolve([base], DAY), resolve([base, draft(tmp_path, "add")], DAY))
    assert change.after.required.tolist() == [100_000] * 4 + [80_000]
    assert change.after.shortfall.tolist() == [0, 10_000, 30_000, 0, 0]


def test_advice_not_reached_is_no_gap(tmp_path: Path) -> None:
    base = nation(tmp_path, "recommended")
    (change,) = changes(resolve([base], DAY), resolve([base, draft(tmp_path, level="recommended")], DAY))
    assert change.before.state.tolist() == [State.MET, State.MET, State.NOT_REACHED, State.UNKNOWN, State.MET]
    assert change.after.state.tolist() == [State.MET, State.NOT_REACHED, State.NOT_REACHED, State.UNKNOWN, State.MET]
    assert change.after.required.tolist() == [100_000] * 4 + [80_000]
    assert change.after.shortfall.tolist() == [0, 10_000, 30_000, 0, 0]
    assert {each.dtype for each in (change.before.state, change.after.state)} == {np.dtype(np.int8)}


def test_where_a_requirement_speaks_advice_is_silent(tmp_path: Path) -> None:
    base = nation(tmp_path)
    (change,) = changes(resolve([base], DAY), resolve([base, draft(tmp_path, "add", "recommended")], DAY))
    assert change.flipped.tolist() == [False] * 5


def test_advice_that_becomes_a_requirement_is_a_flip(tmp_path: Path) -> None:
    base = nation(tmp_path, "recommended")
    (change,) = changes(resolve([base], DAY), resolve([base, draft(tmp_path)], DAY))
    assert (State.NOT_REACHED, State.GAP) in change.counts()


def test_a_new_thing_was_not_asked_before(tmp_path: Path) -> None:
    base = nation(tmp_path)
    parts = (parameter("size", "1000"), size_rule("D-1"))
    new = write_pack(tmp_path, "draft", *parts, place="42", parent="nation", status="draft")
    (change,) = changes(resolve([base], DAY), resolve([base, new], DAY))
    assert change.thing == "D-1"
    assert change.before.state.tolist() == [State.NOT_ASKED] * 5
    assert change.after.state.tolist() == [State.MET, State.GAP, State.GAP, State.UNKNOWN, State.NOT_ASKED]
    assert change.before.required.tolist() == [0] * 5


def test_only_the_rules_on_the_same_thing_are_judged(laws: tuple[Law, Law]) -> None:
    assert [each.code for each in rules_touched(*laws, "draft")] == ["N-1", "N-1", "D-1"]


def test_states_speak_both_languages() -> None:
    assert [(state.code, state.words.zh, state.words.en) for state in State] == [
        ("met", "达标", "Met"),
        ("gap", "短板", "Gap"),
        ("unknown", "待核实", "Unknown"),
        ("not_asked", "不要求", "Not asked"),
        ("not_reached", "未达到（不计为短板）", "Not reached, no gap"),
    ]
