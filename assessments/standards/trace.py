"""The trace of a finding: one JSON-able dict of printed texts, from which alone `recompute` reaches the verdict again."""

from __future__ import annotations

from datetime import date
from typing import Any, TypedDict

from assessments.standards.fact_names import fact_kind
from assessments.standards.kinds.base import FactValue, Reading, TestDict
from assessments.standards.model import Condition, Guard, Pack, Parameter, Reason, Rule
from assessments.standards.units import Unit, amount_printed, printed

Part = dict[str, str | None]
"""One source of a fact, filled in by the caller: see assessments/facts/parts.py."""


class FactTrace(TypedDict):
    """A fact as printed. `value` is null when nothing is known; a lower bound has status at_least."""

    value: str | None
    unit: str
    status: str
    parts: list[Part]


class Trace(TypedDict):
    """See docs/decisions/0003. Every number is a text in the unit that a reader sees: areas in m2 with two decimals."""

    pack: dict[str, str]
    rule: dict[str, str]
    clause: dict[str, Any]
    community: str
    day: str
    conditions: list[dict[str, str]]
    places: list[str]
    displaced: list[dict[str, Any]]
    test: TestDict
    alternatives: list[dict[str, Any]]
    parameters: list[dict[str, str | None]]
    facts: dict[str, FactTrace]
    verdict: str
    reason: str | None
    unit: str
    measured: str | None
    required: str | None
    shortfall: str | None
    data_labels: list[str]


def build_trace(pack: Pack, rule: Rule, community: str, reading: Reading) -> Trace:
    """The trace of one finding; the caller fills each fact's `parts`, and `data_labels` (sample, synthetic)."""
    return Trace(
        pack={"id": pack.id, "version": pack.version, "checksum": pack.checksum, "document": pack.document},
        rule={"code": rule.code, "level": rule.level.value, "subject": rule.subject.value},
        clause={"id": rule.clause.id, "article": rule.clause.article.as_dict(), "pointer_zh": rule.pointer_zh},
        community=community,
        day=reading.day.isoformat(),
        conditions=[_condition(each) for each in rule.conditions],
        places=list(rule.places),
        displaced=[_guard(each) for each in rule.guards],
        test=rule.kind.test(reading.day),
        alternatives=[_alternative(each, reading.day) for each in rule.alternatives],
        parameters=[_parameter(parameter, reading.day) for parameter in rule.parameters()],
        facts={name: _fact(fact) for name, fact in reading.facts.items()},
        verdict=reading.verdict.code,
        reason=None if reading.reason is Reason.NONE else reading.reason.code,
        unit=rule.unit.value,
        measured=_amount(reading.measured, rule),
        required=_amount(reading.required, rule),
        shortfall=_difference(reading.shortfall, rule),
        data_labels=[],
    )


def _condition(condition: Condition) -> dict[str, str]:
    value = printed(condition.value, fact_kind(condition.fact).unit)
    return {"fact": condition.fact, condition.comparison: value}


def _guard(guard: Guard) -> dict[str, Any]:
    """Where another rule stands instead: its code, its places (none: everywhere) and its conditions."""
    conditions = [_condition(each) for each in guard.conditions]
    return {"by": guard.by, "places": list(guard.places), "conditions": conditions}


def _alternative(rule: Rule, day: date) -> dict[str, Any]:
    return {
        "code": rule.code,
        "conditions": [_condition(each) for each in rule.conditions],
        "places": list(rule.places),
        "displaced": [_guard(each) for each in rule.guards],
        "test": rule.kind.test(day),
    }


def _parameter(parameter: Parameter, day: date) -> dict[str, str | None]:
    dated = parameter.on(day)
    return {
        "id": parameter.id,
        "value": amount_printed(dated.value, parameter.unit),
        "unit": parameter.unit.value,
        "since": dated.since.isoformat(),
        "clause": parameter.clause.id,
        "confidence": dated.confidence.value,
        "checked_on": dated.checked_on.isoformat() if dated.checked_on else None,
    }


def _fact(fact: FactValue) -> FactTrace:
    value = None if fact.status == "unknown" else printed(fact.value, fact.unit)
    return FactTrace(value=value, unit=fact.unit.value, status=fact.status, parts=[])


def _amount(value: int | None, rule: Rule) -> str | None:
    return None if value is None else printed(value, rule.unit)


def _difference(value: int | None, rule: Rule) -> str | None:
    """A shortfall: in m2 for areas, else a plain number of steps, months or things."""
    if value is None:
        return None
    return printed(value, rule.unit) if rule.unit is Unit.AREA else str(value)
