"""What a worker does with a round that was ordered. It may be begun again after a worker was killed: nothing was stored then.

The scorecards and the state of the round are written in one transaction.
"""

import logging
from collections.abc import Mapping
from typing import Final

from django.db import connection

from assessments.law import NoSuchPack, law_on
from assessments.models import UNDER_WAY, Round, RoundState
from assessments.services.keeping import refresh_facts
from assessments.services.rounds import Judged, NothingToAssess, ended, judge, path_of
from assessments.services.shelves import one_at_a_time
from assessments.services.storing import store_scorecards
from assessments.services.telling import Cancelled, Teller, Told, telling
from assessments.standards.strict_table import PackError
from communities.acts import acting_beside
from communities.noted import altered
from communities.requests import work_scope_of
from communities.scope import AreaScope

RIGHT: Final = "round.create"
_log: Final = logging.getLogger("wanzheng.jobs")
_NEXT: Final = {"facts": "judging", "verdicts": "storing"}
"""The stage after a step that ``judge`` reports."""


class RightGone(Exception):
    """Whoever ordered the round may not work there any more."""


TROUBLE_OF: Final[Mapping[type[Exception], str]] = {
    RightGone: "mandate_gone",
    NothingToAssess: "nothing_to_assess",
    NoSuchPack: "no_such_pack",
    PackError: "law_unfit",
}


def work(round_id: int) -> None:
    """Judge the round, if it is still wanted. Whatever goes wrong, the round says so and has no scorecards."""
    if not Round.objects.filter(pk=round_id, state__in=UNDER_WAY, cancel_asked=False).update(state=RoundState.RUNNING):
        _end(round_id, RoundState.CANCELLED)
        return
    one = Round.objects.select_related("division", "started_by").get(pk=round_id)
    try:
        with telling(Told(Round._meta.db_table, round_id), lambda: check_right(one)) as tell:
            _assess(one, tell)
    except Cancelled:
        _end(round_id, RoundState.CANCELLED)
    except tuple(TROUBLE_OF) as known:
        _end(round_id, RoundState.FAILED, next(code for kind, code in TROUBLE_OF.items() if isinstance(known, kind)))
    except Exception:
        _log.exception("round %d", round_id)
        _end(round_id, RoundState.FAILED, "round_fault")
        raise


def _end(round_id: int, state: RoundState, trouble: str = "") -> None:
    """End a round that is still under way: one that another worker has finished stays as it is."""
    if not connection.in_atomic_block:
        connection.close_if_unusable_or_obsolete()  # where the connection was what failed, the next query opens another
    Round.objects.filter(pk=round_id, state__in=UNDER_WAY).update(state=state, trouble=trouble, stage="")


def check_right(one: Round) -> None:
    """Raises RightGone for a round of somebody who may not order it now. Asked at every step, and last before the commit."""
    if not work_scope_of(one.started_by, RIGHT).covers(path_of(one.division)):
        raise RightGone


def _assess(one: Round, tell: Teller) -> None:
    path = path_of(one.division)
    check_right(one)
    tell("refreshing")
    refresh_facts(under=path, heard=lambda done, total: tell("refreshing", done, total))
    tell("reading")
    found = judge(AreaScope((path,)), path, law_on(one.day, one.asked_packs), one.as_of, lambda step, _: tell(_NEXT[step]))
    _store(one, found, tell)


def _store(one: Round, found: Judged, tell: Teller) -> None:
    """All of it, or nothing where it is not wanted any more. The row comes last: others tell their progress in theirs."""
    with acting_beside(by=one.started_by, verb="assess") as act:
        one_at_a_time()
        wanted = Round.objects.filter(pk=one.pk, state=RoundState.RUNNING, cancel_asked=False)
        if not wanted.exists():
            raise Cancelled
        store_scorecards(one, found.sheet, found.findings, lambda done, total: tell("storing", done, total))
        with altered(act, one):
            if not wanted.update(**found.fields(), **ended()):
                raise Cancelled
        check_right(one)
