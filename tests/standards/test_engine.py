"""The engine against the scalar oracle, and what must hold of any answers it gives."""

import json
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assessments.standards.columns import Column, Facts, facts_of
from assessments.standards.evaluate import Findings, evaluate
from assessments.standards.explain import explain
from assessments.standards.fact_names import fact_kind
from assessments.standards.loading import pack_ids, pack_named
from assessments.standards.model import Pack, Reason, Rule, Verdict, rules_in_force
from assessments.standards.recompute import recompute
from tests.standards.conftest import DAY, PACK_ID
from tests.standards.samples import WORDS, inputs_of, lowest_highest, random_facts, row_of
from tests.standards.shapes import made_pack
from tests.standards.worlds import Known, oracle, turning_points

RULES = rules_in_force(pack_named(PACK_ID), DAY)
EVERY = [replace(rule, places=()) for pack_id in pack_ids() for rule in rules_in_force(pack_named(pack_id), DAY, drafts=True)]
EVERY += made_pack().rules
"""The rules of all packs, drafts too, as if they were for every place; and those of the shapes that no pack has yet."""
PACKS = {pack.id: pack for pack in (made_pack(), *map(pack_named, pack_ids()))}
ROWS = 1_000


@st.composite
def a_rule_and_its_facts(draw: st.DrawFn) -> tuple[Rule, Known]:
    """A rule of any pack, with small values and those about which it turns."""
    rule = draw(st.sampled_from(EVERY))
    return rule, {name: draw(st.tuples(a_value(rule, name), st.booleans())) for name in rule.inputs()}


def a_value(rule: Rule, name: str) -> st.SearchStrategy[int]:
    small = st.integers(*lowest_highest(name))
    turning = sorted(turning_points(rule, name))
    is_word = fact_kind(name).unit in WORDS
    return small if is_word or not turning else st.one_of(small, st.sampled_from(turning))


def facts_from(known: Known) -> Facts:
    sure = {name: value for name, (value, is_known) in known.items() if is_known}
    return facts_of("one", sure, {name: value for name, (value, is_known) in known.items() if not is_known})


@settings(max_examples=400, deadline=None)
@given(a_rule_and_its_facts())
def test_one_answer_equals_the_oracle_and_its_trace(drawn: tuple[Rule, Known]) -> None:
    """Other examples in every run; very many below, by ``make bench``."""
    equals_the_oracle(*drawn)


@pytest.mark.bench
@settings(max_examples=20_000, deadline=None)
@given(a_rule_and_its_facts())
def test_very_many_answers_equal_the_oracle_and_their_traces(drawn: tuple[Rule, Known]) -> None:
    equals_the_oracle(*drawn)


def equals_the_oracle(rule: Rule, known: Known) -> None:
    told = explain(PACKS[rule.pack_id], rule, facts_from(known), 0, DAY)
    assert told.verdict is oracle(rule, known)
    assert told.verdict is recompute(json.loads(json.dumps(told.trace)))


def test_every_answer_for_a_thousand_communities_equals_the_oracle() -> None:
    facts = random_facts(RULES, ROWS, seed=1)
    found = evaluate(RULES, facts, DAY)
    for row in range(ROWS):
        known = row_of(facts, row)
        assert found.verdict[row].tolist() == [oracle(rule, known) for rule in RULES]


def test_one_community_alone_is_judged_as_among_others() -> None:
    facts = random_facts(RULES, 50, seed=2)
    found = evaluate(RULES, facts, DAY)
    for row in range(50):
        alone = evaluate(RULES, facts.row(row), DAY)
        for name in ("verdict", "reason", "measured", "measured_known", "required", "required_known", "shortfall"):
            assert (getattr(alone, name)[0] == getattr(found, name)[row]).all()


def test_thousands_of_printed_traces_decide_the_same(pack: Pack) -> None:
    facts = random_facts(RULES, 60, seed=3)
    for row in range(60):
        for rule in RULES:
            told = explain(pack, rule, facts, row, DAY)
            assert recompute(json.loads(json.dumps(told.trace))) is told.verdict


def hidden(facts: Facts, name: str, *, silent: bool) -> Facts:
    """The facts without one: what remains of a count is its lower bound, or with `silent` nothing at all."""
    column = facts.column(name)
    keep = fact_kind(name).grows and not silent
    value = column.value if keep else np.zeros_like(column.value)
    return Facts(facts.codes, {**facts.columns, name: Column(value, np.zeros_like(column.known))})


def test_hiding_any_fact_moves_verdicts_only_to_unknown() -> None:
    facts = random_facts(RULES, ROWS, seed=4)
    before = evaluate(RULES, facts, DAY)
    for name in inputs_of(RULES):
        for silent in (False, True):
            after = evaluate(RULES, hidden(facts, name, silent=silent), DAY)
            moved = before.verdict != after.verdict
            assert (after.verdict[moved] == Verdict.UNKNOWN).all(), name


def test_a_fact_without_a_column_is_unknown() -> None:
    found = evaluate(RULES, Facts(["one", "two"], {}), DAY)
    assert (found.verdict == Verdict.UNKNOWN).all()


