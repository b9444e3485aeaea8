"""Scorecards, and sums over them: those kept with the round where they are those that are asked for, else added up."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import reduce
from operator import and_, or_
from typing import Any

from django.contrib.postgres.aggregates import BitAnd, BitOr
from django.db.models import CharField, Count, F, Func, Q, QuerySet, Sum, Value

from assessments.models import Round, RoundSums, Scorecard
from assessments.selectors.sums import kept_by_child, kept_of_rounds, kept_sums
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
    kept = kept_sums(scope, one, path)
    return totals_over(scorecards(scope, one).filter(path__startswith=path)) if kept is None else _together(kept)


def totals_over(cards: QuerySet[Scorecard]) -> Totals:
    """Sums over cards that a list has narrowed."""
    return _totals(cards.order_by().aggregate(**SUMS))


def totals_by_child(scope: AreaScope, one: Round, path: str) -> dict[str, Totals]:
    """Sums per division one level below ``path``: {path of that division: sums}, in one query where they are kept."""
    kept = kept_by_child(scope, one, path)
    return _added_by_child(scope, one, path) if kept is None else {each: _together([sums]) for each, sums in kept.items()}


def _added_by_child(scope: AreaScope, one: Round, path: str) -> dict[str, Totals]:
    depth = path.count("/")
    segment = Func(F("path"), Value("/"), Value(depth + 1), function="split_part", output_field=CharField())
    cards = scorecards(scope, one).filter(path__startswith=path).order_by()
    rows = cards.annotate(segment=segment).values("segment").annotate(**SUMS)
    return {f"{path}{row['segment']}/": _totals(row) for row in rows}


def per_round(scope: AreaScope, found: Iterable[Round]) -> dict[int, Totals]:
    """Sums over the cards of the scope in each round, by the round's id, in two queries; none where it has no cards there."""
    wanted = list(found)
    kept = kept_of_rounds(scope, wanted)
    rest = [one.pk for one in wanted if one.pk not in kept]
    cards = within(Scorecard.objects.filter(round__in=rest), scope).order_by()
    added = {row["round"]: _totals(row) for row in cards.values("round").annotate(**SUMS)} if rest else {}
    return {one: _together(sums) for one, sums in kept.items() if sums} | added


def _together(kept: Sequence[RoundSums]) -> Totals:
    """Sums of divisions of which none lies in another."""
    households = [each.households for each in kept if each.households is not None]
    return Totals(
        communities=sum(each.communities for each in kept),
        complete=sum(each.complete for each in kept),
        with_gaps=sum(each.with_gaps for each in kept),
        met=sum(each.met for each in kept),
        gaps=sum(each.gaps for each in kept),
        unknown=sum(each.unknown for each in kept),
        not_applicable=sum(each.not_applicable for each in kept),
        households=sum(households) if households else None,
        labels=reduce(or_, (each.labels for each in kept), 0),
        shared_labels=reduce(and_, (each.shared_labels for each in kept)) if kept else 0,
    )


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
