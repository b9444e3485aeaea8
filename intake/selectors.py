"""Reading deliveries: those of divisions in which the asker may work. Every selector takes the work scope first."""

from collections.abc import Collection

from django.db.models import Prefetch, Q, QuerySet, Sum

from assessments.selectors.sources import source_uses
from communities.models import Division, Source
from communities.scope import AreaScope
from communities.selectors import within
from intake.models import Batch, Delivery, RowIssue, WaitingRow
from intake.models.delivery import RUNNING, DeliveryState


def deliveries(scope: AreaScope) -> QuerySet[Delivery]:
    """One that may write everywhere is seen by those who may do so too."""
    return within(Delivery.objects.select_related("division", "brought_by", "act"), scope, path="division__path")


def lean(rows: QuerySet[Delivery]) -> QuerySet[Delivery]:
    """For lists: with the tables of each, without the previews and whatever else only its own page shows."""
    tables = Batch.objects.defer("headings", "vanished").select_related("source").order_by("pk")
    return rows.defer("preview").prefetch_related(Prefetch("batches", tables))


def with_counts(rows: QuerySet[Delivery]) -> QuerySet[Delivery]:
    """Each with ``rows_read``, ``created_rows``, ``changed_rows`` and ``errors_found``, its files and its tables."""
    return lean(rows).prefetch_related("files").annotate(
        rows_read=Sum("batches__rows"), errors_found=Sum("batches__errors"),
        created_rows=Sum("batches__created"), changed_rows=Sum("batches__changed"),
    )  # fmt: skip


def delivery(scope: AreaScope, key: int) -> Delivery | None:
    """None where there is none, or none in the scope: the answer must be the same."""
    return deliveries(scope).filter(pk=key).first()


def batches(one: Delivery) -> QuerySet[Batch]:
    return one.batches.select_related("source").order_by("pk")


def batches_of_source(scope: AreaScope, source: int) -> QuerySet[Batch]:
    """What came from a source, of deliveries that the asker may see."""
    rows = Batch.objects.filter(source=source, delivery__isnull=False)
    return within(rows, scope, path="delivery__division__path").select_related("delivery__brought_by").order_by("-pk")


def issues(one: Delivery, batch: int | None = None) -> QuerySet[RowIssue]:
    """Every problem of a delivery, in the order of its tables and their rows; errors of whole files first."""
    of_batch = Q(batch=batch) if batch else Q()
    return RowIssue.objects.filter(of_batch, batch__delivery=one).select_related("batch").order_by("batch", "row", "pk")


def waiting(scope: AreaScope) -> QuerySet[WaitingRow]:
    """Rows that wait for a person: neither dropped nor brought in since, of deliveries that are stored."""
    rows = WaitingRow.objects.filter(dropped_at=None, batch__delivery__state=DeliveryState.STORED)
    settled = Q(delivery__state__in=(DeliveryState.STORED, *RUNNING))
    of_scope = within(rows, scope, path="batch__delivery__division__path")
    return (
        of_scope.exclude(settled)
        .select_related("batch__delivery__division", "batch__source", "delivery")
        .order_by("-batch", "row")
    )


def reasons(rows: Collection[WaitingRow]) -> dict[tuple[int, int], list[RowIssue]]:
    """The issues of these rows, by batch and number; errors first."""
    found: dict[tuple[int, int], list[RowIssue]] = {}
    of_rows = RowIssue.objects.filter(batch__in={row.batch_id for row in rows}, row__in={row.row for row in rows})
    for issue in of_rows.select_related("batch").order_by("-is_error", "pk"):
        found.setdefault((issue.batch_id, issue.row or 0), []).append(issue)
    return found


def source_names(scope: AreaScope) -> list[str]:
    """Names of sources that somebody who works there may know: those with rows in it, and those that were said of its files."""
    if scope.is_everywhere:
        return list(Source.objects.order_by("name").values_list("name", flat=True))
    said = deliveries(scope).exclude(source_name="").values_list("source_name", flat=True)
    return sorted({use.source.name for use in source_uses(scope)} | set(said))


def places_of(scope: AreaScope) -> list[Division]:
    """The divisions that a person's grants name."""
    return [] if scope.is_everywhere else list(Division.objects.filter(path__in=scope.paths).order_by("code"))
