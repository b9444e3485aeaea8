"""The law's own examples: every case of every pack, and every rule has the cases it needs."""

import json

import pytest

from assessments.standards.cases import Case, Situation, cases_of
from assessments.standards.explain import explain
from assessments.standards.kinds import Rate, Report, Share
from assessments.standards.loading import pack_ids, pack_named
from assessments.standards.model import Rule
from assessments.standards.recompute import recompute

CASES = [(pack_id, case) for pack_id in pack_ids() for cases in cases_of(pack_named(pack_id)).values() for case in cases]
RULES = [(pack_id, rule) for pack_id in pack_ids() for rule in pack_named(pack_id).rules]


@pytest.mark.parametrize(("pack_id", "case"), CASES, ids=[f"{c.rule.code}: {c.name.en}" for _, c in CASES])
def test_the_law_answers_as_the_case_says(pack_id: str, case: Case) -> None:
    told = explain(pack_named(pack_id), case.rule, case.facts, 0, case.day)
    assert (told.verdict, told.reason) == (case.verdict, case.reason)
    assert recompute(json.loads(json.dumps(told.trace))) is case.verdict


@pytest.mark.parametrize(("pack_id", "rule"), RULES, ids=[rule.code for _, rule in RULES])
def test_every_rule_has_the_cases_it_needs(pack_id: str, rule: Rule) -> None:
    shown = {case.situation for case in cases_of(pack_named(pack_id))[rule.code]}
    assert shown >= needed(rule)


def needed(rule: Rule) -> set[Situation]:
    """Just met, just missed, unknown; not applicable where it has a condition; undefined where it divides by a fact."""
    judged = {Situation.REPORTED} if isinstance(rule.kind, Report) else {Situation.JUST_MET, Situation.JUST_MISSED}
    conditional = {Situation.NOT_APPLICABLE} if rule.conditions else set()
    return {Situation.UNKNOWN, *judged, *conditional, *undefined(rule)}


def undefined(rule: Rule) -> set[Situation]:
    kind = rule.kind
    divides = isinstance(kind, Rate | Share | Report) and isinstance(kind.denominator, str)
    guarded = any(condition.fact in kind.inputs() for condition in rule.conditions)
    return {Situation.UNDEFINED} if divides and not guarded else set()


@pytest.mark.parametrize(("pack_id", "case"), CASES, ids=[f"{c.rule.code}: {c.name.en}" for _, c in CASES])
def test_a_case_is_named_in_whole_sentences(pack_id: str, case: Case) -> None:
    assert case.name.zh.endswith("。")
    assert case.name.en.endswith(".")
    assert len(case.name.en.split()) > 3
