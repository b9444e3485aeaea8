"""Assess: judge a scope by the law of a day and store the round."""

import time
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from assessments.facts import FactSheet, read_facts
from assessments.law import default_packs, law_on, pinned
from assessments.models import Round
from assessments.services.keeping import refresh_facts
from assessments.services.storing import store_scorecards
from assessments.standards.evaluate import evaluate
from assessments.standards.resolution import Law
from communities.models import Division
from communities.scope import EVERYWHERE, AreaScope

if TYPE_CHECKING:
    from accounts.models import User

Report = Callable[[str, float], None]


class NothingToAssess(Exception):
    """The scope holds no community, or no pack has a rule in force on the day."""


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
    refresh_facts(under=division.path if division else EVERYWHERE)
    report("refreshed", time.perf_counter() - clock)
    with transaction.atomic():
        return _judged(by, scope, division, law_on(day, packs), as_of, report)


def _judged(by: "User | None", scope: AreaScope, division: Division | None, law: Law, as_of: date, report: Report) -> Round:
    clock = time.perf_counter()
    names = {name for rule in law.rules for name in rule.inputs()}
    sheet = read_facts(scope, under=division.path if division else EVERYWHERE, as_of=as_of, names=names)
    rules = tuple(rule for rule in law.rules if not rule.places or sheet.facts.inside(rule.places).any())
    if not len(sheet) or not rules:
        raise NothingToAssess
    report("facts", time.perf_counter() - clock)
    clock = time.perf_counter()
    findings = evaluate(rules, sheet.facts, law.day)
    report("verdicts", time.perf_counter() - clock)
    clock = time.perf_counter()
    done = _open_round(by, division, replace(law, rules=rules), as_of, sheet)
    store_scorecards(done, sheet, findings)
    report("stored", time.perf_counter() - clock)
    done.finished_at = timezone.now()
    done.save(update_fields=["finished_at"])
    return done


def _say_nothing(step: str, seconds: float) -> None:
    """A page has nobody to tell."""


def _open_round(by: "User | None", division: Division | None, law: Law, as_of: date, sheet: FactSheet) -> Round:
    packs = pinned(law)
    usual = set(default_packs())
    return Round.objects.create(
        division=division,
        day=law.day,
        as_of=as_of,
        packs=packs,
        rules=[rule.code for rule in law.rules],
        on_request=any(pack["id"] not in usual for pack in packs),
        communities=len(sheet),
        fingerprint=sheet.fingerprint({name for rule in law.rules for name in rule.inputs()}),
        software=settings.VERSION,
        started_by=by,
    )
