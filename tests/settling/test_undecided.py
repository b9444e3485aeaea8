"""Many communities at once: the patterns against one by one, the ranking against plain counting."""

import numpy as np
import pytest

from assessments.facts.asks import Ask, asks_of, rests_on
from assessments.standards.columns import Facts
from assessments.standards.evaluate import evaluate
from assessments.standards.fact_names import fact_kind
from assessments.standards.model import Rule, Verdict
from assessments.standards.settling import settling
from assessments.standards.undecided import apart, undecided
from assessments.standards.worth import Open, collecting_order, worths
from tests.settling.worlds import every_rule, some_facts
from tests.standards.conftest import DAY

ROWS = 120


@pytest.mark.parametrize("rule", every_rule(), ids=lambda rule: rule.code)
def test_communities_of_one_pattern_are_settled_alike(rule: Rule) -> None:
    facts = some_facts(rule, ROWS, seed=5)
    told = undecided(rule, facts, DAY)
    for pattern in told.patterns:
        for row in pattern.rows.tolist():
            assert settling(rule, facts.row(row), DAY).facts == pattern.settling.facts
    unknown = evaluate([rule], facts, DAY).verdict[:, 0] == Verdict.UNKNOWN
    assert told.number + told.hopeless == unknown.sum()
    found = [row for pattern in told.patterns for row in pattern.rows.tolist()]
    assert len(found) == len(set(found)) == told.number


def test_no_community_makes_no_pattern() -> None:
    assert undecided(every_rule()[0], Facts((), {}), DAY).patterns == ()


def test_rows_are_told_apart_by_which_facts_are_unknown() -> None:
    rule = next(rule for rule in every_rule() if rule.code == "N48-FAC-02")
    facts = some_facts(rule, 40, seed=6)
    rows = np.arange(10, 40)
    parts = {unknown: group.tolist() for group, unknown in apart(rows, facts, rule.inputs())}
    assert sorted(row for group in parts.values() for row in group) == rows.tolist()
    for unknown, group in parts.items():
        assert all(unknown == {n for n in rule.inputs() if not facts.column(n).known[row]} for row in group)
    assert [unknown for _, unknown in apart(rows, facts, ())] == [frozenset()]


def open_(asks: str, *rows: int, counts: bool = True) -> Open[str]:
    return Open(frozenset(asks), np.array(rows, np.int64), counts)


FOUND = [open_("a", 0, 1, 2), open_("ab", 0, 1), open_("cd", 0, 1, 2, 3, 4, 5, 6, 7), open_("b", 3, counts=False)]


def test_a_thing_is_worth_what_it_settles_then_what_it_helps_to_settle() -> None:
    ranked = worths(FOUND, 8)
    assert [worth.ask for worth in ranked] == ["a", "c", "d", "b"]
    assert [(w.settles, w.helps, w.settles_of_all, w.helps_of_all, w.communities) for w in ranked] == [
        (3, 5, 3, 5, 3), (0, 8, 0, 8, 8), (0, 8, 0, 8, 8), (0, 2, 1, 3, 3),
    ]  # fmt: skip


def test_the_order_takes_together_what_settles_only_together() -> None:
    order = collecting_order(FOUND, ["a", "c", "d", "b"], 9)
    assert [(step.ask, step.settles, step.total) for step in order] == [("c", 0, 0), ("d", 8, 8), ("a", 3, 11), ("b", 2, 13)]
    assert [step.ask for step in collecting_order(FOUND, ["a", "c", "d", "b"], 3)] == ["c", "d", "a"]
    assert collecting_order([], [], 5) == []


def test_every_step_settles_as_much_as_counting_again_says() -> None:
    rng = np.random.default_rng(8)
    letters = [chr(ord("a") + at) for at in range(12)]
    found = [
        open_("".join(rng.choice(letters, rng.integers(1, 4), replace=False)), *range(rng.integers(1, 50))) for _ in range(60)
    ]
    done: set[str] = set()
    for step in collecting_order(found, [worth.ask for worth in worths(found, 50)], 12):
        done.add(step.ask)
        assert step.total == sum(len(each.rows) for each in found if each.asks <= done)


def test_every_fact_of_every_rule_is_collected_by_something_that_has_a_name() -> None:
    for name in {name for rule in every_rule() for name in rule.inputs()}:
        asks = asks_of(name, rests_on(name))
        assert asks
        for ask in asks:
            assert ask.name.zh
            assert ask.name.en
            assert ask.code.count(".") <= 1
        assert all(fact_kind(each) for each in rests_on(name))


def test_a_fact_of_distances_asks_for_the_lists_that_are_open_and_for_points() -> None:
    lists = rests_on("households_within.kindergarten.300m")
    assert lists == ("count.kindergarten", "households")
    assert asks_of("households_within.kindergarten.300m", {"households"}) == {Ask("households"), Ask("points")}
    assert Ask("inventory", "kindergarten") in asks_of("households_within.kindergarten.300m", lists)


def test_a_bundle_is_weighed_by_what_it_settles_for_each_of_its_things() -> None:
    """Six verdicts for three things are two a thing: less than three verdicts for one."""
    found = [open_("xyz", *range(6)), open_("a", 0, 1, 2)]
    order = collecting_order(found, ["x", "y", "z", "a"], 4)
    assert [(step.ask, step.total) for step in order] == [("a", 3), ("x", 3), ("y", 3), ("z", 9)]


def test_of_equal_bundles_that_of_the_higher_rank_comes_first() -> None:
    found = [open_("b", 0, 1), open_("a", 2, 3), open_("c", 4, 5)]
    assert [step.ask for step in collecting_order(found, ["a", "b", "c"], 3)] == ["a", "b", "c"]
    assert [step.ask for step in collecting_order(found, ["c", "a", "b"], 3)] == ["c", "a", "b"]
