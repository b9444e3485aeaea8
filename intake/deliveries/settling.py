"""What a person decides about a row that waits: bring it in as corrected, or let it go."""

from typing import TYPE_CHECKING, Final

from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from communities.noted import altering
from intake.deliveries.receiving import Said, receive
from intake.models import Delivery, WaitingRow
from intake.small_files import csv_of
from intake.waiting import Cells, as_table

if TYPE_CHECKING:
    from accounts.models import User

_LONGEST: Final = 32_000


def settle(*, by: "User", row: WaitingRow, cells: Cells) -> Delivery:
    """Bring the row in with these cells, as a file of one row in the same terms: the usual checks decide."""
    batch, before = row.batch, row.batch.delivery
    row.cells = [[header, text[:_LONGEST]] for header, text in cells]
    name = f"{batch.pk}-{row.row}.csv"
    said = Said(
        source_name=batch.source.name if batch.source else "", provenance=batch.source.provenance if batch.source else "",
        day=before.day if before else None, datum=row.datum or (before.datum if before else ""),
    )  # fmt: skip
    division = before.division if before else None
    file = SimpleUploadedFile(name, csv_of(as_table(row.cells)))
    with altering(row, by=by, verb="settle_row"):
        row.delivery = receive(by=by, files=[file], division=division, said=said, then="all", kinds={f"{name}|": batch.kind})
        row.save(update_fields=["cells", "delivery"])
    return row.delivery


def drop(*, by: "User", row: WaitingRow) -> None:
    """Let the row go: it is not to be stored. It stays on record, and the issues of its batch do."""
    row.dropped_by, row.dropped_at = by, timezone.now()
    with altering(row, by=by, verb="drop_row"):
        row.save(update_fields=["dropped_by", "dropped_at"])
