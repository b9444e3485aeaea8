"""Sums over the lines and the communities of a plan."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

import numpy as np
from django.db.models import Exists, F, OuterRef, Q, QuerySet
from django.db.models.fields.json import KT

from assessments.law import is_programme
from assessments.models import PromisedCard, RemedyPlan
from assessments.selectors.cards import rules_of
from assessments.selectors.plans import promised_cards, remedies
from assessments.standards.model import Verdict
from communities.scope import AreaScope


@dataclass
class WaySum:
    """Of the lines of a way: how many, yuan within the plan, gaps that they close."""

    lines: int = 0
    yuan: int = 0
    gaps: int = 0


@dataclass
class LineSums:
    """``ways`` by code, in the order in which they first come; ``ready``: gaps closed by the year from which they count;
    ``placeholder``: lines that rest on prices nobody has confirmed.
    """

    ways: dict[str, WaySum] = field(default_factory=dict)
    ready: Counter[int] = field(default_factory=Counter)
    lines: int = 0
    gaps: int = 0
    placeholder: int = 0


def line_sums(scope: AreaScope, plan: RemedyPlan) -> LineSums:
    """Over all lines of the plan in the scope."""
    found = remedies(scope, plan).annotate(rests=KT("cost__is_placeholder"))
    sums = LineSums()
    for way, year, outlay, closes, rests in found.values_list("way", "ready_year", "outlay", "closes", "rests"):
        of_way = sums.ways.setdefault(way, WaySum())
        of_way.lines, of_way.yuan, of_way.gaps = of_way.lines + 1, of_way.yuan + sum(outlay), of_way.gaps + len(closes)
        sums.ready[year] += len(closes)
        sums.lines, sums.gaps = sums.lines + 1, sums.gaps + len(closes)
        sums.placeholder += rests == "true"
    return sums


def rule_sums(scope: AreaScope, plan: RemedyPlan) -> dict[str, tuple[int, int]]:
    """Of every rule that counts for a community: its gaps today and with the plan. A rule without any gap is left out."""
    cards = promised_cards(scope, plan).values_list("before", "after")
    both = np.array(list(cards), dtype=np.int8)
    if not both.size:
        return {}
    before, after = (both == Verdict.GAP.value).sum(axis=0).tolist()
    counts = [rule.level.binding and not is_programme(rule) for rule in rules_of(plan.round)]
    found = zip(plan.round.rules, before, after, counts, strict=True)
    return {code: (was, will) for code, was, will, does_count in found if does_count and (was or will)}


def differing(scope: AreaScope, plans: Iterable[RemedyPlan]) -> QuerySet[PromisedCard]:
    """Of the first plan, the communities for which another of them promises other verdicts."""
    first, *others = plans
    differs = Q(pk__in=[])
    for other in others:
        same = PromisedCard.objects.filter(plan=other, code=OuterRef("code"), after=OuterRef("after"))
        differs |= ~Q(Exists(same))
    return promised_cards(scope, first).filter(differs)


def cards_at(scope: AreaScope, plan: RemedyPlan, codes: Iterable[str]) -> dict[str, PromisedCard]:
    """Those of some communities, by code."""
    return {card.code: card for card in promised_cards(scope, plan).filter(code__in=list(codes))}


def changed_rules(plan: RemedyPlan, one: Iterable[int], other: Iterable[int]) -> Iterator[tuple[str, Verdict, Verdict]]:
    """The rules whose verdict is another one in the second row: code, was, will be."""
    for code, was, will in zip(plan.round.rules, one, other, strict=True):
        if was != will:
            yield code, Verdict(was), Verdict(will)


def helped(scope: AreaScope, plan: RemedyPlan) -> QuerySet[PromisedCard]:
    """The communities for which the plan changes something."""
    return promised_cards(scope, plan).exclude(before=F("after"))


def wholly(sums: Mapping[str, WaySum]) -> WaySum:
    """All ways together."""
    each = list(sums.values())
    return WaySum(sum(one.lines for one in each), sum(one.yuan for one in each), sum(one.gaps for one in each))
