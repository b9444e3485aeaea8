"""The log as a file: narrowed as on the page."""

from django.http import Http404, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_safe

from accounts.filters import ActFilter
from accounts.log_file import act_table, json_lines, mark
from accounts.selectors.acts import acts, sealed_by
from assessments.reports import WRITERS, download
from assessments.views.language import lang_now
from communities.requests import ScopedRequest
from communities.sealing import head


@require_safe
def export(request: ScopedRequest, suffix: str) -> HttpResponseBase:
    """Raises Http404 for a format nobody writes. A filter with an error goes to the page, which says what is wrong."""
    if suffix not in ("ndjson", *WRITERS):
        raise Http404
    asked = ActFilter(request.GET, acts(), scope=request.scope)
    if not asked.is_valid():
        return redirect(f"{reverse('accounts:acts')}?{request.GET.urlencode()}")
    return _ndjson(asked) if suffix == "ndjson" else download(act_table(asked, lang_now()), suffix, for_people=True)


def _ndjson(asked: ActFilter) -> StreamingHttpResponse:
    """The mark of the end of the log stands in a header, as it was when the file began; what came later is not in the file."""
    now = head()
    found = sealed_by(asked.qs, now.number)
    response = StreamingHttpResponse(json_lines(found), content_type="application/x-ndjson")
    response["Content-Disposition"] = f'attachment; filename="wanzheng-acts-{now.number}.ndjson"'
    response["X-Log-Head"] = mark(now)
    response["X-Total-Count"] = str(found.count())
    response["Cache-Control"] = "private, no-store"
    return response
