"""Keep the facts fresh: read anew those of communities whose rows were written since, and of none else."""

from collections.abc import Callable, Iterator
from datetime import date
from typing import Final

from django.db import connection, transaction
from django.utils import timezone

from assessments.facts.frame import Frame, frame_of, lies_in, read_frame
from assessments.facts.kept_rows import packed
from assessments.facts.lasting import ALWAYS, NEVER, Span, span_of
from assessments.facts.layout import kept_names, layout_of
from assessments.facts.sheet import FactSheet, facts_in
from assessments.models import KeptFacts, StaleFacts
from communities.models import Community
from communities.scope import EVERYWHERE, AreaScope
from communities.selectors import valid_on

LOCK: Final = 4_802  # any number, the same for everybody who keeps facts
_AT_ONCE: Final = 5_000
_MOST: Final = 0.2
_STALE: Final = """
SELECT one.pk FROM ({wanted}) AS one
WHERE NOT EXISTS (
    SELECT FROM assessments_keptfacts AS kept WHERE kept.community_id = one.pk AND kept.layout_id = %s
    AND (kept.since IS NULL OR kept.since <= %s) AND (kept.until IS NULL OR kept.until > %s)
) OR EXISTS (SELECT FROM assessments_stalefacts AS stale WHERE stale.community_id = one.pk)
"""
_COPY: Final = "COPY assessments_keptfacts (community_id, layout_id, labels, since, until, facts) FROM STDIN (FORMAT BINARY)"
Heard = Callable[[int, int], None]


def refresh_facts(*, under: str = EVERYWHERE, on: date | None = None, heard: Heard | None = None) -> int:
    """Bring the kept facts of the communities below ``under`` up to date for the day ``on`` (today), and say of how many.

    In steps, each of which is kept for itself: whoever is interrupted has only less to do next time. ``heard`` is told after
    each how many are done, and of how many. Where somebody else is at it, nothing is done: what is not kept is read out of the
    rows. The answer of ``read_facts`` is the same before and after.
    """
    day = on or timezone.localdate()
    layout, done = layout_of(kept_names()).pk, 0
    stale = _stale(under, day, layout)
    at_once = len(stale) if _are_most(stale) else _AT_ONCE
    for start in range(0, len(stale), at_once):
        ids = stale[start : start + at_once]
        if not _keep(ids, day, layout, is_most=at_once > _AT_ONCE):
            break
        done += len(ids)
        if heard:
            heard(done, len(stale))
    if under == EVERYWHERE:
        _forget_the_gone()
    if done >= _AT_ONCE:
        _tell_the_planner()
    return done


def _stale(under: str, day: date, layout: int) -> list[int]:
    """The communities whose facts have to be read, in the order of their codes: neighbours share rows."""
    wanted = Community.objects.filter(valid_on(day), lies_in((under,), "path")).order_by()
    statement, params = wanted.values("pk", "code").query.sql_with_params()
    with connection.cursor() as cursor:
        cursor.execute(_STALE.format(wanted=statement) + " ORDER BY one.code", [*params, layout, day, day])
        return [row[0] for row in cursor.fetchall()]


def _are_most(stale: list[int]) -> bool:
    """Whether it costs less to walk through all rows once than to look for those of the stale ones."""
    return len(stale) > _AT_ONCE and len(stale) > _MOST * Community.objects.count()


@transaction.atomic
def _keep(ids: list[int], day: date, layout: int, *, is_most: bool) -> bool:
    """The marks go first: what is written while the rows are read leaves a new one. False where somebody else keeps facts."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_xact_lock(%s)", [LOCK])
        if not cursor.fetchone()[0]:
            return False
        StaleFacts.objects.all().delete() if is_most else StaleFacts.objects.filter(community_id__in=ids).delete()
        frame = read_frame(AreaScope.everywhere(), EVERYWHERE, day) if is_most else frame_of(ids, day)
        sheet = facts_in(frame, kept_names())
        KeptFacts.objects.all().delete() if is_most else KeptFacts.objects.filter(community_id__in=ids).delete()
        rows = list(_rows(frame, sheet, layout))  # before the COPY: nothing else can be asked during it
        with cursor.copy(_COPY) as copy:
            copy.set_types(["int8", "int8", "int2", "date", "date", "bytea"])
            for row in rows:
                copy.write_row(row)
    return True


def _rows(frame: Frame, sheet: FactSheet, layout: int) -> Iterator[tuple[object, ...]]:
    span = span_of(frame)
    held = Span(span.since[frame.wanted], span.until[frame.wanted])
    facts, pks, labels = packed(sheet.facts, kept_names()), sheet.pk.tolist(), sheet.labels.tolist()
    for pk, label, since, until, row in zip(pks, labels, held.since.tolist(), held.until.tolist(), facts, strict=True):
        yield pk, layout, label, _day(since), _day(until), row


def _day(number: int) -> date | None:
    return None if number in (ALWAYS, NEVER) else date.fromordinal(number)


def _forget_the_gone() -> None:
    """The marks of communities that are no more."""
    with connection.cursor() as cursor:
        cursor.execute(
            "DELETE FROM assessments_stalefacts AS stale "
            "WHERE NOT EXISTS (SELECT FROM communities_community AS one WHERE one.id = stale.community_id)"
        )


def _tell_the_planner() -> None:
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE assessments_keptfacts")
        cursor.execute("ANALYZE assessments_stalefacts")
