"""The figures of a gap report: of a place in a round, narrowed as its page is. What is unknown is counted, and no gap."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

from django.db.models import Count, Q, QuerySet
from django.http import QueryDict

from assessments.documents.content import Content, RowSum
from assessments.documents.grounding import ground_of
from assessments.documents.kinds import Asked, Draft
from assessments.documents.limits import AT_ONCE
from assessments.filters import GapFilter
from assessments.models import Gap, Round, Scorecard
from assessments.selectors.cards import rules_of
from assessments.selectors.gaps import GapCounts
from assessments.selectors.gaps import gaps as gaps_of
from assessments.selectors.rounds import latest_round, place_asked, rounds
from assessments.selectors.scorecards import Totals, scorecards, totals_over
from assessments.selectors.settling import does_count
from assessments.standards.model import Verdict
from communities.filters.base import ORDERING, PAGING
from communities.scope import EVERYWHERE, AreaScope
from communities.words import Lang, Words

KIND: Final = "gaps"
KEPT_ROWS: Final = AT_ONCE
"""With no more gaps than this, each of them is kept with the document, and not only their sum."""
SUMS: Final = {
    "communities": Words("社区数", "Communities"), "households": Words("户数（已知）", "Households, as far as known"),
    "complete": Words("完整社区", "Complete"), "with_gaps": Words("有短板的社区", "With gaps"),
    "undecided": Words("无已知短板但有待核实的社区", "Undecided"), "gaps": Words("短板（列出）", "Gaps listed"),
    "unknown": Words("待核实（不计为短板）", "Unknown, no gaps"),
}  # fmt: skip
HEADS: Final = (Words("短板", "Gaps"), Words("待核实", "Unknown"))
FIGURES: Final = ("code", "rule", "measured", "required", "shortfall")
_NOT_NARROWING: Final = (ORDERING, *PAGING, "division", "round", "lang")


@dataclass(frozen=True)
class Found:
    """What the round has of what was asked. ``unknown``: rule -> communities where it is unknown."""

    narrowed: GapFilter
    totals: Totals
    counts: GapCounts
    unknown: Mapping[str, int]

    @property
    def labels(self) -> int:
        return self.totals.labels | self.counts.labels


def asked_gaps(scope: AreaScope, one: Round, query: QueryDict, path: str) -> Asked:
    """Of the gaps of a list: the place (``path``: what the list is narrowed to) that the reader may see, and the rest."""
    names = [name for name in GapFilter.base_filters if name not in _NOT_NARROWING]
    asked = {name: sorted(set(found)) for name in names if (found := [text for text in query.getlist(name) if text])}
    return Asked(KIND, one, places_of(scope, one, path), asked)


def places_of(scope: AreaScope, one: Round, path: str) -> tuple[str, ...]:
    """The paths of what the scope, the round and the list have in common."""
    whole = one.division.path if one.division else EVERYWHERE
    return tuple(sorted(AreaScope.of(scope.narrowed(whole).narrowed(path).paths).paths))


def narrowed(asked: Asked) -> GapFilter:
    query = QueryDict(mutable=True)
    for name, texts in asked.asked.items():
        query.setlist(name, texts)
    one, scope = round_of(asked), AreaScope(tuple(asked.places))
    return GapFilter(query, queryset=gaps_of(scope, one), scope=scope, one=one)


def filters_text(asked: Asked, lang: Lang) -> str:
    """In the words of the page; empty where nothing narrows it."""
    return ("；" if lang == "zh" else "; ").join(spoken.sentence for spoken in narrowed(asked).spoken(lang))


def round_of(asked: Asked) -> Round:
    if asked.round is None:
        raise ValueError("a gap report is of a round")
    return asked.round


def number_of_gaps(asked: Asked) -> int:
    return narrowed(asked).counts().total


def found_of(asked: Asked) -> Found:
    """A few statements of sums."""
    filterset = narrowed(asked)
    filterset.is_valid()
    cards = filterset.narrowed(scorecards(filterset.scope, filterset.one))
    return Found(filterset, totals_over(cards), filterset.counts(), unknown_by_rule(filterset, cards))


def unknown_by_rule(filterset: GapFilter, cards: QuerySet[Scorecard]) -> Mapping[str, int]:
    """Of the rules that count and are asked for, in the order of the round; without those that are unknown nowhere."""
    wanted, one = filterset.rules(), filterset.one
    counted = {rule.code for rule in rules_of(one) if does_count(rule) and (wanted is None or rule.code in wanted)}
    sums = {
        f"at_{at}": Count("pk", filter=Q(**{f"verdicts__{at}": Verdict.UNKNOWN.value}))
        for at, code in enumerate(one.rules) if code in counted
    }  # fmt: skip
    found = cards.order_by().aggregate(**sums) if sums else {}
    return {one.rules[int(name[3:])]: number for name, number in found.items() if number}


def gap_draft(asked: Asked) -> Draft:
    found = found_of(asked)
    total = RowSum()
    kept: list[Any] = []
    for row in figure_rows(found.narrowed):
        total.add(row)
        if len(kept) <= KEPT_ROWS:
            kept.append(list(row))
    content = Content(
        kind=KIND,
        of={"places": list(asked.places), "asked": dict(asked.asked)},
        ground=ground_of(round_of(asked), found.labels),
        sums=_sums(found),
        lines=_lines(found),
        rows=total.told(),
    )
    return Draft(asked, content, found.labels, kept if len(kept) <= KEPT_ROWS else None)


def figure_rows(filterset: GapFilter) -> Iterator[tuple[Any, ...]]:
    """(community, rule, measured, required, shortfall) of each gap, by community and rule. Figures as in Scorecard."""
    found: QuerySet[Gap] = filterset.qs.select_related(None).order_by("code", "position")
    yield from found.values_list(*FIGURES).iterator(chunk_size=5_000)


def _sums(found: Found) -> dict[str, int | None]:
    totals = found.totals
    return {
        "communities": totals.communities, "households": totals.households, "complete": totals.complete,
        "with_gaps": totals.with_gaps, "undecided": totals.undecided, "gaps": found.counts.total,
        "unknown": sum(found.unknown.values()),
    }  # fmt: skip


def _lines(found: Found) -> dict[str, list[int]]:
    rules = [code for code in found.narrowed.one.rules if code in found.counts.per_rule or code in found.unknown]
    return {code: [found.counts.per_rule.get(code, 0), found.unknown.get(code, 0)] for code in rules}


def gap_cells(_rule: str, said: Any) -> tuple[Words, ...]:
    return tuple(Words(f"{number:,}", f"{number:,}") for number in said)


def gaps_of_list(scope: AreaScope, query: QueryDict) -> Asked | None:
    """Of the gaps that the page of gaps lists under ``query``; None where there is no such round, or a filter has an error."""
    one = _round_asked(scope, query)
    if one is None:
        return None
    found = GapFilter(query, queryset=gaps_of(scope, one), scope=scope, one=one)
    return asked_gaps(scope, one, query, found.path) if found.is_valid() else None


def _round_asked(scope: AreaScope, query: QueryDict) -> Round | None:
    wanted = query.get("round", "")
    if not wanted:
        return latest_round(scope, place_asked(query.get("division")))
    return rounds(scope).filter(pk=int(wanted)).first() if wanted.isdecimal() and len(wanted) < 10 else None
