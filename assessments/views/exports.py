"""The lists as files: narrowed, ordered and worded as on the page."""

from django.http import Http404, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_safe

from assessments.models import Round
from assessments.reports import WRITERS, Table, download, gap_table, score_table, scorecard_table
from assessments.views import communities as communities_page
from assessments.views import gaps as gaps_page
from assessments.views import scores as scores_page
from assessments.views.frame import chosen_round
from assessments.views.language import lang_now
from communities.requests import ScopedRequest


@require_safe
def communities(request: ScopedRequest, suffix: str) -> HttpResponseBase:
    one = _round(request, suffix)
    narrowed = communities_page.filtered(request.scope, one, request.GET)
    if not narrowed.is_valid():
        return _back("communities", request)
    return _file(scorecard_table(one, narrowed, lang_now()), suffix)


@require_safe
def gaps(request: ScopedRequest, suffix: str) -> HttpResponseBase:
    one = _round(request, suffix)
    narrowed = gaps_page.filtered(request.scope, one, request.GET)
    if not narrowed.is_valid():
        return _back("gaps", request)
    return _file(gap_table(one, narrowed, lang_now()), suffix)


@require_safe
def scores(request: ScopedRequest, suffix: str) -> HttpResponseBase:
    """Without weights there is nothing to write: the page says so."""
    one = _round(request, suffix)
    asked = scores_page.filtered(request.scope, one, request.GET)
    if not asked.is_valid() or asked.chosen is None:
        return _back("scores", request)
    return _file(score_table(one, asked, lang_now()), suffix)


def _round(request: ScopedRequest, suffix: str) -> Round:
    """Raises Http404 for a format nobody writes, and where nothing has been assessed."""
    one = chosen_round(request) if suffix in WRITERS else None
    if one is None:
        raise Http404
    return one


def _file(table: Table, suffix: str) -> StreamingHttpResponse:
    return download(table, suffix, for_people=True)


def _back(name: str, request: ScopedRequest) -> HttpResponse:
    """A filter with an error goes to the page, which says what is wrong."""
    return redirect(f"{reverse(f'assessments:{name}')}?{request.GET.urlencode()}")
