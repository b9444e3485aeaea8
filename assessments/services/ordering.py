"""What people ask of a round that takes longer than a page may: judge this in the background, stop. A worker does it."""

import logging
from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING, Final

from django.conf import settings
from django.db import IntegrityError
from procrastinate.contrib.django import app

from assessments.law import law_on
from assessments.models import UNDER_WAY, Round, RoundState
from assessments.services.asked_before import asked_before
from assessments.services.rounds import path_of
from communities.models import Division
from communities.noted import adding, altering
from communities.scope import AreaScope

if TYPE_CHECKING:
    from accounts.models import User

QUEUE: Final = "rounds"
_changes: Final = logging.getLogger("wanzheng.changes")


class OutsideMandate(Exception):
    """Who orders may not work there."""


class NotNow(Exception):
    """The round is in a state in which this cannot be asked; ``code`` is one of assessments.troubles."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


def order_round(
    *,
    by: "User",
    scope: AreaScope,
    division: Division | None,
    day: date,
    as_of: date,
    packs: Sequence[str] | None = None,
    key: str = "",
    fingerprint: str = "",
) -> Round:
    """Have ``division`` (None: everything) judged by a worker: the round that waits for it.

    ``packs`` as in ``assess``. The same ``key`` of the same person gives the same round, as long as the ``fingerprint`` of what
    is asked is the same. Whether ``by`` may work there is looked at now, and again by the worker.
    Raises OutsideMandate, NoSuchPack, PackError, KeyReused; nothing is ordered then.
    """
    theirs = Round.objects.filter(started_by=by)
    before = asked_before(theirs, key, fingerprint)
    if before:
        return before
    if not scope.covers(path_of(division)):
        raise OutsideMandate
    law_on(day, packs)
    made = Round(
        division=division, day=day, as_of=as_of, packs=[], rules=[], asked_packs=None if packs is None else list(packs),
        software=settings.VERSION, started_by=by, state=RoundState.WAITING, request_key=key, request_print=fingerprint,
    )  # fmt: skip
    try:
        return _ordered(made)
    except IntegrityError:  # the same key at the same moment
        before = asked_before(theirs, key, fingerprint)
        if before is None:
            raise
        return before


def _ordered(made: Round) -> Round:
    """The job is put into the queue in the transaction that stores the round, or neither is. One is judged after the other."""
    with adding(by=made.started_by, verb="order_round") as added:
        made.save()
        added.append(made)
        app.configure_task(name="rounds.judge", queue=QUEUE, lock=QUEUE).defer(round_id=made.pk)
    _changes.info("round %d: ordered, by %s", made.pk, made.started_by)
    return made


def cancel_round(*, by: "User", round: Round) -> None:  # noqa: A002  one word for one thing
    """Stop it: what runs stops at its next report, what waits is not begun. Raises NotNow for one that has ended."""
    one = Round.objects.filter(pk=round.pk)
    with altering(round, by=by, verb="cancel_round"):
        if not one.filter(state__in=UNDER_WAY).update(cancel_asked=True):
            raise NotNow("round_not_running")
        one.filter(state=RoundState.WAITING).update(state=RoundState.CANCELLED)
    _changes.info("round %d: to be cancelled, by %s", round.pk, by.get_username())
