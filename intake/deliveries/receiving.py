"""What people ask of a delivery: take these files, read this column so, store, undo, stop. The work itself waits for a worker.

Every verb is atomic: the job is put into the queue in the transaction that changes the delivery, or not at all.
"""

import datetime as dt
import logging
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Literal

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from procrastinate.contrib.django import app

from communities.journal import note_created
from communities.models import Act, Division
from communities.noted import adding, altered, altering
from intake.columns import folded
from intake.deliveries.keeping import has_files, keep, shown_name
from intake.models import Batch, ColumnHabit, Delivery
from intake.models.delivery import DeliveryState

if TYPE_CHECKING:
    from accounts.models import User

QUEUE: Final = "intake"
_changes: Final = logging.getLogger("wanzheng.changes")
OPEN: Final = (DeliveryState.CHECKED, DeliveryState.REJECTED, DeliveryState.CANCELLED, DeliveryState.FAILED)


class NotNow(Exception):
    """The delivery is in a state in which this cannot be asked; ``code`` is a problem code."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


@dataclass(frozen=True)
class Said:
    """What the person who brings the files says of all of them; blank where the files say it, or nobody."""

    source_name: str = ""
    supplier: str = ""
    licence: str = ""
    provenance: str = ""
    day: dt.date | None = None
    datum: str = ""


def receive(
    *,
    by: "User",
    files: Sequence["UploadedFile[bytes]"],
    division: Division | None,
    said: Said,
    key: str = "",
    fingerprint: str = "",
    then: Literal["all", "good"] | None = None,
    kinds: Mapping[str, str] | None = None,
) -> Delivery:
    """Keep the files and have them checked; ``then`` store all of them, or the rows without errors, without asking again.

    Whether ``by`` may write in ``division`` is looked at before, and again by the worker. IntegrityError where ``by`` has
    used ``key`` already. ``kinds`` says what tables are, by "file|sheet".
    """
    with adding(by=by, verb="hand_in") as added:
        delivery = _received(by, files, division, said, key, fingerprint, then, kinds)
        added.append(delivery)
    return delivery


def _received(
    by: "User", files: Sequence["UploadedFile[bytes]"], division: Division | None, said: Said, key: str, fingerprint: str,
    then: str | None, kinds: Mapping[str, str] | None,
) -> Delivery:  # fmt: skip
    delivery = Delivery.objects.create(
        brought_by=by, division=division, request_key=key, request_print=fingerprint, source_name=said.source_name,
        supplier=said.supplier, licence=said.licence, provenance=said.provenance, day=said.day, datum=said.datum,
        kinds=dict(kinds or {}),
    )  # fmt: skip
    taken: set[str] = set()
    for file in files:
        keep(delivery, shown_name(file.name or "", taken), file)
    if then:
        delivery.good_rows = then == "good"
        delivery.save(update_fields=["good_rows"])
        _turn(delivery, DeliveryState.STORING, by)
    _defer("store" if then else "check", delivery)
    return delivery


@transaction.atomic
def check_again(*, by: "User", delivery: int) -> None:
    """Raises NotNow."""
    found = _held(delivery, OPEN)
    _needs_files(found)
    with altering(found, by=by, verb="check_again"):
        _turn(found, DeliveryState.WAITING, by)
    _defer("check", found)


@transaction.atomic
def teach(*, by: "User", batch: Batch, kind: str, means: Mapping[str, str]) -> None:
    """Read these headers so from now on, in what this source brings for this division; and check again.

    ``means``: header to key as FileKind.taught, "" for a column not to be read. ``kind`` is what the table is. Raises NotNow.
    """
    delivery = _held(batch.delivery_id or 0, OPEN)
    _needs_files(delivery)
    with altering(delivery, by=by, verb="teach_columns") as act:
        _taught(act, delivery, batch, kind, means)
        _turn(delivery, DeliveryState.WAITING, by)
    _defer("check", delivery)


def _taught(act: Act, delivery: Delivery, batch: Batch, kind: str, means: Mapping[str, str]) -> None:
    for header, key in means.items():
        habit, is_new = ColumnHabit.objects.get_or_create(
            division=delivery.division, source_name=delivery.source_name, kind=kind, header=folded(header)[:100],
            defaults={"key": key},
        )  # fmt: skip
        if is_new:
            note_created(act, ColumnHabit, [habit.pk])
        else:
            _taught_again(act, habit, key)
    delivery.kinds[f"{batch.file_name}|{batch.sheet}"] = kind
    delivery.save(update_fields=["kinds"])


def _taught_again(act: Act, habit: ColumnHabit, key: str) -> None:
    with altered(act, habit):
        habit.key = key
        habit.save(update_fields=["key"])


@transaction.atomic
def ask_to_store(*, by: "User", delivery: int, good_rows: bool) -> None:
    """Store what was checked. ``good_rows``: leave out the rows with errors. Raises NotNow."""
    found = _held(delivery, (DeliveryState.CHECKED,))
    _needs_files(found)
    if not good_rows and any(batch.errors for batch in found.batches.all()):
        raise NotNow("delivery_has_errors")
    found.good_rows = good_rows
    with altering(found, by=by, verb="ask_to_store"):
        found.save(update_fields=["good_rows"])
        _turn(found, DeliveryState.STORING, by)
    _defer("store", found)


@transaction.atomic
def ask_to_undo(*, by: "User", delivery: int) -> None:
    """Raises NotNow where it is not stored."""
    found = _held(delivery, (DeliveryState.STORED,))
    with altering(found, by=by, verb="ask_to_undo"):
        _turn(found, DeliveryState.UNDOING, by)
    app.configure_task(name="intake.undo", queue=QUEUE, lock=QUEUE).defer(delivery=found.pk, by=by.pk)


@transaction.atomic
def cancel(*, by: "User", delivery: int) -> None:
    """Stop the check or the storing; what runs stops at its next report, what waits is not begun. Raises NotNow.

    The only verb that does not wait for the row: the worker is told by it.
    """
    can = (DeliveryState.WAITING, DeliveryState.CHECKING, DeliveryState.STORING)
    with altering(Delivery(pk=delivery), by=by, verb="cancel_delivery"):
        if not Delivery.objects.filter(pk=delivery, state__in=can).update(cancel_asked=True):
            raise NotNow("delivery_not_running")
        if Delivery.objects.filter(pk=delivery, state=DeliveryState.WAITING).update(state=DeliveryState.CANCELLED):
            _log(by, delivery, "cancelled")


def _held(delivery: int, states: Collection[str]) -> Delivery:
    """The delivery, locked until the end of the transaction. Raises NotNow where it is in none of ``states``."""
    found = Delivery.objects.select_for_update().get(pk=delivery)
    if found.state not in states:
        raise NotNow("delivery_running" if found.is_running else "delivery_not_open")
    return found


def _needs_files(delivery: Delivery) -> None:
    if not has_files(delivery):
        raise NotNow("delivery_files_gone")


def _turn(delivery: Delivery, state: DeliveryState, by: "User") -> None:
    delivery.state, delivery.cancel_asked, delivery.fault = state, False, ""
    delivery.stage, delivery.file_at, delivery.rows_done = "", "", 0
    delivery.save(update_fields=["state", "cancel_asked", "fault", "stage", "file_at", "rows_done"])
    _log(by, delivery.pk, state.value)


def _log(by: "User", delivery: int, what: str) -> None:
    """Acts are in the journal; what leads to one is in the log."""
    _changes.info("delivery %d: %s, by %s", delivery, what, by.get_username())


def _defer(task: str, delivery: Delivery) -> None:
    app.configure_task(name=f"intake.{task}", queue=QUEUE, lock=QUEUE).defer(delivery=delivery.pk)
