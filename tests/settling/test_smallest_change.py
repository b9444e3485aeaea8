"""The smallest change closes the gap, and one engine unit less does not."""

import re
from dataclasses import replace
from pathlib import Path

import pytest

from assessments.standards.change_words import change_words
from assessments.standards.columns import Facts, facts_of
from assessments.standards.evaluate import evaluate
from assessments.standards.model import Rule, Verdict
from assessments.standards.smallest_change import Route, SmallestChange, Step, smallest_change, with_steps
from tests.settling.worlds import every_rule, some_facts
from tests.standards.authoring import parameter, rule, write_pack
from tests.standards.conftest import DAY

ROWS = 60


def verdict(rule: Rule, one: Facts) -> Verdict:
    return Verdict(int(evaluate([rule], one, DAY).verdict[0, 0]))


def one_unit_less(route: Route, at: int) -> list[Step]:
    steps = list(route.steps)
    steps[at] = replace(steps[at], to=steps[at].to - (1 if steps[at].difference > 0 else -1))
    return steps


@pytest.mark.parametrize("rule", every_rule(), ids=lambda rule: rule.code)
def test_the_change_closes_the_gap_and_one_unit_less_does_not(rule: Rule) -> None:
    facts = some_facts(rule, ROWS, seed=21)
    for one in (facts.row(row) for row in range(ROWS)):
        change = smallest_change(rule, one, DAY)
        if verdict(rule, one) is not Verdict.GAP:
            assert change is None
            continue
        if change is None:
            assert "at_most" in rule.kind.test(DAY)  # no whole number lies between the two bounds
            continue
        for route in (change.route, *change.instead):
            check_route(rule, one, route)


def check_route(rule: Rule, one: Facts, route: Route) -> None:
    after = verdict(rule, with_steps(one, route.steps))
    everything_known = all(one.column(name).known[0] for name in rule.inputs())
    assert after is route.after
    assert after is not Verdict.GAP
    assert after is Verdict.MET or not everything_known
    assert all(step.difference for step in route.steps)
    for at in range(len(route.steps)):
        assert verdict(rule, with_steps(one, one_unit_less(route, at))) is Verdict.GAP


@pytest.mark.parametrize("rule", every_rule(), ids=lambda rule: rule.code)
def test_every_change_is_said_in_both_languages(rule: Rule) -> None:
    facts = some_facts(rule, ROWS, seed=22)
    for change in filter(None, (smallest_change(rule, facts.row(row), DAY) for row in range(ROWS))):
        said = change_words(change)
        assert said.zh.endswith("。")
        assert said.en.endswith(".")
        assert not re.search(r"[一-鿿，。；：]", said.en)
        assert not re.search(r"[{}]|\b[a-z]+_[a-z]+\b", said.zh + said.en)


def told(code: str, known: dict[str, int], at_least: dict[str, int] | None = None) -> SmallestChange:
    rule = next(rule for rule in every_rule() if rule.code == code)
    change = smallest_change(rule, facts_of(code, known, at_least), DAY)
    assert change is not None
    return change


def said(code: str, known: dict[str, int], at_least: dict[str, int] | None = None) -> str:
    return change_words(told(code, known, at_least)).en


def test_so_many_square_metres_more() -> None:
    area = "floor_area.service_complex"
    change = told("N48-FAC-01", {area: 48_000, "households": 2_666})
    assert change.route.steps == (Step(area, 48_000, 79_980),)
    assert change_words(change).zh == "最小改动：社区综合服务设施的建筑面积增加 319.80 ㎡（480.00 ㎡ → 799.80 ㎡）。"
    assert change_words(change).en == (
        "Smallest change: floor area of community service complex: add 319.80 m² (480.00 m² → 799.80 m²)."
    )


def test_one_more_of_a_thing_and_another_answer() -> None:
    assert said("N48-FAC-04", {"count.kindergarten": 0}) == "Smallest change: kindergarten: add 1 (0 → 1)."
    heating = {"central_heating": 1, "survey.heating": 1}
    assert said("N48-INF-06", heating).endswith(": from “defective” to “intact”.")


def test_what_is_too_much_is_taken_away_and_what_is_late_comes_earlier() -> None:
    pilot = {"survey.pilot_enrolled": 1}
    assert "take away 2 (7 → 5)" in said("N48-PRG-03", pilot | {"pilots_in_district": 7})
    late = pilot | {"survey.pilot_end_month": 2024 * 12 + 11}
    assert "earlier by 2 months (2024-12 → 2024-10)" in said("N48-PRG-01", late)


def test_the_fewest_of_what_is_absent() -> None:
    names = [f"survey.complex_{name}" for name in ("elderly_care", "childcare", "after_school", "meals")]
    change = told("EMB-04", {"survey.embedded_complex": 1} | dict.fromkeys(names, 0) | {names[0]: 1})
    assert len(change.route.steps) == 1
    assert change.route.among == tuple(names[1:])
    assert "any 1 more of these: " in change_words(change).en


def test_another_way_is_named_beside() -> None:
    facts = {"count.elderly_station": 0, "block_exists": 1, "build_class": 0, "block_count.elderly_station": 0}
    change = told("CCS20-04-1", facts)
    assert [route.by.code for route in change.instead] == ["CCS20-04-B"]
    assert "; or instead by “" in change_words(change).en


def test_it_says_where_the_answer_then_still_waits() -> None:
    one = {"block_exists": 1, "block_count.school_primary": 0}
    change = told("N48-BLK-01", one, {"block_count.school_middle": 0})
    assert change.route.after is Verdict.UNKNOWN
    assert "add at least 1 (0 → 1); the answer then still waits for facts nobody knows." in change_words(change).en


def test_where_no_whole_number_fits_between_two_bounds_there_is_no_change(tmp_path: Path) -> None:
    body = 'kind = "share"\nnumerator = "count.nursery"\ndenominator = "count.kindergarten"\nat_least = "low"\nat_most = "high"'
    bounds = [parameter(name, value, unit="ratio") for name, value in (("low", "0.3"), ("high", "0.75"))]
    narrow = write_pack(tmp_path, "narrow", *bounds, rule("R", body)).rule("R")
    for schools, change in ((1, None), (2, 1)):
        found = smallest_change(narrow, facts_of("one", {"count.nursery": 0, "count.kindergarten": schools}), DAY)
        assert (found and found.route.steps[0].to) == change
