"""The cases of a pack: named situations and the verdict of the law. They test the pack and illustrate a rule's page."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import Any

from assessments.standards.columns import VALUE_LIMIT, Facts, facts_of
from assessments.standards.fact_names import fact_kind
from assessments.standards.loading import PACKS, read_toml
from assessments.standards.model import Pack, Reason, Rule, Verdict
from assessments.standards.strict_table import Table
from assessments.standards.units import parsed
from communities.words import Words


class Situation(StrEnum):
    """What a case shows of its rule."""

    JUST_MET = "just_met"
    JUST_MISSED = "just_missed"
    UNKNOWN = "unknown"
    UNDEFINED = "undefined"
    NOT_APPLICABLE = "not_applicable"
    REPORTED = "reported"


VERDICTS = {
    Situation.JUST_MET: Verdict.MET,
    Situation.JUST_MISSED: Verdict.GAP,
    Situation.UNKNOWN: Verdict.UNKNOWN,
    Situation.UNDEFINED: Verdict.UNKNOWN,
    Situation.NOT_APPLICABLE: Verdict.NOT_APPLICABLE,
    Situation.REPORTED: Verdict.NOT_APPLICABLE,
}


@dataclass(frozen=True)
class Case:
    """A situation in a sentence, the facts of it, and what the rule answers on that day."""

    rule: Rule
    situation: Situation
    name: Words
    day: date
    facts: Facts
    reason: Reason

    @property
    def verdict(self) -> Verdict:
        """The verdict that the situation stands for."""
        return VERDICTS[self.situation]


def cases_of(pack: Pack, folder: Path | None = None) -> dict[str, tuple[Case, ...]]:
    """All cases of a pack by rule code, from its `cases` folder. Raises PackError."""
    folder = folder or PACKS / pack.id
    return {rule.code: rule_cases(pack, rule.code, folder) for rule in pack.rules}


def rule_cases(pack: Pack, code: str, folder: Path | None = None) -> tuple[Case, ...]:
    """The cases of one rule. Raises PackError; KeyError for an unknown code."""
    rule = pack.rule(code)
    path = (folder or PACKS / pack.id) / "cases" / f"{code}.toml"
    table = Table(read_toml(path), file=f"cases/{path.name}", place="file")
    table.require("rule", table.text("rule") == code, "is not the file's name", f"write rule = {code!r}")
    cases = tuple(_read_case(row, rule, pack) for row in table.tables("case", "situation"))
    table.finish()
    return cases


def _read_case(table: Table, rule: Rule, pack: Pack) -> Case:
    first = max(pack.in_force_from, rule.in_force_from)
    day = table.day_or_none("day") or first
    table.require("day", day >= first, f"{day} lies before the rule", f"write {first} or later")
    case = Case(
        rule=rule,
        situation=table.choice("situation", Situation),
        name=table.words("name"),
        day=day,
        facts=facts_of(_place(rule), _values(table, "facts", rule), _values(table, "at_least", rule)),
        reason=_reason(table),
    )
    table.finish()
    return case


def _place(rule: Rule) -> str:
    """A community's code in the place where the rule applies."""
    return rule.places[0].ljust(12, "1") if rule.places else rule.code


def _values(table: Table, key: str, rule: Rule) -> dict[str, int]:
    """Printed values by fact name; only facts that the rule reads."""
    if not table.has(key):
        return {}
    inner = table.table(key)
    return {name: _value(inner, name, text, rule) for name, text in inner.content.items()}


def _value(table: Table, name: str, text: Any, rule: Rule) -> int:
    table.require(name, name in rule.inputs(), "is not read by the rule", f"use {', '.join(rule.inputs())}")
    table.require(name, isinstance(text, str), f"{text!r} is not a text", "put the value in quotes")
    try:
        value = parsed(text, fact_kind(name).unit)
    except ValueError as problem:
        table.fail(name, str(problem), f"write a value in {fact_kind(name).unit}, in quotes")
    table.require(name, value <= VALUE_LIMIT, "is too large", "write a smaller value")
    return value


def _reason(table: Table) -> Reason:
    """The reason for an answer that is neither met nor gap; none where the case is silent."""
    code = table.text_or("reason", Reason.NONE.code)
    known = {reason.code: reason for reason in Reason}
    table.require("reason", code in known, f"{code!r} is not known", f"choose one of {', '.join(known)}")
    return known[code]
