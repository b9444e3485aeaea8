"""What a draft would change: the law without it against the law with it, over the same facts.

Judged thing by thing: all rules about one thing answer together, so that a stricter rule that takes another's place shows as
one flip and not as one rule gone and another come.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import IntEnum

import numpy as np

from assessments.standards.columns import Bools, Codes, Facts, Ints
from assessments.standards.evaluate import Findings, evaluate
from assessments.standards.model import Rule, Verdict
from assessments.standards.resolution import Law, things_of
from communities.words import Words


class State(IntEnum):
    """How a community stands on a thing. The binding rules speak first; `NOT_REACHED` is an unmet rule that does not bind."""

    MET = 1
    GAP = 2
    UNKNOWN = 3
    NOT_ASKED = 4
    NOT_REACHED = 5

    @property
    def code(self) -> str:
        """The state in files and addresses."""
        return self.name.lower()

    @property
    def words(self) -> Words:
        """The state on a page."""
        return _WORDS[self]


_WORDS = {
    State.MET: Words("达标", "Met"),
    State.GAP: Words("短板", "Gap"),
    State.UNKNOWN: Words("待核实", "Unknown"),
    State.NOT_ASKED: Words("不要求", "Not asked"),
    State.NOT_REACHED: Words("未达到（不计为短板）", "Not reached, no gap"),
}


@dataclass(frozen=True)
class Side:
    """One law's answer about a thing over N communities; `required` and `shortfall` of the gap that asks for the most."""

    rules: tuple[Rule, ...]
    state: Codes
    required: Ints
    shortfall: Ints


@dataclass(frozen=True)
class Change:
    """One thing before and after, over N communities. `thing` is the code of the national rule, or of the draft's own."""

    thing: str
    rules: tuple[Rule, ...]
    before: Side
    after: Side

    @property
    def flipped(self) -> Bools:
        """Where the answer is another."""
        flipped: Bools = self.before.state != self.after.state
        return flipped

    def counts(self) -> dict[tuple[State, State], int]:
        """How many communities go from which state to which, those that stay included."""
        pairs, numbers = np.unique(np.stack([self.before.state, self.after.state]), axis=1, return_counts=True)
        return {(State(int(a)), State(int(b))): int(n) for (a, b), n in zip(pairs.T, numbers, strict=True)}


def impact(before: Law, after: Law, draft: str, facts: Facts) -> tuple[Change, ...]:
    """The changes that the pack `draft`, which only the second law holds, makes to these communities."""
    things = things_of(after.packs)
    touched = list(dict.fromkeys(things[rule.code] for rule in after.rules if rule.pack_id == draft))
    return tuple(_change(thing, before, after, things, draft, facts) for thing in touched)


def rules_touched(before: Law, after: Law, draft: str) -> tuple[Rule, ...]:
    """Every rule that `impact` will judge: what must be known of the communities."""
    things = things_of(after.packs)
    touched = {things[rule.code] for rule in after.rules if rule.pack_id == draft}
    return tuple(rule for law in (before, after) for rule in law.rules if things.get(rule.code) in touched)


def _change(thing: str, before: Law, after: Law, things: dict[str, str], draft: str, facts: Facts) -> Change:
    old = tuple(rule for rule in before.rules if things.get(rule.code) == thing)
    new = tuple(rule for rule in after.rules if things.get(rule.code) == thing)
    own = tuple(rule for rule in new if rule.pack_id == draft)
    return Change(thing, own, _side(old, facts, before), _side(new, facts, after))


def _side(rules: Sequence[Rule], facts: Facts, law: Law) -> Side:
    """The binding rules speak where one of them applies, else the others; the figures are those of the ones that speak."""
    found = evaluate(rules, facts, law.day)
    binding = np.array([rule.level.binding for rule in found.rules], np.bool_)
    firm, soft = _state(found, binding), _state(found, ~binding)
    soft[soft == State.GAP] = State.NOT_REACHED
    is_asked = firm != State.NOT_ASKED
    speaks = np.where(is_asked[:, None], binding, ~binding)
    required = _most(found.required, found.required_known & speaks)
    shortfall = _most(found.shortfall, (found.verdict == Verdict.GAP) & speaks)
    return Side(tuple(rules), np.where(is_asked, firm, soft).astype(np.int8), required, shortfall)


def _state(found: Findings, kept: Bools) -> Codes:
    """The gravest answer of some of the rules: a gap before an unknown before met."""
    state = np.full(len(found.codes), State.NOT_ASKED, np.int8)
    for verdict in (Verdict.MET, Verdict.UNKNOWN, Verdict.GAP):
        state[((found.verdict == verdict) & kept).any(axis=1)] = int(verdict)
    return state


def _most(values: Ints, known: Bools) -> Ints:
    """The largest known value of each row; 0 where none is known."""
    most: Ints = np.max(np.where(known, values, 0), axis=1, initial=0)
    return most
