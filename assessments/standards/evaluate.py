"""The engine: rules over columns. One community is N = 1 of the same code."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np

from assessments.standards.columns import Bools, Codes, Facts, Ints
from assessments.standards.conditions import decide
from assessments.standards.fact_names import fact_kind
from assessments.standards.kinds.base import Outcome
from assessments.standards.model import Reason, Rule, Verdict


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
    applies, exempt = decide(rule.applies_when, facts)
    outcome = rule.kind.judge(facts, day)
    verdict = _verdict(outcome, applies, exempt)
    findings.verdict[:, index] = verdict
    findings.reason[:, index] = _reason(rule, facts, outcome, verdict, applies, exempt)
    for values, masks, column in (
        (findings.measured, findings.measured_known, outcome.measured),
        (findings.required, findings.required_known, outcome.required),
    ):
        masks[:, index] = column.known & applies
        np.copyto(values[:, index], column.value, where=masks[:, index])
    np.copyto(findings.shortfall[:, index], outcome.shortfall, where=verdict == Verdict.GAP)


def _verdict(outcome: Outcome, applies: Bools, exempt: Bools) -> Codes:
    verdict = np.full(applies.shape, Verdict.UNKNOWN, np.int8)
    verdict[outcome.met & applies] = Verdict.MET
    verdict[outcome.gap & applies] = Verdict.GAP
    verdict[(outcome.reported & applies) | exempt] = Verdict.NOT_APPLICABLE
    return verdict


def _reason(rule: Rule, facts: Facts, outcome: Outcome, verdict: Codes, applies: Bools, exempt: Bools) -> Codes:
    """Why not met or gap; the later line wins, so a condition comes before a missing fact."""
    reason = np.full(verdict.shape, Reason.INVENTORY_OPEN, np.int8)
    for name in rule.kind.inputs():
        if not fact_kind(name).additive:
            reason[~facts.column(name).known] = Reason.MISSING_FACT
    reason[outcome.undefined] = Reason.UNDEFINED_ZERO
    reason[outcome.reported] = Reason.REPORTED
    reason[~applies & ~exempt] = Reason.CONDITION_UNKNOWN
    reason[exempt] = Reason.CONDITION_FALSE
    reason[verdict <= Verdict.GAP] = Reason.NONE
    return reason
