"""The rules that a peer is asked to judge, in plain words: those of the notice that one community's own figures answer.

Counts of facilities, area per 100 households, shares of areas and survey answers. Left out, because a loop over communities
does not judge them honestly: those of blocks (several communities at once), of distances (FAC-08), of the pilot programme
(districts), and of places. Both sides of a comparison judge exactly these.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from typing import Any, Final
from unittest.mock import patch

import numpy as np
from django.db import connection

from assessments.law import law_on, rules_on
from assessments.models import Round
from assessments.services import rounds
from assessments.standards.evaluate import Findings
from assessments.standards.fact_names import fact_kind
from assessments.standards.kinds.presence import Presence
from assessments.standards.kinds.rate import Rate
from assessments.standards.kinds.scale import Scale
from assessments.standards.kinds.share import Share
from assessments.standards.model import Rule, Subject
from tests.bench.nation_answers import DAY

COUNT, PER, SHARE, ANSWER = "count", "per", "share", "answer"
_STEMS: Final = {"count", "floor_area", "activity_area", "households", "survey", "build_class", "central_heating"}
_SINGLE: Final = 1
Signature = dict[str, tuple[int, int, int, int, int]]
"""Rule code -> how many are met, gap, unknown, not applicable, and the sum of the shortfalls of the gaps."""


@dataclass(frozen=True)
class PlainRule:
    """``kind`` of ``thing`` (a facility type or a survey item) against ``least``; of PER and SHARE ``least`` / ``over``.

    PER: hundredths of m2 of floor area for one household. SHARE: activity area of floor area. ``condition``: a fact's name,
    "is" or "at_least", and a value.
    """

    code: str
    kind: str
    thing: str
    least: int
    over: int = 1
    condition: tuple[str, str, int] | None = None


def plain_rules() -> tuple[PlainRule, ...]:
    """In the order of the law."""
    return tuple(_plain(rule) for rule in rules_on(DAY) if _is_plain(rule))


def _is_plain(rule: Rule) -> bool:
    if (
        rule.subject is not Subject.COMMUNITY
        or rule.places
        or rule.guards
        or rule.alternatives
        or len(rule.conditions) > _SINGLE
    ):
        return False
    return isinstance(rule.kind, Presence | Rate | Share | Scale) and {fact_kind(n).stem for n in rule.inputs()} <= _STEMS


def _plain(rule: Rule) -> PlainRule:
    condition = next(((each.fact, each.comparison, each.value) for each in rule.conditions), None)
    return replace(_tested(rule), condition=condition)


def _tested(rule: Rule) -> PlainRule:
    kind = rule.kind
    if isinstance(kind, Scale):
        return PlainRule(rule.code, ANSWER, fact_kind(kind.fact).argument, kind.target(DAY))
    if isinstance(kind, Rate):
        factor = kind._factor(DAY)
        return PlainRule(rule.code, PER, fact_kind(kind.numerator).argument, factor.numerator, factor.denominator)
    if isinstance(kind, Share):
        factor = kind.at_least.on(DAY).value
        return PlainRule(rule.code, SHARE, fact_kind(kind.numerator).argument, factor.numerator, factor.denominator)
    assert isinstance(kind, Presence)
    return PlainRule(rule.code, COUNT, fact_kind(kind.facts[0]).argument, int(kind.at_least.on(DAY).value))


@contextmanager
def judging_only(plain: tuple[PlainRule, ...]) -> Iterator[None]:
    """Rounds judge these rules and no others."""
    codes = {rule.code for rule in plain}

    def few(*args: Any, **options: Any) -> Any:
        law = law_on(*args, **options)
        return replace(law, rules=tuple(rule for rule in law.rules if rule.code in codes))

    with patch.object(rounds, "law_on", few):
        yield


_SUMS: Final = """
    SELECT at, count(*) FILTER (WHERE verdict = 1), count(*) FILTER (WHERE verdict = 2), count(*) FILTER (WHERE verdict = 3),
           count(*) FILTER (WHERE verdict = 4), coalesce(sum(lacking) FILTER (WHERE verdict = 2), 0)
      FROM assessments_scorecard, unnest(verdicts, shortfall) WITH ORDINALITY AS each (verdict, lacking, at)
     WHERE round_id = %s GROUP BY at ORDER BY at
"""


def signature_of(one: Round) -> Signature:
    """Of what a round stored."""
    with connection.cursor() as cursor:
        cursor.execute(_SUMS, [one.pk])
        return {one.rules[at - 1]: (met, gap, open_, no, int(sum_)) for at, met, gap, open_, no, sum_ in cursor.fetchall()}


def signature_of_findings(found: Findings) -> Signature:
    """Of what the engine answered."""
    made: Signature = {}
    for at, rule in enumerate(found.rules):
        met, gap, open_, no = (int((found.verdict[:, at] == verdict).sum()) for verdict in (1, 2, 3, 4))
        made[rule.code] = (met, gap, open_, no, int(np.sum(found.shortfall[:, at])))
    return made
