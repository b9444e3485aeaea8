"""Scorecards, and sums over them."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.contrib.postgres.aggregates import BitAnd, BitOr
from django.db.models import CharField, Count, F, Func, Q, QuerySet, Sum, Value

from assessments.models import Round, Scorecard
from communities.scope import AreaScope
from communities.selectors import within

SUMS: dict[str, Any] = {
    "number": Count("pk"),
    "complete": Count("pk", filter=Q(gaps=0, unknown=0)),
    "with_gaps": Count("pk", filter=Q(gaps__gt=0)),
    "sum_met": Sum("met"),
    "sum_gaps": Sum("gaps"),
    "sum_unknown": Sum("unknown"),
    "sum_not_applicable": Sum("not_applicable"),
    "sum_households": Sum("households"),
    "bits": BitOr("labels"),
    "shared_bits": BitAnd("labels"),
}


@dataclass(frozen=True)
class Totals:
    """Sums over communities: how many, how many complete, and the verdicts of the rules about the community.

    ``complete``: no binding rule unmet and none unknown. ``households`` adds up the known counts, None where
    none is known. ``labels`` as in Scorecard, ``shared_labels`` those that every card carries.
    """

    communities: int
    complete: int
    with_gaps: int
    met: int
    gaps: int
    unknown: int
    not_applicable: int
    households: int | None
    labels: int
    shared_labels: int = 0

    @property
    def undecided(self) -> int:
        """Communities without a known gap in which something binding is still unknown."""
        return self.communities - self.complete - self.with_gaps

    @property
    def is_mixed(self) -> bool:
        """Some of the cards carry a label that others do not: then each has to show its own."""
        return self.labels != self.shared_labels


def scorecards(scope: AreaScope, one: Round) -> QuerySet[Scorecard]:
    cards = Scorecard.objects.filter(round=one).select_related("community", "round")
    return within(cards, scope).order_by("code")


def scorecard(scope: AreaScope, one: Round, code: str) -> Scorecard | None:
    """None where the community is not in the round, or not in the scope."""
    return scorecards(scope, one).filter(code=code).first()


def totals(scope: AreaScope, one: Round, path: str) -> Totals:
    """Sums over the cards of ``one`` that lie below ``path``."""
    return totals_over(scorecards(scope, one).filter(path__startswith=path))


def totals_over(cards: QuerySet[Scorecard]) -> Totals:
    """Sums over cards that a list has narrowed."""
    return _totals(cards.order_by().aggregate(**SUMS))


def totals_by_child(scope: AreaScope, one: Round, path: str) -> dict[str, Totals]:
    """Sums per division one level below ``path``: {path of that division: sums}, in one query."""
    depth = path.count("/")
    segment = Func(F("path"), Value("/"), Value(depth + 1), function="split_part", output_field=CharField())
    cards = scorecards(scope, one).filter(path__startswith=path).order_by()
    rows = cards.annotate(segment=segment).values("segment").annotate(**SUMS)
    return {f"{path}{row['segment']}/": _totals(row) for row in rows}


def per_round(scope: AreaScope, found: Iterable[Round]) -> dict[int, Totals]:
    """Sums over the cards of the scope in each round, by the round's id, in one query."""
    cards = within(Scorecard.objects.filter(round__in=[one.pk for one in found]), scope).order_by()
    return {row["round"]: _totals(row) for row in cards.values("round").annotate(**SUMS)}


def _totals(row: Mapping[str, Any]) -> Totals:
    return Totals(
        communities=row["number"],
        complete=row["complete"],
        with_gaps=row["with_gaps"],
        met=row["sum_met"] or 0,
        gaps=row["sum_gaps"] or 0,
        unknown=row["sum_unknown"] or 0,
        not_applicable=row["sum_not_applicable"] or 0,
        households=row["sum_households"],
        labels=row["bits"] or 0,
        shared_labels=row["shared_bits"] or 0,
    )
