"""What a worker does with a file that was ordered. It may be begun again after a worker was killed: nothing was stored then."""

import logging
from collections.abc import Callable
from typing import Final, cast
from uuid import uuid4

from django.core.files.base import ContentFile
from django.db import connection
from django.utils import timezone

from assessments.documents.kinds import Asked, kinds
from assessments.documents.paper import Paper
from assessments.models import UNDER_WAY, OrderedFile, RoundState
from assessments.selectors.documents import covers_all
from assessments.services.documents.issuing import issue_document
from assessments.services.telling import Cancelled, Stages, Teller, Told, telling
from assessments.services.working import RightGone
from communities.acts import acting_beside
from communities.noted import altered
from communities.requests import work_scope_of
from communities.scope import AreaScope
from communities.words import Lang

RIGHT: Final = "document.create"
STAGES: Final[Stages] = {"adding": (0, 20), "reading": (20, 50), "writing": (50, 95), "storing": (95, 99)}
Written = Callable[[Paper, str], bytes]
_log: Final = logging.getLogger("wanzheng.jobs")


class Nothing(Exception):
    """What was asked is not there any more."""


def work(file_id: int, written: Written) -> None:
    """Make the file, if it is still wanted: ``written`` makes bytes of a paper and a suffix. What goes wrong, the row says."""
    found = OrderedFile.objects.filter(pk=file_id)
    if not found.filter(state__in=UNDER_WAY, cancel_asked=False).update(state=RoundState.RUNNING):
        _end(file_id, RoundState.CANCELLED)
        return
    one = found.select_related("round", "round__division", "made_by").get()
    try:
        with telling(Told(OrderedFile._meta.db_table, file_id), lambda: _check(one), STAGES) as tell:
            _make(one, written, tell)
    except Cancelled:
        _end(file_id, RoundState.CANCELLED)
    except RightGone:
        _end(file_id, RoundState.FAILED, "mandate_gone")
    except Nothing:
        _end(file_id, RoundState.FAILED, "file_of_nothing")
    except Exception:
        _log.exception("file %d", file_id)
        _end(file_id, RoundState.FAILED, "file_fault")
        raise


def _end(file_id: int, state: RoundState, trouble: str = "") -> None:
    """End a file that is still under way: one that another worker has finished stays as it is."""
    if not connection.in_atomic_block:
        connection.close_if_unusable_or_obsolete()  # where the connection was what failed, the next query opens another
    found = OrderedFile.objects.filter(pk=file_id, state__in=UNDER_WAY)
    found.update(state=state, trouble=trouble, stage="", finished_at=timezone.now())


def _scope(one: OrderedFile) -> AreaScope:
    return work_scope_of(one.made_by, RIGHT)


def _check(one: OrderedFile) -> None:
    """Raises RightGone for a file of somebody who may not have it now. Asked at every step, and last before the commit."""
    if not covers_all(_scope(one), one.places):
        raise RightGone


def _make(one: OrderedFile, written: Written, tell: Teller) -> None:
    _check(one)
    tell("adding")
    kind = kinds()[one.kind]
    draft = kind.draft(Asked(one.kind, one.round, tuple(one.places), one.asked))
    if draft is None:
        raise Nothing
    document = issue_document(by=one.made_by, draft=draft)
    paper = kind.paper(_scope(one), document, cast("Lang", one.lang), tell)
    tell("writing")
    content = written(paper, one.suffix)
    tell("storing")
    _store(one, f"{paper.stem}-{paper.lang}.{one.suffix}", content)


def _store(one: OrderedFile, name: str, content: bytes) -> None:
    """All of it, or nothing where it is not wanted any more. What a worker that was killed here has left is purged in time."""
    kept = one.content.storage.save(f"documents/{uuid4().hex}.bin", ContentFile(content))
    fields = {
        "content": kept, "name": name, "size": len(content), "state": RoundState.FINISHED, "stage": "", "percent": 100,
        "finished_at": timezone.now(),
    }  # fmt: skip
    try:
        with acting_beside(by=one.made_by, verb="make_file") as act, altered(act, one):
            if not OrderedFile.objects.filter(pk=one.pk, state=RoundState.RUNNING, cancel_asked=False).update(**fields):
                raise Cancelled
            _check(one)
    except BaseException:
        one.content.storage.delete(kept)
        raise