# Adding things may lower these three, and rightly: a complex without activity rooms dilutes the share, a sixth pilot is one
# too many, and a first e-bike site has to be managed.
LOWERED_BY_MORE = {"N48-FAC-02", "N48-PRG-03", "N48-INF-17"}


def with_more(facts: Facts, name: str) -> Facts:
    column = facts.column(name)
    return Facts(facts.codes, {**facts.columns, name: Column(column.value + 1, column.known)})


def test_adding_a_facility_never_lowers_compliance() -> None:
    rules = [rule for rule in RULES if rule.code not in LOWERED_BY_MORE]
    facts = random_facts(rules, ROWS, seed=5)
    before = evaluate(rules, facts, DAY)
    for name in filter(lambda name: fact_kind(name).grows, inputs_of(rules)):
        after = evaluate(rules, with_more(facts, name), DAY)
        assert (after.verdict[before.verdict == Verdict.MET] == Verdict.MET).all(), name
        assert (after.shortfall <= before.shortfall).all(), name


def test_activity_rooms_alone_never_lower_their_share() -> None:
    rules = [rule for rule in RULES if rule.code == "N48-FAC-02"]
    facts = random_facts(rules, ROWS, seed=6)
    after = evaluate(rules, with_more(facts, "activity_area.service_complex"), DAY)
    assert (after.verdict[evaluate(rules, facts, DAY).verdict == Verdict.MET] == Verdict.MET).all()


def test_the_amounts_agree_with_the_verdict() -> None:
    found = evaluate(RULES, random_facts(RULES, ROWS, seed=7), DAY)
    gap, decided = found.verdict == Verdict.GAP, found.verdict <= Verdict.GAP
    assert (found.shortfall[gap] > 0).all()
    assert (found.shortfall[~gap] == 0).all()
    several = [rule.kind.name == "presence" and len(rule.kind.inputs()) > 1 for rule in RULES]
    assert found.measured_known[decided & ~(gap & np.array(several))].all()
    assert found.required_known[decided].all()
    assert ((found.reason == Reason.NONE) == decided).all()


def test_measured_and_shortfall_make_the_requirement_where_all_is_known() -> None:
    facts = random_facts(RULES, ROWS, seed=8)
    everything = {name: Column(c.value, np.ones_like(c.known)) for name, c in facts.columns.items()}
    found = evaluate(RULES, Facts(facts.codes, everything), DAY)
    for index, rule in enumerate(RULES):
        gap = found.verdict[:, index] == Verdict.GAP
        off = found.required[gap, index] - found.measured[gap, index]
        at_most = "at_most" in rule.kind.test(DAY)
        assert ((-off if at_most else off) == found.shortfall[gap, index]).all(), rule.code


def settle(facts: Facts, names: list[str]) -> Facts:
    """The facts with these made known, each at one more than what is on record (a value its scale has)."""
    columns = dict(facts.columns)
    for name in names:
        value = min(int(facts.column(name).value[0]) + 1, lowest_highest(name)[1])
        value = value if fact_kind(name).grows else max(value, 1)
        columns[name] = Column(np.array([value], np.int64), np.array([True]))
    return Facts(facts.codes, columns)


def test_the_missing_facts_that_are_named_would_settle_the_verdict(pack: Pack) -> None:
    facts = random_facts(RULES, 80, seed=9)
    for row in range(80):
        for rule in RULES:
            told = explain(pack, rule, facts, row, DAY)
            if told.verdict is not Verdict.UNKNOWN or told.reason is Reason.UNDEFINED_ZERO:
                assert told.missing == ()
                continue
            assert told.missing
            known = settle(facts.row(row), [fact.name for fact in told.missing])
            answer: Findings = evaluate([rule], known, DAY)
            settled = answer.verdict[0, 0] != Verdict.UNKNOWN or answer.reason[0, 0] == Reason.UNDEFINED_ZERO
            assert settled, (rule.code, told.missing)


CODED, AMOUNTS, MASKS = ("verdict", "reason"), ("measured", "required", "shortfall"), ("measured_known", "required_known")


def test_the_answers_keep_the_types_that_are_promised() -> None:
    """A hundred million answers are kept: a wider type would cost eight times the memory, a float would not be exact."""
    facts = random_facts(EVERY, 20, seed=9)
    found = evaluate(EVERY, facts, DAY)
    kinds = {name: getattr(found, name).dtype for name in (*CODED, *AMOUNTS, *MASKS)}
    assert kinds == dict.fromkeys(CODED, np.int8) | dict.fromkeys(AMOUNTS, np.int64) | dict.fromkeys(MASKS, np.bool_)
    assert all(getattr(found, name).shape == (20, len(EVERY)) for name in kinds)
    assert all(getattr(found, name)[:, 0].flags.c_contiguous for name in kinds)
    for rule in EVERY:
        judged = rule.kind.judge(facts, DAY)
        columns = (judged.measured, judged.required)
        assert {each.dtype for each in (judged.met, judged.gap, judged.undefined, judged.reported)} == {np.dtype(np.bool_)}
        assert {each.value.dtype for each in columns} | {judged.shortfall.dtype} == {np.dtype(np.int64)}, rule.code
