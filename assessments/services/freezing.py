"""Freeze a round: what it knew is stored beside what it found, and neither is ever changed again."""

import logging
from typing import TYPE_CHECKING, Final

from django.db import connection, transaction
from django.utils import timezone

from assessments.facts import FactSheet
from assessments.facts.kept_rows import packed
from assessments.facts.layout import layout_of
from assessments.models import Round
from assessments.services.shelves import drop_shelf, freeze_shelf, one_at_a_time
from assessments.services.verifying import Verification, fact_names, facts_of_round, verified
from communities.noted import altering, removing

if TYPE_CHECKING:
    from accounts.models import User

_log = logging.getLogger("wanzheng.changes")
_COPY: Final = (
    "COPY assessments_frozenfacts (round_id, layout_id, community_id, code, path, labels, facts) FROM STDIN (FORMAT BINARY)"
)


class NotTheSame(Exception):
    """Judged again, the round has other answers or rests on other facts: what it knew is no longer to be had."""

    def __init__(self, found: Verification) -> None:
        super().__init__(f"round {found.round.pk} is not what the data says now")
        self.found = found


class IsFrozen(Exception):
    """A frozen round is never changed."""


class HasDocuments(Exception):
    """Documents have been issued from the round: their codes lead back to it."""


class NotFinished(Exception):
    """The round is under way, or was given up."""


@transaction.atomic
def freeze_round(*, by: "User | None", pk: int) -> Round:
    """The round, frozen. Raises Round.DoesNotExist, NotFinished, IsFrozen, NotTheSame."""
    one = _locked(pk)
    if one.finished_at is None:
        raise NotFinished
    sheet = facts_of_round(one)  # read once: what is frozen is what was found to be the same
    found = verified(one, sheet)
    if not found.is_identical:
        raise NotTheSame(found)
    _keep(one, sheet)
    freeze_shelf(one)
    one.frozen_at, one.frozen_by = timezone.now(), by
    with altering(one, by=by, verb="freeze_round"):
        one.save(update_fields=["frozen_at", "frozen_by"])
    _log.info("round %d frozen, by %s", pk, by.get_username() if by else "-")
    return one


@transaction.atomic
def drop_round(*, by: "User | None", pk: int) -> None:
    """The round and its scorecards are gone. Raises Round.DoesNotExist, IsFrozen, HasDocuments."""
    one_at_a_time()  # its table is dropped under the locks that another round's is made under
    one = _locked(pk)
    if one.documents.exists():
        raise HasDocuments
    with removing(one, by=by, verb="drop_round"):
        drop_shelf(one)
        one.delete()
    _log.info("round %d dropped, by %s", pk, by.get_username() if by else "-")


def _locked(pk: int) -> Round:
    one = Round.objects.select_for_update(of=("self",)).select_related("division").get(pk=pk)
    if one.frozen_at:
        raise IsFrozen
    return one


def _keep(one: Round, sheet: FactSheet) -> None:
    names = fact_names(one)
    layout, labels = layout_of(names).pk, sheet.labels.tolist()
    rows = zip(sheet.pk.tolist(), sheet.facts.codes, sheet.paths, labels, packed(sheet.facts, names), strict=True)
    with connection.cursor() as cursor, cursor.copy(_COPY) as copy:
        copy.set_types(["int8", "int8", "int8", "text", "text", "int2", "bytea"])
        for row in rows:
            copy.write_row((one.pk, layout, *row))
