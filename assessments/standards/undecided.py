"""The unknown verdicts of a rule over many communities, gathered where they are unknown in the same way.

What settles a verdict depends only on which facts are known, on between which turning points they lie, and on how an amount
stands to its base. Communities that agree in all this make one pattern, so a rule is asked once for each pattern, not once for
each of a hundred thousand communities.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np

from assessments.standards.columns import Bools, Column, Facts, Ints
from assessments.standards.evaluate import evaluate
from assessments.standards.fact_names import fact_kind
from assessments.standards.kinds import Kind
from assessments.standards.model import Reason, Rule, Verdict
from assessments.standards.settling import Settling, settling
from assessments.standards.turning import slope_of, turning_points


@dataclass(frozen=True)
class Pattern:
    """Communities (their rows) whose verdict is settled in the same way."""

    rows: Ints
    settling: Settling


@dataclass(frozen=True)
class Undecided:
    """The unknown verdicts of one rule: those that something settles, by pattern, and how many are undefined over zero."""

    patterns: tuple[Pattern, ...]
    hopeless: int

    @property
    def number(self) -> int:
        """How many verdicts something would settle."""
        return sum(len(pattern.rows) for pattern in self.patterns)


def undecided(rule: Rule, facts: Facts, day: date) -> Undecided:
    """The unknown verdicts of a rule for N communities."""
    found = evaluate([rule], facts, day)
    unknown = found.verdict[:, 0] == Verdict.UNKNOWN
    undefined = found.reason[:, 0] == Reason.UNDEFINED_ZERO
    rows = np.flatnonzero(unknown & ~undefined)
    groups = _groups(rows, _keys(_parts(rule, facts, rows, day), len(rows)))
    patterns = tuple(Pattern(group, settling(rule, _one(rule, facts, int(group[0])), day)) for group in groups)
    return Undecided(patterns, int((unknown & undefined).sum()))


def apart(rows: Ints, facts: Facts, names: Sequence[str]) -> Iterator[tuple[Ints, frozenset[str]]]:
    """The rows by which of these facts are unknown there: (rows, names of the unknown)."""
    masks = [facts.column(name).known[rows].astype(np.int64) for name in names]
    for group in _groups(rows, _keys(masks, len(rows))):
        yield group, frozenset(name for name in names if not facts.column(name).known[group[0]])


def _one(rule: Rule, facts: Facts, row: int) -> Facts:
    return Facts((facts.codes[row],), {name: facts.column(name).row(row) for name in rule.inputs()})


def _groups(rows: Ints, keys: Ints) -> tuple[Ints, ...]:
    """The rows by their key, those of a key together."""
    if not len(rows):
        return ()
    if (keys == keys[0]).all():
        return (rows,)
    order = np.argsort(keys, kind="stable")
    starts = np.flatnonzero(np.diff(keys[order])) + 1
    return tuple(np.split(rows[order], starts))


def _keys(parts: Iterable[Ints], size: int) -> Ints:
    """One number per row, equal where all parts are."""
    keys = np.zeros(size, np.int64)
    for part in parts:
        keys = keys * (int(part.max(initial=0)) + 1) + part
    return keys


def _parts(rule: Rule, facts: Facts, rows: Ints, day: date) -> Iterator[Ints]:
    """What tells the ways apart in which a verdict may be unknown: facts, places, relations."""
    nothing = Facts((rule.code,), {})
    for name in rule.inputs():
        if name in facts.columns:
            points = np.array(sorted(turning_points(rule, name, nothing, day)), np.int64)
            yield _class(name, facts.columns[name], rows, points)
    for guard in rule.guards:
        yield (facts.inside(guard.places)[rows] if guard.places else np.ones(len(rows), np.bool_)).astype(np.int64)
    for kind in (rule.kind, *(other.kind for other in rule.alternatives)):
        if slope_of(kind, day):
            yield _relation(kind, facts, rows, day)


def _class(name: str, column: Column, rows: Ints, points: Ints) -> Ints:
    """Known or not, and between which turning points; a fact that does not grow says nothing until it is known."""
    value, known = column.value[rows], column.known[rows]
    said = known if not fact_kind(name).grows else np.ones_like(known)
    return np.where(said, np.searchsorted(points, value, side="right") + 1, 0) * 2 + known


def _relation(kind: Kind, facts: Facts, rows: Ints, day: date) -> Ints:
    """How the amount stands to its base, taking what is on record for the whole truth."""
    sure: Bools = np.ones(len(rows), np.bool_)
    whole = {name: Column(facts.column(name).value[rows], sure) for name in kind.inputs()}
    outcome = kind.judge(Facts([""] * len(rows), whole), day)
    return outcome.met.astype(np.int64) + 2 * outcome.gap
