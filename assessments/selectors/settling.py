"""The facts most worth collecting in a place: by how many unknown verdicts each settles, from the facts as they are now."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from assessments.facts import FactSheet, read_facts
from assessments.facts.asks import Ask, asks_of, rests_on
from assessments.law import is_programme
from assessments.models import Round
from assessments.selectors.cards import rules_of
from assessments.standards.model import Rule
from assessments.standards.undecided import Undecided, apart, undecided
from assessments.standards.worth import Next, Open, Worth, collecting_order, worths
from communities.scope import EVERYWHERE, AreaScope

STEPS = 20


@dataclass(frozen=True)
class OpenRule:
    """A rule: how many communities wait for something, how many are undefined over zero, and for what, most needed first."""

    rule: Rule
    number: int
    hopeless: int
    asks: tuple[Ask, ...]

    @property
    def counts(self) -> bool:
        return does_count(self.rule)


@dataclass(frozen=True)
class Ranking:
    """What is worth collecting in a place. ``labels``: bit 1 sample, bit 2 synthetic figures are among the facts.

    ``order`` is a way to go about it: step by step what settles most verdicts of the rules that count, per thing.
    """

    round: Round
    communities: int
    worths: tuple[Worth[Ask], ...]
    order: tuple[Next[Ask], ...]
    rules: tuple[OpenRule, ...]
    labels: int

    @property
    def open_verdicts(self) -> int:
        """Verdicts of the rules that count that something would settle."""
        return sum(each.number for each in self.rules if each.counts)

    @property
    def open_of_all(self) -> int:
        """The same of all rules."""
        return sum(each.number for each in self.rules)

    @property
    def hopeless(self) -> int:
        """Verdicts of all rules that are undefined over zero: nothing settles them."""
        return sum(each.hopeless for each in self.rules)


def does_count(rule: Rule) -> bool:
    """Whether a rule decides that a community is complete: it binds, and speaks of the community or its block."""
    return rule.level.binding and not is_programme(rule)


def worth_collecting(scope: AreaScope, one: Round, path: str = EVERYWHERE, *, steps: int = STEPS) -> Ranking:
    """The ranking over the communities of the scope that lie below ``path`` and in the round's own place."""
    rules = rules_of(one)
    sheet = _sheet(scope, one, path, rules)
    found = [(rule, undecided(rule, sheet.facts, one.day)) for rule in rules]
    waiting = {rule.code: list(_waiting(rule, told, sheet)) for rule, told in found}
    every = [each for opened in waiting.values() for each in opened]
    ranked = worths(every, len(sheet))
    return Ranking(
        round=one,
        communities=len(sheet),
        worths=tuple(ranked),
        order=tuple(collecting_order(every, [worth.ask for worth in ranked], steps)),
        rules=tuple(_open_rule(rule, told, waiting[rule.code]) for rule, told in found if told.number or told.hopeless),
        labels=int(np.bitwise_or.reduce(sheet.labels, initial=0)),
    )


def _sheet(scope: AreaScope, one: Round, path: str, rules: tuple[Rule, ...]) -> FactSheet:
    """The facts of the place, as far as the round reaches."""
    whole = one.division.path if one.division else EVERYWHERE
    apart_ = not (path.startswith(whole) or whole.startswith(path))
    read = {name for rule in rules for name in rule.inputs()}
    names = read.union(*(rests_on(name) for name in read))
    inside = AreaScope.nowhere() if apart_ else scope
    return read_facts(inside, under=max(path, whole, key=len), as_of=one.as_of, names=names)


def _waiting(rule: Rule, told: Undecided, sheet: FactSheet) -> Iterator[Open[Ask]]:
    """The open verdicts of a rule by what has to be collected for them."""
    for pattern in told.patterns:
        missing = pattern.settling.facts
        beside = tuple(dict.fromkeys(each for name in missing for each in rests_on(name)))
        for rows, unknown in apart(pattern.rows, sheet.facts, beside):
            asks = frozenset(ask for name in missing for ask in asks_of(name, unknown))
            yield Open(asks, rows, does_count(rule))


def _open_rule(rule: Rule, told: Undecided, waiting: list[Open[Ask]]) -> OpenRule:
    needed: Counter[Ask] = Counter()
    for each in waiting:
        needed.update(dict.fromkeys(each.asks, len(each.rows)))
    asks = sorted(needed, key=lambda ask: (-needed[ask], ask))
    return OpenRule(rule, told.number, told.hopeless, tuple(asks))
