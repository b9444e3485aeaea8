"""Assess: judge a scope by the law of a day and store the round."""

import time
from collections.abc import Callable
from datetime import date
from typing import TYPE_CHECKING

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from assessments.facts import FactSheet, read_facts
from assessments.law import pinned, rules_on
from assessments.models import Round
from assessments.services.storing import store_scorecards
from assessments.standards.evaluate import evaluate
from communities.models import Division
from communities.scope import EVERYWHERE, AreaScope

if TYPE_CHECKING:
    from accounts.models import User

Report = Callable[[str, float], None]


class NothingToAssess(Exception):
    """The scope holds no community, or no pack has a rule in force on the day."""


@transaction.atomic
def assess(
    *,
    by: "User | None",
    scope: AreaScope,
    division: Division | None,
    day: date,
    as_of: date,
    report: Report | None = None,
) -> Round:
    """Judge every community of ``division`` (None: all of the scope) and store a finished Round.

    ``report`` is told each step and its seconds. Raises NothingToAssess; nothing is stored then.
    """
    report = report or _say_nothing
    rules = rules_on(day)
    clock = time.perf_counter()
    sheet = read_facts(scope, under=division.path if division else EVERYWHERE, as_of=as_of)
    if not len(sheet) or not rules:
        raise NothingToAssess
    report("facts", time.perf_counter() - clock)
    clock = time.perf_counter()
    findings = evaluate(rules, sheet.facts, day)
    report("verdicts", time.perf_counter() - clock)
    clock = time.perf_counter()
    done = _open_round(by, division, day, as_of, sheet)
    store_scorecards(done, sheet, findings)
    report("stored", time.perf_counter() - clock)
    done.finished_at = timezone.now()
    done.save(update_fields=["finished_at"])
    return done


def _say_nothing(step: str, seconds: float) -> None:
    """A page has nobody to tell."""


def _open_round(by: "User | None", division: Division | None, day: date, as_of: date, sheet: FactSheet) -> Round:
    return Round.objects.create(
        division=division,
        day=day,
        as_of=as_of,
        packs=pinned(day),
        rules=[rule.code for rule in rules_on(day)],
        communities=len(sheet),
        fingerprint=sheet.fingerprint(),
        software=settings.VERSION,
        started_by=by,
    )
