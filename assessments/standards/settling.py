"""Which facts would settle an unknown verdict, whatever they turn out to be.

A verdict depends on some of the missing facts and not on others. To know all those on which it depends settles it; to leave
out any of them does not, because the rest can be such that this one still decides. So the smallest settling set is exactly
those facts, and there is only one: a fact belongs to it where knowing all the others would not be enough. The engine itself
says so, at the turning points of the facts.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import product
from math import prod

import numpy as np

from assessments.standards.columns import Column, Facts
from assessments.standards.evaluate import evaluate
from assessments.standards.model import Reason, Rule, Verdict
from assessments.standards.turning import possible_values

MOST_TRIALS = 200_000
"""Ways the facts could be that are tried for one verdict at most (no rule of the book needs a hundredth of it)."""
Names = tuple[str, ...]


@dataclass(frozen=True)
class Settling:
    """What would settle a verdict; nothing where it is decided.

    ``facts``: the smallest set that surely does, in the order in which the rule reads them. ``alone``: each missing fact that
    by itself already may, if it turns out so. ``is_smallest``: False where there were too many ways to try them all: then
    ``facts`` are all that are missing. ``is_hopeless``: the verdict is undefined over zero, and nothing settles it.
    """

    facts: Names = ()
    alone: Names = ()
    is_smallest: bool = True
    is_hopeless: bool = False


def settling(rule: Rule, one: Facts, day: date) -> Settling:
    """What would settle the verdict of a rule for one community (N = 1) by the law of a day."""
    found = evaluate([rule], one, day)
    if found.verdict[0, 0] != Verdict.UNKNOWN:
        return Settling()
    if found.reason[0, 0] == Reason.UNDEFINED_ZERO:
        return Settling(is_hopeless=True)
    missing = tuple(name for name in rule.inputs() if not one.column(name).known[0])
    return Settling(missing, missing) if len(missing) == 1 else _among(rule, one, day, missing)


def _among(rule: Rule, one: Facts, day: date, missing: Names) -> Settling:
    """Of several missing facts, those on which the verdict depends."""
    choices = {name: possible_values(rule, name, one, day) for name in missing}
    others = {name: tuple(each for each in missing if each != name) for name in missing}
    asked = list(dict.fromkeys([*((name,) for name in missing), *others.values()]))
    if sum(prod(len(choices[name]) for name in names) for names in asked) > MOST_TRIALS:
        alone = _tried(rule, one, day, choices, [(name,) for name in missing])
        return Settling(missing, tuple(name for name in missing if alone[(name,)].sometimes), is_smallest=False)
    tried = _tried(rule, one, day, choices, asked)
    facts = tuple(name for name in missing if not tried[others[name]].always)
    settles = facts == missing or _tried(rule, one, day, choices, [facts])[facts].always
    alone_ = tuple(name for name in missing if tried[(name,)].sometimes)
    return Settling(facts if settles else missing, alone_, is_smallest=settles)


@dataclass(frozen=True)
class Tried:
    """Some facts made known in every way: whether that leaves nothing open in all ways, and decides in some."""

    always: bool
    sometimes: bool


def _tried(
    rule: Rule, one: Facts, day: date, choices: Mapping[str, Sequence[int]], asked: Sequence[Names]
) -> dict[Names, Tried]:
    """The engine's answers where each of the ``asked`` sets is known in every way it may be, judged at once.

    An undefined verdict leaves nothing open, and decides nothing.
    """
    ways = [list(product(*(choices[name] for name in names))) for names in asked]
    ends = np.cumsum([len(each) for each in ways])
    found = evaluate([rule], _facts_of(rule, one, asked, ways), day)
    decided = found.verdict[:, 0] != Verdict.UNKNOWN
    closed = decided | (found.reason[:, 0] == Reason.UNDEFINED_ZERO)
    parts = zip(asked, np.split(closed, ends[:-1]), np.split(decided, ends[:-1]), strict=True)
    return {names: Tried(bool(all_.all()), bool(some.any())) for names, all_, some in parts}


def _facts_of(rule: Rule, one: Facts, asked: Sequence[Names], ways: Sequence[Sequence[tuple[int, ...]]]) -> Facts:
    """One row for every way of every set."""
    size, start = sum(len(each) for each in ways), 0
    columns = {name: _repeated(one.column(name), size) for name in rule.inputs()}
    for names, rows in zip(asked, ways, strict=True):
        for at, name in enumerate(names):
            columns[name].value[start : start + len(rows)] = [row[at] for row in rows]
            columns[name].known[start : start + len(rows)] = True
        start += len(rows)
    return Facts([one.codes[0]] * size, columns)


def _repeated(column: Column, size: int) -> Column:
    return Column(np.full(size, column.value[0], np.int64), np.full(size, column.known[0], np.bool_))
