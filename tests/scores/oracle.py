"""Scores and ranks once more, one community and one rule at a time, in fractions, from what the issue says alone."""

from collections.abc import Sequence
from fractions import Fraction

import numpy as np

from assessments.scores.model import DOMAINS, Per, Weights, WeightSet
from assessments.standards.columns import Codes
from assessments.standards.model import Domain, Level, Rule, Subject, Verdict

MET, GAP, UNKNOWN, NOT_APPLICABLE = (verdict.value for verdict in Verdict)
Scored = Fraction | None


def random_verdicts(seed: int, size: int, rules: int) -> Codes:
    """(size, rules): some communities full of unknowns, some of rules that do not apply, some with nothing judged at all."""
    draw = np.random.default_rng(seed)
    found = np.empty((size, rules), np.int8)
    for row in range(size):
        found[row] = draw.choice([1, 2, 3, 4], rules, p=draw.dirichlet([1, 1, 0.5, 0.7]))
    found[0] = NOT_APPLICABLE
    return found


def counted(rule: Rule) -> bool:
    return rule.level in (Level.MANDATORY, Level.REQUIRED) and rule.subject in (Subject.COMMUNITY, Subject.BLOCK)


def score_of(row: Sequence[int], rules: Sequence[Rule], weights: Weights, *, unknown_is: int) -> Scored:
    """From 0 to 1, None where nothing was judged."""
    total, whole = Fraction(0), Fraction(0)
    for domain, weight in zip(DOMAINS, weights.parts, strict=True):
        own = [answer for answer, rule in zip(row, rules, strict=True) if rule.domain is domain and counted(rule)]
        settled = [unknown_is if answer == UNKNOWN else answer for answer in own]
        judged = [answer for answer in settled if answer in (MET, GAP)]
        if judged:
            mine = weight * len(judged) if weights.per is Per.RULE else weight
            total += mine * Fraction(judged.count(MET), len(judged))
            whole += mine
    return total / whole if whole else None


def low_ends(verdicts: Codes, rules: Sequence[Rule], weights: Weights) -> list[Scored]:
    return [score_of(row, rules, weights, unknown_is=GAP) for row in verdicts.tolist()]


def ranks_of(ends: Sequence[Scored]) -> list[int | None]:
    known = [end for end in ends if end is not None]
    return [None if end is None else 1 + sum(other > end for other in known) for end in ends]


def family(chosen: WeightSet, sets: Sequence[WeightSet]) -> list[Weights]:
    """Every other set, then the chosen one with the weight of each domain halved and doubled in turn, made to add up to 1."""
    changed = [_changed(chosen.weights, domain, factor) for domain in DOMAINS for factor in (Fraction(1, 2), Fraction(2))]
    return [*(each.weights for each in sets if each is not chosen), *changed]


def _changed(weights: Weights, domain: Domain, factor: Fraction) -> Weights:
    at = DOMAINS.index(domain)
    parts = [part * factor if number == at else part for number, part in enumerate(weights.parts)]
    return Weights(weights.per, tuple(part / sum(parts) for part in parts))
