"""The verdict again, from a printed trace alone: exact fractions and intervals, sharing no code with the engine.

Each fact is an interval: an exact fact is a point, a lower bound is open above, an unknown fact is anything. A comparison
holds when it holds for every value of the interval, fails when it fails for every value, and is otherwise undecided.
"""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from typing import Any

from assessments.standards.model import Verdict

Interval = tuple[Fraction, Fraction | None]
_WORDS = {
    "absent": 0,
    "defective": 1,
    "intact": 2,
    "no": 0,
    "yes": 1,
    "existing": 0,
    "new": 1,
    "none": 0,
    "planned": 1,
    "partial": 2,
    "operating": 3,
}
_JUDGED = {True: Verdict.MET, False: Verdict.GAP, None: Verdict.UNKNOWN}


def recompute(trace: Mapping[str, Any]) -> Verdict:
    """The verdict that the trace's printed facts, condition and test imply. Raises ValueError, KeyError on a bad trace."""
    facts = {name: _interval(fact) for name, fact in trace["facts"].items()}
    applies = _applies(trace["condition"], facts)
    if applies is False:
        return Verdict.NOT_APPLICABLE
    if applies is None:
        return Verdict.UNKNOWN
    test = trace["test"]
    return _report(test, facts) if test["kind"] == "report" else _JUDGED[_holds(test, facts)]


def _number(text: str) -> Fraction:
    """A printed value: a word of a scale, a month "2024-10", or a decimal."""
    if text in _WORDS:
        return Fraction(_WORDS[text])
    year, dash, month = text.partition("-")
    return Fraction(int(year) * 12 + int(month) - 1) if dash else Fraction(text)


def _interval(fact: Mapping[str, Any]) -> Interval:
    if fact["status"] == "unknown":
        return Fraction(0), None
    value = _number(fact["value"])
    return value, value if fact["status"] == "exact" else None


def _point(value: str) -> Interval:
    return _number(value), _number(value)


def _not_less(left: Interval, right: Interval) -> bool | None:
    """Whether left >= right for every choice, for none, or neither."""
    if right[1] is not None and left[0] >= right[1]:
        return True
    if left[1] is not None and left[1] < right[0]:
        return False
    return None


def _applies(condition: Mapping[str, str] | None, facts: Mapping[str, Interval]) -> bool | None:
    if condition is None:
        return True
    fact = facts[condition["fact"]]
    if "at_least" in condition:
        return _not_less(fact, _point(condition["at_least"]))
    return fact[0] == _number(condition["is"]) if fact[0] == fact[1] else None


def _holds(test: Mapping[str, Any], facts: Mapping[str, Interval]) -> bool | None:
    """Whether the test holds; None where it cannot be told."""
    if test["kind"] in ("rate", "share"):
        return _ratio(test, facts)
    if "at_most" in test:
        return _not_less(_point(test["at_most"]), facts[test["fact"]])
    names = test["facts"] if test["kind"] == "presence" else [test["fact"]]
    sides = [_not_less(facts[name], _point(test["at_least"])) for name in names]
    return False if False in sides else None if None in sides else True


def _ratio(test: Mapping[str, Any], facts: Mapping[str, Interval]) -> bool | None:
    low, high = _point(test["out_of"]) if "out_of" in test else facts[test["denominator"]]
    if high == 0:
        return None
    factor = Fraction(test["at_least"]) / Fraction(test.get("per", "1"))
    return _not_less(facts[test["numerator"]], (low * factor, None if high is None else high * factor))


def _report(test: Mapping[str, Any], facts: Mapping[str, Interval]) -> Verdict:
    """A report is complete when both parts are exact and the whole is not 0."""
    part, base = facts[test["numerator"]], facts[test["denominator"]]
    complete = part[0] == part[1] and base[0] == base[1] and base[0] != 0
    return Verdict.NOT_APPLICABLE if complete else Verdict.UNKNOWN
