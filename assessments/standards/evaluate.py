"""The engine: rules over columns. One community is N = 1 of the same code."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np

from assessments.standards.columns import Bools, Codes, Facts, Ints
from assessments.standards.conditions import Applicability, applicability
from assessments.standards.fact_names import fact_kind
from assessments.standards.kinds.base import Outcome
from assessments.standards.model import Reason, Rule, Verdict

_MET, _GAP, _UNKNOWN, _NOT_APPLICABLE = map(int, Verdict)
_NONE, _MISSING_FACT, _INVENTORY_OPEN, _UNDEFINED_ZERO, _CONDITION_UNKNOWN = map(int, (*Reason,)[:5])
_CONDITION_FALSE, _REPORTED, _ELSEWHERE, _DISPLACED, _ALTERNATIVE = map(int, (*Reason,)[5:])
# By their numbers: for one community, looking a member up costs as much as judging with it.


@dataclass(frozen=True)
class Findings:
    """The answers of R rules for N communities, every array (N, R) with contiguous columns.

    `verdict` int8 of Verdict, `reason` int8 of Reason; `measured`, `required`, `shortfall` int64 in the rule's unit,
    meaningful under their masks (`shortfall` wherever the verdict is gap, 0 elsewhere).
    """

    codes: Sequence[str]
    rules: tuple[Rule, ...]
    verdict: Codes
    reason: Codes
    measured: Ints
    measured_known: Bools
    required: Ints
    required_known: Bools
    shortfall: Ints


def evaluate(rules: Sequence[Rule], facts: Facts, day: date) -> Findings:
    """Judge N communities by R rules with the law of `day`.

    A fact without a column is unknown. Raises LookupError when a parameter has no value on that day.
    """
    findings = _blank(rules, facts)
    for index, rule in enumerate(findings.rules):
        _judge(findings, index, rule, facts, day)
    return findings


def _blank(rules: Sequence[Rule], facts: Facts) -> Findings:
    """Arrays laid out rule by rule, so that each rule writes one contiguous run."""
    shape = (len(rules), len(facts))
    return Findings(
        codes=facts.codes,
        rules=tuple(rules),
        verdict=np.zeros(shape, np.int8).T,
        reason=np.zeros(shape, np.int8).T,
        measured=np.zeros(shape, np.int64).T,
        measured_known=np.zeros(shape, np.bool_).T,
        required=np.zeros(shape, np.int64).T,
        required_known=np.zeros(shape, np.bool_).T,
        shortfall=np.zeros(shape, np.int64).T,
    )


def _judge(findings: Findings, index: int, rule: Rule, facts: Facts, day: date) -> None:
    answer = _answer(rule, facts, day)
    findings.verdict[:, index] = answer.verdict
    findings.reason[:, index] = answer.reason
    for values, masks, column in (
        (findings.measured, findings.measured_known, answer.outcome.measured),
        (findings.required, findings.required_known, answer.outcome.required),
    ):
        masks[:, index] = column.known & answer.applies
        np.copyto(values[:, index], column.value, where=masks[:, index])
    np.copyto(findings.shortfall[:, index], answer.outcome.shortfall, where=answer.verdict == _GAP)


@dataclass(frozen=True)
class _Answer:
    """One rule over N communities. `applies`: where its figures may be shown."""

    outcome: Outcome
    applies: Bools
    verdict: Codes
    reason: Codes


def _answer(rule: Rule, facts: Facts, day: date) -> _Answer:
    where, outcome = applicability(rule, facts), rule.kind.judge(facts, day)
    verdict = _verdict(outcome, where)
    answer = _Answer(outcome, where.applies, verdict, _reason(rule, facts, outcome, verdict, where))
    for other in rule.alternatives:
        _settle_by(answer, _answer(other, facts, day))
    return answer


def _settle_by(answer: _Answer, other: _Answer) -> None:
    """An alternative that is met meets the rule; one that may yet be met leaves a gap open."""
    met = answer.applies & (answer.verdict != _MET) & (other.verdict == _MET)
    answer.verdict[met], answer.reason[met] = _MET, _ALTERNATIVE
    hopeless = other.outcome.gap | other.outcome.undefined  # whether it applies or not
    open_ = (answer.verdict == _GAP) & (other.verdict == _UNKNOWN) & ~hopeless
    answer.verdict[open_], answer.reason[open_] = _UNKNOWN, other.reason[open_]


def _verdict(outcome: Outcome, where: Applicability) -> Codes:
    verdict = np.full(where.applies.shape, _UNKNOWN, np.int8)
    verdict[outcome.met & where.applies] = _MET
    verdict[outcome.gap & where.applies] = _GAP
    verdict[(outcome.reported & where.applies) | where.exempt] = _NOT_APPLICABLE
    return verdict


def _reason(rule: Rule, facts: Facts, outcome: Outcome, verdict: Codes, where: Applicability) -> Codes:
    """Why not met or gap; the later line wins, so a condition comes before a missing fact."""
    if verdict.max(initial=_MET) <= _GAP:
        return np.full(verdict.shape, _NONE, np.int8)  # all are decided
    reason = np.full(verdict.shape, _INVENTORY_OPEN, np.int8)
    for name in rule.kind.inputs():
        if not fact_kind(name).grows:
            reason[~facts.column(name).known] = _MISSING_FACT
    reason[outcome.undefined] = _UNDEFINED_ZERO
    reason[outcome.reported] = _REPORTED
    reason[~where.applies] = _CONDITION_UNKNOWN
    reason[where.displaced] = _DISPLACED
    reason[where.unmet] = _CONDITION_FALSE
    reason[where.elsewhere] = _ELSEWHERE
    reason[verdict <= _GAP] = _NONE
    return reason
