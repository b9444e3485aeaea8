"""Unmet findings across communities, and how often each rule fails."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from functools import reduce
from operator import and_, or_

from django.contrib.postgres.aggregates import BitAnd, BitOr
from django.contrib.postgres.fields import ArrayField
from django.db.models import BigIntegerField, Count, F, Func, QuerySet

from assessments.models import Gap, Round
from assessments.selectors.sums import kept_sums
from communities.scope import AreaScope
from communities.selectors import within


class OfGaps(Func):
    """Of an array of a scorecard, the elements of its gaps, in the order of ``failed``."""

    template = "ARRAY(SELECT (%(expressions)s) AS gap(position))"
    arg_joiner = ")[gap.position] FROM unnest("

    def __init__(self, name: str) -> None:
        super().__init__(F(name), F("failed"), output_field=ArrayField(BigIntegerField(null=True)))


def gaps(scope: AreaScope, one: Round) -> QuerySet[Gap]:
    """Gaps of a round in the order of community code and rule."""
    found = Gap.objects.filter(round=one).select_related("community", "community__division")
    return within(found, scope).order_by("code", "position")


def of_rules(found: QuerySet[Gap], one: Round, codes: list[str]) -> QuerySet[Gap]:
    """Only the gaps of some rules. The overlap with ``failed`` lets the database use the index on it."""
    positions = [one.rules.index(code) + 1 for code in codes if code in one.rules]
    return found.filter(failed__overlap=positions, position__in=positions)


@dataclass(frozen=True)
class GapCounts:
    """How many gaps there are by rule code, the most frequent first, and the labels of the figures behind them.

    ``labels``: bit 1 sample, bit 2 synthetic; those that any of these gaps carries, and ``shared_labels`` those that all carry.
    """

    per_rule: Mapping[str, int]
    labels: int = 0
    shared_labels: int = 0

    @property
    def total(self) -> int:
        return sum(self.per_rule.values())


def gap_counts(scope: AreaScope, one: Round, path: str) -> GapCounts:
    """Of all gaps of ``one`` that lie below ``path``."""
    kept = kept_gap_counts(scope, one, path)
    return counts_over(gaps(scope, one).filter(path__startswith=path)) if kept is None else kept


def kept_gap_counts(scope: AreaScope, one: Round, path: str, rules: Collection[str] | None = None) -> GapCounts | None:
    """From the sums kept with the round, of some of its rules (None: all). None where they have to be counted."""
    kept = kept_sums(scope, one, path)
    if kept is None:
        return None
    wanted = [at for at, code in enumerate(one.rules) if rules is None or code in rules]
    numbers = {one.rules[at]: sum(each.rule_gaps[at] for each in kept) for at in wanted}
    there = [(each, at) for each in kept for at in wanted if each.rule_gaps[at]]
    shared = [each.rule_shared_labels[at] for each, at in there]
    return GapCounts(
        _most_first((code, number) for code, number in numbers.items() if number),
        reduce(or_, (each.rule_labels[at] for each, at in there), 0),
        reduce(and_, shared) if shared else 0,
    )


def counts_over(found: QuerySet[Gap]) -> GapCounts:
    """Of gaps that a list has narrowed, in one query."""
    rows = found.order_by().values_list("rule").annotate(number=Count("pk"), any=BitOr("labels"), all=BitAnd("labels"))
    per_rule = {rule: (number, labels, shared) for rule, number, labels, shared in rows}
    return GapCounts(
        _most_first((rule, number) for rule, (number, _, _) in per_rule.items()),
        reduce(or_, (labels for _, labels, _ in per_rule.values()), 0),
        reduce(and_, (shared for _, _, shared in per_rule.values())) if per_rule else 0,
    )


def _most_first(numbers: Iterable[tuple[str, int]]) -> Mapping[str, int]:
    return dict(sorted(numbers, key=lambda each: (-each[1], each[0])))
