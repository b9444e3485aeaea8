"""Bring files in: read, check every row, then store all of them or nothing.

A dry run takes the same way and is undone at the end. The record of a rejected set is written after it has been undone.
"""

import datetime as dt
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

from django.db import DataError, IntegrityError, connection
from django.utils import timezone

from communities.acts import acting
from communities.models import Act, Provenance
from communities.scope import AreaScope
from communities.services import Actor, record_source
from intake.draft import Origin
from intake.fields import Fields
from intake.kinds import KINDS
from intake.lookups import origin_of
from intake.models import Batch, Delivery
from intake.models.batch import BatchState
from intake.opening import LeftOut, open_all
from intake.outcome import Outcome, Part, Progress, Report, silent
from intake.preview import TablePreview, preview_of
from intake.problems import FileRefused, Problem, shown
from intake.provenance import Said, said_by_name, strongest
from intake.reach import out_of_reach
from intake.readers import RawRow
from intake.readings import NOTHING_SAID, Readings
from intake.recording import record
from intake.sweeping import seldom_swept
from intake.tripwire import Tripwire
from intake.watching import Watched
from intake.work import Announced, Work

_EVERYWHERE: Final = AreaScope.everywhere()


class _Undo(Exception):
    """Leave the transaction with nothing stored."""


@dataclass(frozen=True)
class Terms:
    """What the person who brings the files says of all of them."""

    by: Actor
    today: dt.date
    day: dt.date | None
    source: str
    provenance: str | None
    supplier: str
    licence: str
    within: str
    datum: str
    reach: AreaScope
    delivery: Delivery | None
    report: Report
    before_commit: Callable[[], None]
    cleared: Collection[str] = ()


def bring_in(
    *,
    paths: Sequence[Path],
    by: Actor,
    date: dt.date | None = None,
    source: str = "",
    provenance: str | None = None,
    licence: str = "",
    supplier: str = "",
    kind: str | None = None,
    within: str = "",
    datum: str = "",
    readings: Readings = NOTHING_SAID,
    reach: AreaScope = _EVERYWHERE,
    delivery: Delivery | None = None,
    dry_run: bool = False,
    good_rows: bool = False,
    report: Report = silent,
    before_commit: Callable[[], None] = lambda: None,
) -> Outcome:
    """Bring a set of files in, all or nothing. What is wrong with them is in the outcome; nothing is raised for that.

    ``good_rows``: rows with errors are left out, with everything that rests on them, and the others come in; the outcome says
    which. Errors of a whole file still reject the set.

    ``date`` is the day of rows that carry none; ``source`` the name under which the figures are known (else the file's name);
    ``kind`` overrules the recognition; ``within`` is the path of a division: rows of communities outside it are skipped and
    counted; ``datum`` (wgs84, gcj02, bd09) is that of coordinates whose columns name none; ``readings`` what people have said
    of the files. Nothing that lies outside ``reach`` is written, whatever names it: such a set is refused. ``delivery`` is the
    one that the files belong to; without one a new one is recorded. Raises KeyError for an unknown ``kind``, and what
    ``report`` and ``before_commit`` raise: nothing is stored then.
    """
    terms = Terms(
        by, timezone.localdate(), date, source, provenance, supplier, licence, within, datum, reach, delivery, report,
        before_commit,
    )  # fmt: skip
    known = replace(readings, only=kind or "")
    outcome = _attempt(open_all(paths, known), terms, dry_run=dry_run)
    while good_rows and not outcome.accepted and (left_out := errors_of_rows(outcome)):
        outcome = _attempt(open_all(paths, known, left_out), terms, dry_run=dry_run)
    if not dry_run and not outcome.accepted:
        made = record(outcome, BatchState.REJECTED, by=by, delivery=delivery)
        outcome = replace(outcome, delivery=made.pk)
    return outcome


