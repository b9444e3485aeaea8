"""Reading deliveries: those of divisions in which the asker may work. Every selector takes the work scope first."""

from django.db.models import Count, Q, QuerySet, Sum

from communities.models import Division
from communities.scope import AreaScope
from communities.selectors import within
from intake.models import Batch, Delivery, RowIssue


def deliveries(scope: AreaScope) -> QuerySet[Delivery]:
    """One that may write everywhere is seen by those who may do so too."""
    return within(Delivery.objects.select_related("division", "brought_by", "act"), scope, path="division__path")


def with_counts(rows: QuerySet[Delivery]) -> QuerySet[Delivery]:
    """Each with ``tables``, ``rows_read``, ``errors_found`` and ``files_named`` (the number of its files or tables)."""
    return rows.annotate(
        tables=Count("batches"), rows_read=Sum("batches__rows"), errors_found=Sum("batches__errors"),
        created_rows=Sum("batches__created"), changed_rows=Sum("batches__changed"),
    )  # fmt: skip


def delivery(scope: AreaScope, key: int) -> Delivery | None:
    """None where there is none, or none in the scope: the answer must be the same."""
    return deliveries(scope).filter(pk=key).first()


def batches(one: Delivery) -> QuerySet[Batch]:
    return one.batches.select_related("source").order_by("pk")


def issues(one: Delivery, batch: int | None = None) -> QuerySet[RowIssue]:
    """Every problem of a delivery, in the order of its tables and their rows; errors of whole files first."""
    of_batch = Q(batch=batch) if batch else Q()
    return RowIssue.objects.filter(of_batch, batch__delivery=one).select_related("batch").order_by("batch", "row", "pk")


def places_of(scope: AreaScope) -> list[Division]:
    """The divisions that a person's mandates name."""
    return [] if scope.is_everywhere else list(Division.objects.filter(path__in=scope.paths).order_by("code"))
