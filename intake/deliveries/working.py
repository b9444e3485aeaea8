"""What a worker does with a delivery. Each may be begun again after a worker was killed: what is done is not done twice.

The state of a delivery that is stored or undone is written in the transaction of its rows.
"""

import logging
from collections.abc import Callable, Sequence
from dataclasses import replace
from tempfile import TemporaryFile
from typing import Any, Final
from uuid import uuid4

from django.core.files.base import File

from communities.requests import work_scope_of
from communities.scope import EVERYWHERE, AreaScope
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

_log: Final = logging.getLogger("wanzheng.jobs")


def check(delivery: int) -> None:
    """A dry run, recorded with the delivery."""
    begun = (DeliveryState.WAITING, DeliveryState.CHECKING)
    _work(delivery, begun, DeliveryState.CHECKING, lambda found, report: _check(found, report))


def store(delivery: int) -> None:
    """The same with its end: what was checked is stored, or refused because something has changed since."""
    begun = (DeliveryState.STORING,)
    _work(delivery, begun, DeliveryState.STORING, lambda found, report: _bring(found, report, dry_run=False))


def _work(
    delivery: int, begun: Sequence[DeliveryState], state: DeliveryState, step: Callable[[Delivery, Report], object]
) -> None:
    """One step, if the delivery still wants it. Whatever goes wrong, the delivery says so."""
    if not Delivery.objects.filter(pk=delivery, state__in=begun, cancel_asked=False).update(state=state, stage=""):
        Delivery.objects.filter(pk=delivery, state__in=begun).update(state=DeliveryState.CANCELLED)
        return
    found = Delivery.objects.select_related("division", "brought_by").get(pk=delivery)
    try:
        with telling(delivery) as report:
            step(found, report)
    except Cancelled:
        _end(delivery, DeliveryState.CANCELLED)
    except _MandateGone:
        _end(delivery, DeliveryState.FAILED, "mandate_gone")
    except Exception:
        _log.exception("delivery %d", delivery)
        _end(delivery, DeliveryState.FAILED, "delivery_fault")
        raise


class _MandateGone(Exception):
    """Whoever brought the files may not write there any more."""


def _end(delivery: int, state: DeliveryState, fault: str = "") -> None:
    Delivery.objects.filter(pk=delivery).update(state=state, fault=fault, stage="")


def _check(delivery: Delivery, report: Report) -> None:
    delivery.good_rows = False
    outcome = _bring(delivery, report, dry_run=True)
    if not outcome.accepted and errors_of_rows(outcome):
        outcome = replace(outcome, preview=_preview_of_good_rows(delivery, report))
    record(outcome, BatchState.CHECKED, by=delivery.brought_by, delivery=delivery)


def _preview_of_good_rows(delivery: Delivery, report: Report) -> Sequence[TablePreview]:
    """What would be stored if the rows with errors were left out; nothing where that does not help."""
    with laid_out(delivery) as paths:
        said = {**_said(delivery), "good_rows": True}
        outcome = bring_in(paths=paths, reach=_reach(delivery), dry_run=True, report=report, **said)
    return outcome.preview if outcome.accepted else ()


def _bring(delivery: Delivery, report: Report, *, dry_run: bool) -> Outcome:
    """The one way in, with what the person said. Files that name people are deleted before anything else."""
    reach = _reach(delivery)
    with laid_out(delivery) as paths:
        outcome = bring_in(paths=paths, reach=reach, dry_run=dry_run, report=report, **_said(delivery))
        if any(part.is_stopped for part in outcome.parts):
            forget(delivery)
        else:
            _annotate(delivery, outcome)
    return outcome


def _said(delivery: Delivery) -> dict[str, Any]:
    return {
        "by": delivery.brought_by, "date": delivery.day, "source": delivery.source_name, "supplier": delivery.supplier,
        "licence": delivery.licence, "provenance": delivery.provenance or None, "datum": delivery.datum,
        "within": delivery.division.path if delivery.division else "", "delivery": delivery,
        "good_rows": delivery.good_rows, "readings": readings_for(delivery),
    }  # fmt: skip


def _reach(delivery: Delivery) -> AreaScope:
    """Where the delivery may write. Raises _MandateGone where its author may not any more."""
    path = delivery.division.path if delivery.division else EVERYWHERE
    if not work_scope_of(delivery.brought_by).covers(path):
        raise _MandateGone
    return AreaScope((path,))


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
    path = found.division.path if found.division else EVERYWHERE
    try:
        if not work_scope_of(by).covers(path):
            raise _MandateGone
        undo_delivery(by=by, delivery=found)
    except _MandateGone:
        _end(delivery, DeliveryState.STORED, "mandate_gone")
    except (NotUndoable, AlreadyUndone):
        _end(delivery, DeliveryState.STORED, "not_undoable")
    except Exception:
        _log.exception("undoing delivery %d", delivery)
        _end(delivery, DeliveryState.STORED, "delivery_fault")
        raise
