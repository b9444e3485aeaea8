"""The verdict again, from a printed trace alone: exact fractions and intervals, sharing no code with the engine.

Each fact is an interval: an exact fact is a point, a lower bound is open above, an unknown fact is anything. A comparison
holds when it holds for every value of the interval, fails when it fails for every value, and is otherwise undecided.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction
from typing import Any

from assessments.standards.model import Verdict

Interval = tuple[Fraction, Fraction | None]
Answer = bool | None
"""Yes, no, or it cannot be told."""
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
    """The verdict that the trace's printed facts, conditions and test imply. Raises ValueError, KeyError on a bad trace."""
    facts = {name: _interval(fact) for name, fact in trace["facts"].items()}
    applies = _applies(trace, facts)
    if applies is False:
        return Verdict.NOT_APPLICABLE
    if applies is None:
        return Verdict.UNKNOWN
    test = trace["test"]
    if test["kind"] == "report":
        return _report(test, facts)
    return _JUDGED[_or_instead(_holds(test, facts), trace, facts)]


def _or_instead(own: Answer, trace: Mapping[str, Any], facts: Mapping[str, Interval]) -> Answer:
    """The rule's own test, or that of one of the rules that may stand instead of it."""
    sides = [own]
    for other in trace["alternatives"]:
        met = False if _is_undefined(other["test"], facts) else _holds(other["test"], facts)
        sides.append(_and(_applies({**other, "community": trace["community"]}, facts), met))
    return True if True in sides else None if None in sides else False


def _is_undefined(test: Mapping[str, Any], facts: Mapping[str, Interval]) -> bool:
    """A ratio over a whole that is known to be 0. Where so much is asked anyway, that is asked of it."""
    return "denominator" in test and "no_less_than" not in test and facts[test["denominator"]][1] == 0


def _and(one: Answer, other: Answer) -> Answer:
    return False if False in (one, other) else None if None in (one, other) else True


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


def _not_less(left: Interval, right: Interval) -> Answer:
    """Whether left >= right for every choice, for none, or neither."""
    if right[1] is not None and left[0] >= right[1]:
        return True
    if left[1] is not None and left[1] < right[0]:
        return False
    return None


def _applies(trace: Mapping[str, Any], facts: Mapping[str, Interval]) -> Answer:
    """In its places, where its conditions hold, and no rule stands in its stead."""
    if trace["places"] and not _lies_in(trace, trace["places"]):
        return False
    applies = _all(trace["conditions"], facts)
    for guard in trace["displaced"]:
        if not guard["places"] or _lies_in(trace, guard["places"]):
            taken = _all(guard["conditions"], facts)
            applies = _and(applies, None if taken is None else not taken)
    return applies


def _lies_in(trace: Mapping[str, Any], places: Sequence[str]) -> bool:
    return any(trace["community"].startswith(place) for place in places)


def _all(conditions: Sequence[Mapping[str, str]], facts: Mapping[str, Interval]) -> Answer:
    holds: Answer = True
    for condition in conditions:
        holds = _and(holds, _condition(condition, facts))
    return holds


def _condition(condition: Mapping[str, str], facts: Mapping[str, Interval]) -> Answer:
    fact = facts[condition["fact"]]
    if "at_least" in condition:
        return _not_less(fact, _point(condition["at_least"]))
    if "below" in condition:
        reached = _not_less(fact, _point(condition["below"]))
        return None if reached is None else not reached
    return fact[0] == _number(condition["is"]) if fact[0] == fact[1] else None


def _holds(test: Mapping[str, Any], facts: Mapping[str, Interval]) -> Answer:
    """Whether the test holds; None where it cannot be told."""
    return _TESTS[test["kind"]](test, facts)


def _each(test: Mapping[str, Any], facts: Mapping[str, Interval]) -> Answer:
    sides = [_not_less(facts[name], _point(test["at_least"])) for name in test["facts"]]
    return False if False in sides else None if None in sides else True


def _bounds(test: Mapping[str, Any], facts: Mapping[str, Interval]) -> Answer:
    fact = facts[test["fact"]]
    low = _not_less(fact, _point(test["at_least"])) if "at_least" in test else True
    return _and(low, _not_less(_point(test["at_most"]), fact) if "at_most" in test else True)


def _rate(test: Mapping[str, Any], facts: Mapping[str, Interval]) -> Answer:
    if _is_undefined(test, facts):
        return None
    (low, high), per, each = facts[test["denominator"]], Fraction(test["per"]), Fraction(test["at_least"])
    need = _needed(low, per, each, test), None if high is None else _needed(high, per, each, test)
    floor = Fraction(test.get("no_less_than", "0"))
    return _not_less(facts[test["numerator"]], (max(need[0], floor), None if need[1] is None else max(need[1], floor)))


def _needed(base: Fraction, per: Fraction, each: Fraction, test: Mapping[str, Any]) -> Fraction:
    return each * (-(-base // per) if "each_started" in test else base / per)


def _share(test: Mapping[str, Any], facts: Mapping[str, Interval]) -> Answer:
    low, high = _point(test["out_of"]) if "out_of" in test else facts[test["denominator"]]
    if high == 0:
        return None
    amount, least = facts[test["numerator"]], Fraction(test["at_least"])
    enough = _not_less(amount, _times((low, high), least))
    return enough if "at_most" not in test else _and(enough, _not_less(_times((low, high), Fraction(test["at_most"])), amount))


def _times(interval: Interval, factor: Fraction) -> Interval:
    return interval[0] * factor, None if interval[1] is None else interval[1] * factor


def _tiers(test: Mapping[str, Any], facts: Mapping[str, Interval]) -> Answer:
    """Against every tier in which the other fact may lie."""
    low, high = facts[test["by"]]
    sides, start = [], Fraction(0)
    for tier in test["tiers"]:
        end = Fraction(tier["below"]) if "below" in tier else None
        if (end is None or low < end) and (high is None or high >= start):
            sides.append(_not_less(facts[test["fact"]], _point(tier["at_least"])))
        start = end or start
    return sides[0] if len(set(sides)) == 1 else None


def _several(test: Mapping[str, Any], facts: Mapping[str, Interval]) -> Answer:
    units = {name: test["there"][at] for at, name in enumerate(test["facts"])}
    sides = [_not_less(facts[name], _point(units[name])) for name in test["facts"]]
    asked = int(test["at_least"])
    if sides.count(True) >= asked:
        return True
    return False if len(sides) - sides.count(False) < asked else None


def _scale(test: Mapping[str, Any], facts: Mapping[str, Interval]) -> Answer:
    return _not_less(facts[test["fact"]], _point(test["at_least"]))


def _report(test: Mapping[str, Any], facts: Mapping[str, Interval]) -> Verdict:
    """A report is complete when its parts are exact and the whole is not 0."""
    parts = [facts[test[key]] for key in ("numerator", "denominator") if key in test]
    whole_is_zero = "denominator" in test and parts[1][0] == 0
    complete = all(low == high for low, high in parts) and not whole_is_zero
    return Verdict.NOT_APPLICABLE if complete else Verdict.UNKNOWN


_TESTS = {
    "presence": _each,
    "bounds": _bounds,
    "rate": _rate,
    "share": _share,
    "tiers": _tiers,
    "several": _several,
    "state": _scale,
    "flag": _scale,
    "level": _scale,
}
