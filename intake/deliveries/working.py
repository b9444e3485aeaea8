"""What a worker does with a delivery. Each may be begun again after a worker was killed: what is done is not done twice.

The state of a delivery that is stored or undone is written in the transaction of its rows.
"""

import logging
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from tempfile import TemporaryFile
from typing import Any, Final
from uuid import uuid4

from django.core.files.base import File
from django.db import transaction

from communities.requests import work_scope_of
from communities.scope import AreaScope
from communities.undoing import AlreadyUndone, NotUndoable
from intake.annotated import write_annotated
from intake.deliveries.keeping import forget, laid_out
from intake.deliveries.telling import telling
from intake.deliveries.undoing import undo_delivery
from intake.models import ColumnHabit, Delivery
from intake.models.batch import BatchState
from intake.models.delivery import DeliveryState
from intake.outcome import Cancelled, Outcome, Report
from intake.preview import TablePreview
from intake.readings import Readings
from intake.recording import record
from intake.services import bring_in, errors_of_rows

RIGHT: Final = "import.create"
_log: Final = logging.getLogger("wanzheng.jobs")


def check(delivery: int) -> None:
    """A dry run, recorded with the delivery."""
    _work(delivery, (DeliveryState.WAITING, DeliveryState.CHECKING), DeliveryState.CHECKING, _check)


def store(delivery: int) -> None:
    """The same with its end: what was checked is stored, or refused because something has changed since."""
    _work(delivery, (DeliveryState.STORING,), DeliveryState.STORING, _store)


def _work(
    delivery: int, begun: Sequence[DeliveryState], state: DeliveryState, step: Callable[[Delivery, Report], object]
) -> None:
    """One step, if the delivery still wants it. Whatever goes wrong, the delivery says so, unless the step is over already:
    what is stored stays stored, even if something fails after that.
    """
    if not Delivery.objects.filter(pk=delivery, state__in=begun, cancel_asked=False).update(state=state, stage=""):
        Delivery.objects.filter(pk=delivery, state__in=begun).update(state=DeliveryState.CANCELLED)
        return
    found = Delivery.objects.select_related("division", "brought_by").get(pk=delivery)
    try:
        with telling(delivery, lambda: _check_right(found, found.brought_by)) as report:
            step(found, report)
    except Cancelled:
        _end(delivery, state, DeliveryState.CANCELLED)
    except _RightGone:
        _end(delivery, state, DeliveryState.FAILED, "mandate_gone")
    except Exception:
        _log.exception("delivery %d", delivery)
        _end(delivery, state, DeliveryState.FAILED, "delivery_fault")
        raise


class _RightGone(Exception):
    """Whoever brought the files may not write there any more."""


def _end(delivery: int, step: DeliveryState, state: DeliveryState, fault: str = "") -> None:
    """End a step that is still under way."""
    Delivery.objects.filter(pk=delivery, state=step).update(state=state, fault=fault, stage="")


def _check(delivery: Delivery, report: Report) -> None:
    delivery.good_rows = False
    with _brought(delivery, report) as bring:
        outcome = bring(dry_run=True)
        if not outcome.accepted and errors_of_rows(outcome):
            outcome = replace(outcome, preview=_preview_of_good_rows(bring))
        _keep_copies(delivery, outcome)
    record(outcome, BatchState.CHECKED, by=delivery.brought_by, delivery=delivery)


def _store(delivery: Delivery, report: Report) -> None:
    with _brought(delivery, report) as bring:
        _keep_copies(delivery, bring(dry_run=False))


def _preview_of_good_rows(bring: Callable[..., Outcome]) -> Sequence[TablePreview]:
    """What would be stored if the rows with errors were left out; nothing where that does not help."""
    outcome = bring(dry_run=True, good_rows=True)
    return outcome.preview if outcome.accepted else ()


@contextmanager
def _brought(delivery: Delivery, report: Report) -> Iterator[Callable[..., Outcome]]:
    """``bring_in`` with the files laid out and all that the person said; the one way in. Raises _RightGone."""
    _check_right(delivery, delivery.brought_by)
    said = _said(delivery)
    with laid_out(delivery) as paths:
        yield lambda **options: bring_in(**{**said, "paths": paths, "report": report, **options})


def _keep_copies(delivery: Delivery, outcome: Outcome) -> None:
    """Annotated copies of the files; of files that name people nothing is kept at all."""
    if any(part.is_stopped for part in outcome.parts):
        forget(delivery)
    else:
        _annotate(delivery, outcome)


def _said(delivery: Delivery) -> dict[str, Any]:
    return {
        "by": delivery.brought_by, "date": delivery.day, "source": delivery.source_name, "supplier": delivery.supplier,
        "licence": delivery.licence, "provenance": delivery.provenance or None, "datum": delivery.datum,
        "within": delivery.division.path if delivery.division else "", "delivery": delivery,
        "good_rows": delivery.good_rows, "readings": readings_for(delivery), "reach": AreaScope((delivery.path,)),
        "before_commit": lambda: _check_right(delivery, delivery.brought_by),
    }  # fmt: skip


def _check_right(delivery: Delivery, who: Any) -> None:
    """Raises _RightGone for somebody who may not write where the delivery does. Asked when a job begins, at every report, and
    last of all before the commit.
    """
    if not work_scope_of(who, RIGHT).covers(delivery.path):
        raise _RightGone


def readings_for(delivery: Delivery) -> Readings:
    """What people have said of this source for this division, and of these files."""
    habits: dict[str, dict[str, str]] = {}
    for habit in ColumnHabit.objects.filter(division=delivery.division, source_name=delivery.source_name):
        habits.setdefault(habit.kind, {})[habit.header] = habit.key
    kinds = {_table(named): kind for named, kind in delivery.kinds.items()}
    return Readings(habits, kinds)


def _table(named: str) -> tuple[str, str]:
    """File and sheet of ``file|sheet``; a sheet's name holds no bar."""
    file, _, sheet = named.rpartition("|")
    return file, sheet


def _annotate(delivery: Delivery, outcome: Outcome) -> None:
    """The annotated copies in both languages, while the files lie there."""
    for copy in (delivery.annotated_zh, delivery.annotated_en):
        if copy:
            copy.delete(save=False)
    if any(True for _ in outcome.problems()):
        with TemporaryFile() as zh, TemporaryFile() as en:
            write_annotated(outcome, "zh", zh)
            write_annotated(outcome, "en", en)
            delivery.annotated_zh.save(f"{uuid4().hex}.xlsx", File(zh), save=False)
            delivery.annotated_en.save(f"{uuid4().hex}.xlsx", File(en), save=False)
    Delivery.objects.filter(pk=delivery.pk).update(
        annotated_zh=delivery.annotated_zh.name or "", annotated_en=delivery.annotated_en.name or ""
    )


def undo(delivery: int, by: Any) -> None:
    """Undo what it did, all of it; or nothing, where something later rests on it."""
    found = Delivery.objects.select_related("division", "act").get(pk=delivery)
    if found.state != DeliveryState.UNDOING:
        return
    try:
        _check_right(found, by)
        with transaction.atomic():
            undo_delivery(by=by, delivery=found)
            _check_right(found, by)
    except _RightGone:
        _end(delivery, DeliveryState.UNDOING, DeliveryState.STORED, "mandate_gone")
    except (NotUndoable, AlreadyUndone):
        _end(delivery, DeliveryState.UNDOING, DeliveryState.STORED, "not_undoable")
    except Exception:
        _log.exception("undoing delivery %d", delivery)
        _end(delivery, DeliveryState.UNDOING, DeliveryState.STORED, "delivery_fault")
        raise
