"""Every problem of a delivery, page by page."""

from dataclasses import dataclass

from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from assessments.contexts import Link, Table
from assessments.views.frame import draw, home_crumb
from assessments.views.lists import page_href, part_of
from communities.requests import ScopedRequest
from intake.models import Batch
from intake.selectors import issues
from intake.views.guard import delivery_or_404
from intake.views.one import problem_table


@dataclass(frozen=True)
class ProblemsPage:
    heading: str
    breadcrumbs: list[Link]
    table: Table
    previous_href: str
    next_href: str


@require_safe
def problems(request: ScopedRequest, pk: int) -> HttpResponse:
    one = delivery_or_404(request, pk)
    batch = _batch(request.GET.get("batch", ""), one.pk)
    found = issues(one, batch.pk if batch else None).order_by("pk")
    part = part_of(found, ["pk"], request.GET)
    title = batch.file_name if batch else _("Problems")
    home = Link(_("Delivery %(number)s") % {"number": one.pk}, reverse("intake:delivery", args=[one.pk]))
    context = ProblemsPage(
        heading=title,
        breadcrumbs=[home_crumb(), Link(_("Bring in data"), reverse("intake:deliveries")), home, Link(_("Problems"))],
        table=problem_table(part.rows),
        previous_href=page_href(request.GET, part.previous),
        next_href=page_href(request.GET, part.next),
    )
    return draw(request, "problems.html", context, room="intake")


def _batch(asked: str, delivery: int) -> Batch | None:
    """None where no table was named. Raises Http404 for one that is not of this delivery."""
    if not asked:
        return None
    found = Batch.objects.filter(pk=int(asked), delivery=delivery).first() if asked.isdecimal() and len(asked) < 10 else None
    if found is None:
        raise Http404
    return found