def bring_in_form(
    *,
    path: Path,
    kind: str,
    by: Actor,
    verb: str,
    source: str,
    provenance: str,
    cleared: Collection[str],
    reach: AreaScope,
    first: Callable[[], None],
    last: Callable[[Act, Outcome], None],
) -> Outcome:
    """Bring a form in, which is a file of one row, as an act of its own verb; nobody's delivery, and nothing on record where
    nothing changes.

    ``cleared`` are the fields that the form shows and the row leaves blank. ``first`` is called when nobody else can write any
    more, ``last`` when all is written and before it is sealed; what they raise leaves nothing stored.
    """
    terms = Terms(
        by, timezone.localdate(), None, source, provenance, "", "", "", "", reach, None, silent, lambda: None, cleared,
    )  # fmt: skip
    outcome = Outcome(tuple(open_all([path], replace(NOTHING_SAID, only=kind))))
    try:
        with acting(by=by, verb=verb) as act:
            first()
            _take_in(outcome.parts, terms)
            _stop_at_doubt(outcome)
            if outcome.accepted:
                last(act, outcome)
            _check_whole(act, outcome, terms)
            if not outcome.accepted or not act.changes.exclude(table="communities_source").exists():
                raise _Undo
    except _Undo:
        pass
    return outcome


def _stop_at_doubt(outcome: Outcome) -> None:
    """One cell that looks like a number of a person is doubtful in a long file; on a form it is all that was typed there."""
    for part in outcome.parts:
        doubts = [problem for problem in part.problems if problem.code == "personal_data_doubt"]
        for problem in doubts:
            part.problems.add(Problem("personal_data", column=problem.column, details={"found": problem.column}))


def _attempt(parts: Sequence[Part], terms: Terms, *, dry_run: bool) -> Outcome:
    outcome = Outcome(tuple(parts), dry_run)
    try:
        with seldom_swept(), acting(by=terms.by, verb="intake") as act:
            _take_in(parts, terms)
            _check_whole(act, outcome, terms)
            outcome = replace(outcome, preview=_preview(act, terms))
            if dry_run or not outcome.accepted:
                raise _Undo
            made = record(outcome, BatchState.COMMITTED, by=terms.by, delivery=terms.delivery, act=act)
            outcome = replace(outcome, delivery=made.pk)
            terms.before_commit()
    except _Undo:
        pass
    return outcome


def _preview(act: Act, terms: Terms) -> list[TablePreview]:
    """For pages only: a command prints counts."""
    return preview_of(act) if terms.delivery else []


def _check_whole(act: Act, outcome: Outcome, terms: Terms) -> None:
    """What shows only when all of it is written: foreign keys, and rows outside the reach."""
    if outcome.accepted:
        _check_references(outcome.parts)
        for problem in out_of_reach(act, terms.reach):
            outcome.parts[-1].problems.add(problem)


def errors_of_rows(outcome: Outcome) -> LeftOut:
    """What to leave out so that the other rows come in; nothing where an error is that of a whole file."""
    errors = [(part, problem) for part in outcome.parts for problem in part.problems if problem.is_error]
    if not all(_is_of_a_row(part, problem) for part, problem in errors):
        return {}
    return {
        (part.path, part.sheet): (*part.left_out, *(problem for problem in part.problems if problem.is_error))
        for part in outcome.parts
    }


def _is_of_a_row(part: Part, problem: Problem) -> bool:
    """What is worded once is said at the first row and true of all of them."""
    return part.table is not None and (problem.row or 0) > part.table.heading.row and not problem.wording.once


def _take_in(parts: Sequence[Part], terms: Terms) -> None:
    """Check every part; store each while none so far had an error, so that the next one sees it."""
    announced = Announced()
    for part in parts:
        clean = not any(each.problems.errors for each in parts)
        try:
            _take_in_one(part, announced, terms, store=clean)
        except FileRefused as refused:
            part.problems.add(refused.problem)
        except (IntegrityError, DataError) as error:
            part.problems.add(Problem("database_refused", details={"reason": _first_line(error)}))
            raise _Undo from error


