"""Have a document made by a worker that takes longer than a page may; stop it."""

import logging
from typing import TYPE_CHECKING, Final

from django.db import IntegrityError
from procrastinate.contrib.django import app

from assessments.documents.kinds import Asked, kinds
from assessments.documents.limits import MOST, UNDER_WAY
from assessments.models import UNDER_WAY as STATES
from assessments.models import OrderedFile, RoundState
from assessments.selectors.documents import covers_all
from assessments.services.asked_before import asked_before
from assessments.services.ordering import NotNow, OutsideMandate
from communities.noted import adding, altering
from communities.scope import AreaScope
from communities.words import Lang

if TYPE_CHECKING:
    from accounts.models import User

QUEUE: Final = "documents"
_changes: Final = logging.getLogger("wanzheng.changes")


def order_file(
    *, by: "User", scope: AreaScope, asked: Asked, suffix: str, lang: Lang, told: str, key: str = "", fingerprint: str = ""
) -> OrderedFile:
    """The file that waits for a worker. The same ``key`` gives the same one, as long as the same is asked.

    Raises OutsideMandate, KeyReused, NotNow (too long for the format; too many under way); nothing is ordered then.
    """
    theirs = OrderedFile.objects.filter(made_by=by)
    before = asked_before(theirs, key, fingerprint)
    if before:
        return before
    _check(theirs.filter(state__in=STATES).count(), scope, asked, suffix)
    made = OrderedFile(
        kind=asked.kind, round=asked.round, places=list(asked.places), asked=dict(asked.asked), suffix=suffix, lang=lang,
        told=told[:300], made_by=by, request_key=key, request_print=fingerprint,
    )  # fmt: skip
    try:
        return _ordered(made)
    except IntegrityError:  # the same key at the same moment
        before = asked_before(theirs, key, fingerprint)
        if before is None:
            raise
        return before


def _check(under_way: int, scope: AreaScope, asked: Asked, suffix: str) -> None:
    if not covers_all(scope, list(asked.places)):
        raise OutsideMandate
    if kinds()[asked.kind].number(asked) > MOST[suffix]:
        raise NotNow(f"{suffix}_too_long")
    if under_way >= UNDER_WAY:
        raise NotNow("too_many_files")


def _ordered(made: OrderedFile) -> OrderedFile:
    """The job is put into the queue in the transaction that stores the row, or neither is."""
    with adding(by=made.made_by, verb="order_file") as added:
        made.save()
        added.append(made)
        app.configure_task(name="documents.make", queue=QUEUE, lock=QUEUE).defer(file_id=made.pk)
    _changes.info("file %d: ordered, by %s", made.pk, made.made_by)
    return made


def cancel_file(*, by: "User", file: OrderedFile) -> None:
    """Stop it: what runs stops at its next report, what waits is not begun. Raises NotNow for one that has ended."""
    one = OrderedFile.objects.filter(pk=file.pk)
    with altering(file, by=by, verb="cancel_file"):
        if not one.filter(state__in=STATES).update(cancel_asked=True):
            raise NotNow("file_not_running")
        one.filter(state=RoundState.WAITING).update(state=RoundState.CANCELLED)
    _changes.info("file %d: to be cancelled, by %s", file.pk, by)
