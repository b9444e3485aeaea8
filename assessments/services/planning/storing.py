"""A plan that was made into the database: its lines, what it leaves open, and each community today and with it."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Final

import numpy as np
from django.conf import settings
from django.utils import timezone

from assessments.models import LeftGap, PlannedRemedy, PromisedCard, RemedyPlan, RoundState
from assessments.remedies.measures import outlay_of
from assessments.remedies.wishes import Wishes, wishes_of
from assessments.services.counting import counted
from assessments.services.planning.accounts import Accounts
from assessments.services.planning.arithmetic import GapKey
from assessments.services.planning.making import Made, Taken
from assessments.services.planning.told import builds_told, cost_told
from assessments.standards.evaluate import Findings
from assessments.standards.model import Verdict
from communities.models import Community
from communities.selectors import one_of
from facilities.models import Premises

_AT_ONCE: Final = 1_000


@dataclass(frozen=True)
class _Book:
    """What every line needs to be told."""

    plan: RemedyPlan
    made: Made
    wishes: Wishes
    codes: dict[int, str]

    @property
    def first_year(self) -> int:
        return self.wishes.first_year

    def code(self, row: int) -> str:
        return str(self.made.found.sheet.facts.codes[row])

    def pk(self, row: int) -> int:
        return int(self.made.found.sheet.pk[row])

    def gap(self, key: GapKey) -> list[str]:
        return [self.code(key[0]), self.made.found.findings.rules[key[1]].code]


def store_plan(plan: RemedyPlan, made: Made, accounts: Accounts, whole: dict[str, Any]) -> dict[str, Any]:
    """Write the rows of the plan, within a transaction, and return the fields of its own row: ``told`` with the ``whole``."""
    book = _book(plan, made)
    premises = dict(Premises.objects.filter(code__in=[t.measure.premises for t in made.taken]).values_list("code", "pk"))
    remedies = [_remedy(book, at, each, premises, accounts) for at, each in enumerate(made.taken, 1)]
    PlannedRemedy.objects.bulk_create(remedies, batch_size=_AT_ONCE)
    LeftGap.objects.bulk_create(_left(book, accounts), batch_size=_AT_ONCE)
    cards = list(_cards(book))
    PromisedCard.objects.bulk_create(cards, batch_size=_AT_ONCE)
    labels = 0
    for each in cards:
        labels |= each.labels
    return _fields(book, labels, {**whole, **_sums(book, cards)})


def _book(plan: RemedyPlan, made: Made) -> _Book:
    named = {pk for each in made.taken for one in each.measure.placed for pk in (one.community, *one.serves)}
    codes = dict(Community.objects.filter(one_of("pk", sorted(named))).values_list("pk", "code"))
    return _Book(plan, made, wishes_of(plan.wishes), codes)


def _remedy(book: _Book, at: int, taken: Taken, premises: dict[str, int], accounts: Accounts) -> PlannedRemedy:
    measure, sheet = taken.measure, book.made.found.sheet
    households = sheet.facts.column("households")
    rows = sorted({row for row, _ in taken.closes} or {measure.row})
    known = [int(households.value[row]) for row in rows if households.known[row]]
    return PlannedRemedy(
        plan=book.plan, position=at, way=measure.way.code, community_id=book.pk(measure.row), code=book.code(measure.row),
        path=sheet.paths[measure.row], premises_id=premises.get(measure.premises), facility=measure.facility,
        year=book.first_year + taken.year, ready_year=book.first_year + taken.ready, outlay=_outlay(book, taken),
        cost=cost_told(measure), builds=builds_told(measure, book.codes), closes=[book.gap(gap) for gap in taken.closes],
        worth=sum(accounts.worth[gap] for gap in taken.closes), households=sum(known) if known else None,
        account=accounts.chosen[taken.at],
        instead=accounts.instead.get(taken.at, {}), labels=measure.labels,
    )  # fmt: skip


def _outlay(book: _Book, taken: Taken) -> list[int]:
    """Of each year of the plan."""
    years = len(book.wishes.budgets)
    return ([0] * taken.year + list(outlay_of(taken.measure, book.wishes.price, years)))[:years]


def _left(book: _Book, accounts: Accounts) -> Iterator[LeftGap]:
    """Every gap that binds and that is still one with the plan carried out."""
    found, paths = book.made.found, book.made.found.sheet.paths
    for key in still_open(book.made):
        why, about = accounts.left.get(key, ("", {}))
        yield LeftGap(
            plan=book.plan, community_id=book.pk(key[0]), code=book.code(key[0]), path=paths[key[0]],
            rule=found.findings.rules[key[1]].code, why=why, about=about,
        )  # fmt: skip


def still_open(made: Made) -> list[GapKey]:
    """In the order of codes and rules."""
    before, after = made.found.findings, made.after
    both = (before.verdict == Verdict.GAP) & (after.verdict != Verdict.MET) & counted(before)
    return [(int(row), int(at)) for row, at in zip(*np.nonzero(both), strict=True)]


def _cards(book: _Book) -> Iterator[PromisedCard]:
    found, after = book.made.found, book.made.after
    households = found.sheet.facts.column("households")
    counts = [_count(each, verdict) for verdict in (Verdict.GAP, Verdict.UNKNOWN) for each in (found.findings, after)]
    for row, code in enumerate(found.sheet.facts.codes):
        gaps_before, gaps_after, unknown_before, unknown_after = (each[row] for each in counts)
        yield PromisedCard(
            plan=book.plan, community_id=book.pk(row), code=code, path=found.sheet.paths[row],
            before=found.findings.verdict[row].tolist(), after=after.verdict[row].tolist(),
            gaps_before=gaps_before, gaps_after=gaps_after, unknown_before=unknown_before, unknown_after=unknown_after,
            households=int(households.value[row]) if households.known[row] else None,
            labels=int(found.sheet.labels[row]),
        )  # fmt: skip


def _count(findings: Findings, verdict: Verdict) -> list[int]:
    """Per community, of the rules that count."""
    found: list[int] = ((findings.verdict == verdict) & counted(findings)).sum(axis=1).tolist()
    return found


def _fields(book: _Book, labels: int, told: dict[str, Any]) -> dict[str, Any]:
    plan, sheet = book.made.plan, book.made.found.sheet
    return {
        "fingerprint": sheet.fingerprint({name for rule in book.made.found.findings.rules for name in rule.inputs()}),
        "worth": plan.worth, "bound": plan.bound, "spent": list(plan.spent), "labels": labels, "software": settings.VERSION,
        "told": told, "finished_at": timezone.now(), "state": RoundState.FINISHED,
        "stage": "", "percent": 100,
    }  # fmt: skip


def _sums(book: _Book, cards: list[PromisedCard]) -> dict[str, Any]:
    """Of the whole place, today and with the plan. A community is complete without a gap and with nothing unknown."""
    return {
        "communities": len(cards),
        "gaps": [sum(each.gaps_before for each in cards), sum(each.gaps_after for each in cards)],
        "unknown": [sum(each.unknown_before for each in cards), sum(each.unknown_after for each in cards)],
        "complete": [
            sum(1 for each in cards if not (each.gaps_before or each.unknown_before)),
            sum(1 for each in cards if not (each.gaps_after or each.unknown_after)),
        ],
        "helped": sum(1 for each in cards if each.gaps_after < each.gaps_before),
        "households": sum(each.households or 0 for each in cards if each.gaps_after < each.gaps_before),
        "measures": len(book.made.found.measures),
        "broken": [book.gap(gap) for gap in book.made.broken],
    }
