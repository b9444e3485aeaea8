"""What the law says, word for word: chosen cases explained in full. `python -m tests.standards.said` writes said.json anew."""

from __future__ import annotations

import json
from dataclasses import asdict
from pathlib import Path
from typing import Any

from assessments.standards.cases import Case, rule_cases
from assessments.standards.change_words import change_words
from assessments.standards.explain import Explanation, explain
from assessments.standards.loading import pack_ids, pack_named
from assessments.standards.model import Rule

FILE = Path(__file__).with_name("said.json")


def shape(rule: Rule) -> tuple[Any, ...]:
    """Rules of one shape say the same with other names: one of each is enough."""
    kind = rule.kind
    arguments = tuple(sorted(key for key, value in vars(kind).items() if value not in (None, False)))
    return (kind.name, arguments, kind.unit, bool(rule.conditions), bool(rule.places), bool(rule.alternatives))


def chosen() -> list[Rule]:
    """The first rule of every shape, pack by pack."""
    found: dict[tuple[Any, ...], Rule] = {}
    for pack_id in pack_ids():
        for rule in pack_named(pack_id).rules:
            found.setdefault(shape(rule), rule)
    return list(found.values())


def said() -> dict[str, Any]:
    """Rule code -> what is said of each of its cases."""
    return {rule.code: _of_cases(rule, rule_cases(pack_named(rule.pack_id), rule.code)) for rule in chosen()}


def _of_cases(rule: Rule, cases: tuple[Case, ...]) -> list[dict[str, Any]]:
    """Each case in words; the first also with its facts, parameters and trace."""
    return [_of_case(rule, case, in_full=at == 0) for at, case in enumerate(cases)]


def _of_case(rule: Rule, case: Case, *, in_full: bool) -> dict[str, Any]:
    told = explain(pack_named(rule.pack_id), rule, case.facts, 0, case.day)
    made: dict[str, Any] = {"verdict": told.verdict.code, "reason": told.reason.code}
    for name in ("sentence", "arithmetic", "requirement", "condition", "measured", "required", "shortfall"):
        words = getattr(told, name)
        made[name] = words and [words.zh, words.en]
    made["missing"] = [f"{each.name}: {each.words.zh} / {each.words.en}" for each in told.missing]
    made["change"] = [str(words) for words in change_words(told.change).as_dict().values()] if told.change else None
    return made | _in_full(told) if in_full else made


def _in_full(told: Explanation) -> dict[str, Any]:
    facts, parameters = range(len(told.facts)), range(len(told.parameters))
    return {
        "facts": [_fact(told, at) for at in facts],
        "parameters": [_parameter(told, at) for at in parameters],
        "trace": _trace(told),
    }


def _fact(told: Explanation, at: int) -> str:
    line = told.facts[at]
    return f"{line.name} = {line.value.zh} / {line.value.en} ({line.status}): {line.words.zh} / {line.words.en}"


def _parameter(told: Explanation, at: int) -> str:
    return " | ".join(str(value) for value in asdict(told.parameters[at]).values())


def _trace(told: Explanation) -> dict[str, Any]:
    """The trace without the checksum, which changes with every word of the pack."""
    trace: dict[str, Any] = json.loads(json.dumps(told.trace))
    del trace["pack"]["checksum"]
    return trace


if __name__ == "__main__":
    FILE.write_text(json.dumps(said(), ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
