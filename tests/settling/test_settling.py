"""The smallest set of facts that settles a verdict, against every way in which the missing facts could be."""

from collections.abc import Sequence
from itertools import combinations

import numpy as np
import pytest

from assessments.standards.columns import Column, Facts, facts_of
from assessments.standards.evaluate import evaluate
from assessments.standards.explain import explain
from assessments.standards.fact_names import fact_kind
from assessments.standards.loading import pack_named
from assessments.standards.model import Reason, Rule, Verdict
from assessments.standards.settling import Settling, settling
from assessments.standards.turning import SCALES
from tests.settling.worlds import answers, every_rule, facts_from, settles, some_facts
from tests.standards.conftest import DAY
from tests.standards.samples import lowest_highest, row_of
from tests.standards.worlds import Known, turning_points

FEW, FEWER = 25, 4
"""Communities per rule, and per rule that reads five facts or more: the ways to try grow with the power of the facts."""


def rows(rule: Rule) -> list[Known]:
    facts = some_facts(rule, FEW if len(rule.inputs()) < 5 else FEWER, seed=11)
    return [row_of(facts, row) for row in range(len(facts))]


@pytest.mark.parametrize("rule", every_rule(), ids=lambda rule: rule.code)
def test_the_set_settles_in_every_way_and_no_other_of_its_size_does(rule: Rule) -> None:
    for known in rows(rule):
        found, told = answers(rule, known), settling(rule, facts_from(known), DAY)
        if settles(found, ()):  # decided whatever comes, or undefined over zero
            continue
        missing = [name for name in rule.inputs() if not known[name][1]]
        assert told.is_smallest
        assert settles(found, told.facts), (known, told)
        assert not any(settles(found, other) for other in others(missing, told.facts)), (known, told)


def others(missing: Sequence[str], facts: Sequence[str]) -> list[tuple[str, ...]]:
    """Every other set that is not larger."""
    return [s for size in range(len(facts) + 1) for s in combinations(missing, size) if s != tuple(facts)]


@pytest.mark.parametrize("rule", every_rule(), ids=lambda rule: rule.code)
def test_a_fact_may_settle_alone_where_one_of_all_its_values_does(rule: Rule) -> None:
    for known in rows(rule):
        told = settling(rule, facts_from(known), DAY)
        if told.facts:
            assert set(told.alone) == {name for name in rule.inputs() if not known[name][1] and may_settle(rule, known, name)}


def may_settle(rule: Rule, known: Known, name: str) -> bool:
    """Whether the engine decides for one of a long row of values."""
    scale = lowest_highest(name)[1] + 1 if fact_kind(name).unit in SCALES else 600
    low = known[name][0] if fact_kind(name).grows else 0
    values = np.array([v for v in {*range(scale), *turning_points(rule, name), *range(low, low + scale)} if v >= low], np.int64)
    values = values[values < scale] if fact_kind(name).unit in SCALES else values
    one, size = facts_from(known), len(values)
    columns = {key: Column(np.repeat(c.value, size), np.repeat(c.known, size)) for key, c in one.columns.items()}
    columns[name] = Column(values, np.ones(size, np.bool_))
    return bool((evaluate([rule], Facts([one.codes[0]] * size, columns), DAY).verdict != Verdict.UNKNOWN).any())


@pytest.mark.parametrize("rule", every_rule(), ids=lambda rule: rule.code)
def test_nothing_settles_what_is_decided_or_undefined(rule: Rule) -> None:
    for known in rows(rule):
        one = facts_from(known)
        found, told = evaluate([rule], one, DAY), settling(rule, one, DAY)
        undefined = found.reason[0, 0] == Reason.UNDEFINED_ZERO
        assert told.is_hopeless == undefined
        assert bool(told.facts) == (found.verdict[0, 0] == Verdict.UNKNOWN and not undefined)
        assert set(told.alone) <= {name for name in rule.inputs() if not known[name][1]}


def told(code: str, known: dict[str, int], at_least: dict[str, int] | None = None) -> Settling:
    rule = next(rule for rule in every_rule() if rule.code == code)
    return settling(rule, facts_of(code, known, at_least), DAY)


def test_of_two_schools_only_the_one_that_is_not_there_yet_is_asked() -> None:
    block = {"block_exists": 1}
    primary, middle = "block_count.school_primary", "block_count.school_middle"
    assert told("N48-BLK-01", block, {primary: 1}).facts == (middle,)
    assert told("N48-BLK-01", block).facts == (primary, middle)
    assert told("N48-BLK-01", block).alone == (primary, middle)  # either may be declared to be absent


def test_where_the_condition_is_unknown_it_is_asked_and_the_test_too_unless_it_is_known() -> None:
    assert told("N48-INF-06", {}).facts == ("central_heating", "survey.heating")
    assert told("N48-INF-06", {}).alone == ("central_heating",)
    assert told("N48-INF-06", {"survey.heating": 0}).facts == ("central_heating",)
    assert told("N48-INF-06", {"survey.heating": 0}).alone == ("central_heating",)


def test_a_rate_with_nothing_known_needs_both_and_neither_may_do_alone() -> None:
    area, base = "floor_area.service_complex", "households"
    assert told("N48-FAC-01", {}).facts == (area, base)
    assert told("N48-FAC-01", {}).alone == ()
    assert told("N48-FAC-01", {}, {area: 80_000}).alone == (base,)  # few households would be served by what is on record
    assert told("N48-FAC-01", {base: 1000}).facts == (area,)


def test_a_ratio_over_zero_is_settled_by_nothing() -> None:
    assert told("N48-FAC-01", {"households": 0}) == Settling(is_hopeless=True)


def test_an_alternative_is_asked_for_too() -> None:
    both = told("CCS20-04-1", {"block_exists": 1, "build_class": 0})
    assert both.facts == ("count.elderly_station", "block_count.elderly_station")
    assert both.alone == both.facts
    assert told("CCS20-04-1", {"build_class": 1}).facts == ("count.elderly_station",)


def test_too_many_ways_are_not_tried(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("assessments.standards.settling.MOST_TRIALS", 3)
    answer = told("N48-INF-06", {})
    assert answer.facts == ("central_heating", "survey.heating")
    assert not answer.is_smallest
    assert answer.alone == ("central_heating",)


def test_the_explanation_names_the_set_and_marks_what_may_do_alone() -> None:
    pack = pack_named("cn-pilot-2022-48")
    said = explain(pack, pack.rule("N48-INF-06"), facts_of("one", {}), 0, DAY)
    assert [(fact.name, fact.alone) for fact in said.missing] == [("central_heating", True), ("survey.heating", False)]
