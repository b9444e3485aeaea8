"""Assess: judge a scope by the law of a day and store the round."""

import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.db import connection, transaction
from django.utils import timezone

from assessments.facts import FactSheet, read_facts
from assessments.law import default_packs, law_on, pinned
from assessments.models import Round, RoundState
from assessments.services.keeping import refresh_facts
from assessments.services.shelves import one_at_a_time
from assessments.services.storing import store_scorecards
from assessments.standards.evaluate import Findings, evaluate
from assessments.standards.resolution import Law
from communities.models import Division
from communities.noted import adding
from communities.scope import EVERYWHERE, AreaScope

if TYPE_CHECKING:
    from accounts.models import User

Report = Callable[[str, float], None]


class NothingToAssess(Exception):
    """The scope holds no community, or no pack has a rule in force on the day."""


@dataclass(frozen=True)
class Judged:
    """What was found and is not stored yet. The rules of ``law`` are those that apply somewhere in the scope."""

    law: Law
    sheet: FactSheet
    findings: Findings

    def fields(self) -> dict[str, Any]:
        """What the row of the round says of it."""
        packs, usual = pinned(self.law), set(default_packs())
        return {
            "packs": packs,
            "rules": [rule.code for rule in self.law.rules],
            "on_request": any(pack["id"] not in usual for pack in packs),
            "communities": len(self.sheet),
            "fingerprint": self.sheet.fingerprint({name for rule in self.law.rules for name in rule.inputs()}),
            "software": settings.VERSION,
        }


def assess(
    *,
    by: "User | None",
    scope: AreaScope,
    division: Division | None,
    day: date,
    as_of: date,
    packs: Sequence[str] | None = None,
    report: Report | None = None,
) -> Round:
    """Judge every community of ``division`` (None: all of the scope) and store a finished Round.

    ``packs`` are exactly those to be judged by, drafts among them included; None: the notice and its overlays. ``report`` is
    told each step and its seconds. Raises NothingToAssess, NoSuchPack; nothing is stored then.
    """
    report = report or _say_nothing
    clock = time.perf_counter()
    refresh_facts(under=path_of(division))
    report("refreshed", time.perf_counter() - clock)
    found = judge(scope, path_of(division), law_on(day, packs), as_of, report)
    clock = time.perf_counter()
    with adding(by=by, verb="assess") as added:
        one_at_a_time()
        done = Round.objects.create(division=division, day=day, as_of=as_of, started_by=by, **found.fields())
        store_scorecards(done, found.sheet, found.findings)
        _finish(done)
        added.append(done)
    report("stored", time.perf_counter() - clock)
    return done


def _finish(done: Round) -> None:
    fields = ended()
    for name, value in fields.items():
        setattr(done, name, value)
    done.save(update_fields=list(fields))


def judge(scope: AreaScope, under: str, law: Law, as_of: date, report: Report) -> Judged:
    """Every community of the scope below the path ``under``; nothing is written. Raises NothingToAssess."""
    clock = time.perf_counter()
    names = {name for rule in law.rules for name in rule.inputs()}
    with one_moment():
        sheet = read_facts(scope, under=under, as_of=as_of, names=names)
    rules = tuple(rule for rule in law.rules if not rule.places or sheet.facts.inside(rule.places).any())
    if not len(sheet) or not rules:
        raise NothingToAssess
    report("facts", time.perf_counter() - clock)
    clock = time.perf_counter()
    findings = evaluate(rules, sheet.facts, law.day)
    report("verdicts", time.perf_counter() - clock)
    return Judged(replace(law, rules=rules), sheet, findings)


@contextmanager
def one_moment() -> Iterator[None]:
    """A transaction whose every query sees the data of the same moment. Inside another transaction, what that one sees."""
    is_outermost = not connection.in_atomic_block
    with transaction.atomic():
        if is_outermost:
            with connection.cursor() as cursor:
                cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")
        yield


def ended() -> dict[str, Any]:
    """What the row of a round says when all of it is stored."""
    return {"finished_at": timezone.now(), "state": RoundState.FINISHED, "stage": "", "percent": 100}


def path_of(division: Division | None) -> str:
    """The path below which is judged."""
    return division.path if division else EVERYWHERE


def _say_nothing(step: str, seconds: float) -> None:
    """A page has nobody to tell."""
