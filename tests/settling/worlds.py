"""Every enabled rule of every pack, and brute force over all that its missing facts could be."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from functools import cache
from itertools import product

import numpy as np

from assessments.law import law_on
from assessments.standards.columns import Column, Facts, facts_of
from assessments.standards.fact_names import fact_kind
from assessments.standards.loading import pack_ids, pack_named
from assessments.standards.model import Rule
from tests.standards import worlds
from tests.standards.conftest import DAY
from tests.standards.samples import random_facts
from tests.standards.shapes import made_pack
from tests.standards.worlds import Known, turning_points

Answers = list[tuple[dict[str, int], tuple[object, ...]]]
"""Each way the facts could be, with the oracle's answer."""


@cache
def every_rule() -> tuple[Rule, ...]:
    """Each enabled rule as its pack has it, then those for which conditions decide whether another stands in their place,
    then those of the shapes that no pack has yet.

    Their places are taken away, so that they apply to any code.
    """
    alone = [_anywhere(rule) for name in pack_ids() for rule in pack_named(name).rules if rule.enabled]
    together = [_anywhere(rule) for rule in law_on(DAY, pack_ids()).rules if rule.guards]
    return (*alone, *(rule for rule in together if all(guard.conditions for guard in rule.guards)), *made_pack().rules)


def _anywhere(rule: Rule) -> Rule:
    return replace(rule, places=(), guards=tuple(replace(guard, places=()) for guard in rule.guards))


def some_facts(rule: Rule, size: int, seed: int) -> Facts:
    """Random facts of so many communities. A fact that is not known and does not grow says nothing: it is 0, as read."""
    facts = random_facts([rule], size, seed)
    columns = {
        name: column if fact_kind(name).grows else Column(np.where(column.known, column.value, 0), column.known)
        for name, column in facts.columns.items()
    }
    return Facts(facts.codes, columns)


def facts_from(known: Known) -> Facts:
    """Plain values as the facts of one community; what is not known is a lower bound."""
    sure = {name: value for name, (value, is_known) in known.items() if is_known}
    return facts_of("one", sure, {name: value for name, (value, is_known) in known.items() if not is_known})


def answers(rule: Rule, known: Known) -> Answers:
    """The oracle's answer in every way the facts could be, near the thresholds and far from them."""
    names = rule.inputs()
    ways = product(*(_values(rule, name, *known[name]) for name in names))
    made = [dict(zip(names, values, strict=True)) for values in ways]
    return [(world, worlds._in_world(rule, world)) for world in made]


def _values(rule: Rule, name: str, value: int, known: bool) -> list[int]:  # noqa: FBT001 -- the pair as the facts hold it
    found = worlds._possible(name, value, known, turning_points(rule, name))
    if known or rule.kind.name not in ("rate", "share") or len(found) < 5:
        return found
    low = value if fact_kind(name).grows else 0
    return sorted({*found, *range(low, low + 9)})


def settles(found: Answers, names: Iterable[str]) -> bool:
    """Whether the answer is the same in all ways that agree on these facts: then to know them is enough."""
    seen: dict[tuple[int, ...], object] = {}
    keys = tuple(names)
    return all(seen.setdefault(tuple(world[key] for key in keys), answer) == answer for world, answer in found)