def _first_line(error: Exception) -> str:
    """What the database says without the row: its values stand in the lines below."""
    return shown(str(error).splitlines()[0], 200)


def _check_references(parts: Sequence[Part]) -> None:
    """Foreign keys are checked now, where a refusal can be told, and not at the end of the transaction."""
    try:
        connection.check_constraints()
    except IntegrityError as error:
        parts[-1].problems.add(Problem("database_refused", details={"reason": _first_line(error)}))
        raise _Undo from error


def _note_known(part: Part) -> None:
    """The same bytes were brought in before: said, because whoever brings them again may have meant another file."""
    stored = (BatchState.COMMITTED, BatchState.PARTIAL)
    before = Batch.objects.filter(sha256=part.sha256, state__in=stored).order_by("-pk").first()
    if before:
        day = timezone.localtime(before.brought_at).date().isoformat()
        part.problems.add(Problem("file_known", details={"batch": before.pk, "day": day}))


def _take_in_one(part: Part, announced: Announced, terms: Terms, *, store: bool) -> None:
    if part.table is None:
        return
    if part.sha256:
        _note_known(part)
    heading = part.table.heading
    columns = {column.header: column for column in heading.columns}
    trip = Tripwire(columns, phones_allowed=heading.kind.code == "facilities")
    trip.look_at_headers(heading.headers)
    fields = Fields(heading, part.problems)
    work = Work(
        fields=fields, by=terms.by, today=terms.today, day=terms.day, datum=terms.datum or part.table.datum,
        datum_said=bool(terms.datum), announced=announced,
        find_origin=lambda said: _origin(part, said, terms), within=terms.within,
        may_store=lambda: store and not trip.stops and _may_store(part, terms),
    )  # fmt: skip
    rows = Watched(part, part.table.rows, trip, work, terms.report)
    if trip.stops:
        _stop(part, trip, rows)
        return
    draft = KINDS[heading.kind.code](rows, work)
    if trip.stops:
        _stop(part, trip, rows)
        return
    for column, count in trip.doubts.items():
        part.problems.add(Problem("personal_data_doubt", column=column, details={"number": count}))
    part.created, part.changed, part.unchanged = draft.created, draft.changed, draft.unchanged
    part.vanished = draft.vanished
    if store and _may_store(part, terms):
        draft.store()


def _may_store(part: Part, terms: Terms) -> bool:
    """Nothing was wrong with the part so far. Says that it is being stored."""
    if part.problems.errors:
        return False
    terms.report(Progress(part.name, "storing", part.rows))
    return True


def _stop(part: Part, trip: Tripwire, rows: Iterable[RawRow]) -> None:
    """Personal data: count the rest, forget what was read, say columns and numbers only."""
    for _ in rows:
        pass
    found = ", ".join(f"{column}: {count}" for column, count in trip.stops.items())
    part.is_stopped = True
    part.problems.replace_all(Problem("personal_data", sheet=part.sheet, details={"found": found}))


def _origin(part: Part, said: Collection[Said], terms: Terms) -> Origin:
    """The source of a part. What the file says of itself outweighs what the person says."""
    own = strongest(said_by_name(part.name), *said)
    claimed = terms.provenance
    if claimed == Provenance.RECORDED and own != "recorded":
        part.problems.add(Problem("provenance_conflict", value=own))
    part.provenance = strongest(own, claimed if claimed in ("synthetic", "sample") else None)  # type: ignore[arg-type]
    source = record_source(
        by=terms.by, name=(terms.source or part.name)[:200], provenance=part.provenance, supplier=terms.supplier,
        licence=terms.licence, vintage=terms.day,
    )  # fmt: skip
    if source.provenance != part.provenance:
        details = {"stored": source.provenance, "own": part.provenance}
        part.problems.add(Problem("source_differs", value=shown(source.name), details=details))
    part.source = source.pk
    return replace(origin_of(source), cleared=terms.cleared)
