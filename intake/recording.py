"""The record of what became of files: a delivery, a batch for each table, an issue for each problem."""

from collections.abc import Mapping
from typing import Any, Final

from django.db import transaction

from communities.models import Act
from communities.services import Actor
from intake.headings import headings_of
from intake.models import Batch, Delivery, RowIssue, WaitingRow
from intake.models.batch import BatchState
from intake.models.delivery import DeliveryState
from intake.outcome import Outcome, Part
from intake.problems import Problem, shown
from intake.waiting import waiting_numbers, waiting_rows

_ISSUES_AT_ONCE: Final = 5_000
_LISTED: Final = 500
_OF_BATCHES: Final[Mapping[BatchState, DeliveryState]] = {
    BatchState.CHECKED: DeliveryState.CHECKED,
    BatchState.COMMITTED: DeliveryState.STORED,
    BatchState.REJECTED: DeliveryState.REJECTED,
}


@transaction.atomic
def record(
    outcome: Outcome, state: BatchState, *, by: Actor, delivery: Delivery | None = None, act: Act | None = None
) -> Delivery:
    """Write down what became of the files, in place of what an earlier check of the same delivery said."""
    if delivery is None:
        delivery = Delivery.objects.create(brought_by_id=by.pk if by else None)
    delivery.batches.all().delete()
    for part in outcome.parts:
        _record_part(part, state, by, delivery)
    delivery.state, delivery.act = _OF_BATCHES[state], act
    delivery.preview = [each.as_json() for each in outcome.preview]
    delivery.save(update_fields=["state", "act", "preview"])
    return delivery


def _record_part(part: Part, state: BatchState, by: Actor, delivery: Delivery) -> None:
    is_stored = state is BatchState.COMMITTED
    became = BatchState.PARTIAL if is_stored and part.left_out else state
    told = list(part.told())
    errors = sum(each.is_error for each in told)
    batch = Batch.objects.create(
        delivery=delivery, file_name=part.name[:255], sheet=part.sheet[:100], sha256=part.sha256,
        kind=part.kind.code if part.kind else "", state=became, left_out=len(part.rows_left_out), rows=part.rows,
        source_id=part.source if is_stored else None, errors=errors, notes=len(told) - errors,
        brought_by_id=by.pk if by else None, vanished=list(part.vanished[:_LISTED]), vanished_number=len(part.vanished),
        headings=headings_of(part), **_counts(part, state),
    )  # fmt: skip
    RowIssue.objects.bulk_create((_issue(batch, each) for each in told), batch_size=_ISSUES_AT_ONCE)
    if is_stored:
        _keep_waiting(batch, part)


def _keep_waiting(batch: Batch, part: Part) -> None:
    """The rows that are not stored, or stand nowhere: nothing that came is lost."""
    numbers = waiting_numbers(part)
    datum = part.table.datum if part.table else ""
    rows = (WaitingRow(batch=batch, row=number, cells=cells, datum=datum) for number, cells in waiting_rows(part))
    WaitingRow.objects.bulk_create(rows, batch_size=_ISSUES_AT_ONCE)
    if numbers:
        Batch.objects.filter(pk=batch.pk).update(waiting_number=len(numbers))


def _counts(part: Part, state: BatchState) -> dict[str, int]:
    """Of a rejected file nothing is new or changed."""
    counted = state is not BatchState.REJECTED
    return {name: getattr(part, name) if counted else 0 for name in ("created", "changed", "unchanged")}


def _issue(batch: Batch, problem: Problem) -> RowIssue:
    details: dict[str, Any] = {key: value if isinstance(value, int) else str(value) for key, value in problem.details.items()}
    return RowIssue(
        batch=batch, code=problem.code, is_error=problem.is_error, sheet=shown(problem.sheet)[:100], row=problem.row,
        column=shown(problem.column)[:100], value=problem.value[:60], details=details,
    )  # fmt: skip
