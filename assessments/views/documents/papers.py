"""A scorecard and a gap report on paper and as files: what is shown or sent is issued first, so its code leads somewhere."""

from dataclasses import dataclass
from urllib.parse import urlencode

from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from assessments.contexts import Link
from assessments.documents.gap_figures import KIND as GAPS
from assessments.documents.gap_figures import asked_gaps, gap_draft, number_of_gaps
from assessments.documents.kinds import Asked, Draft, kinds, untold
from assessments.documents.limits import AT_ONCE
from assessments.documents.paper import Paper
from assessments.documents.scorecard_figures import drafted
from assessments.labels import label_codes
from assessments.reports.paper_writers import PAPER_WRITERS, paper_download
from assessments.services.documents.issuing import issue_document
from assessments.views.documents.links import file_links
from assessments.views.frame import chosen_round, draw, home_crumb
from assessments.views.gaps import filtered
from assessments.views.language import lang_now
from assessments.views.lists import round_tail
from assessments.views.scorecard import card_crumbs, find_card
from communities.requests import ScopedRequest


@dataclass(frozen=True)
class PaperPage:
    """``files``: the same document as files."""

    heading: str
    breadcrumbs: list[Link]
    provenance_flags: list[str]
    paper: Paper
    files: list[Link]


@require_safe
def scorecard_print(request: ScopedRequest, code: str) -> HttpResponse:
    found = find_card(request, code)
    paper, labels = _issued(request, drafted(found))
    crumbs = card_crumbs(found.community)
    crumbs[-1] = Link(crumbs[-1].label, reverse("assessments:scorecard", args=[code]) + round_tail(request.GET))
    files = file_links("scorecard", round_tail(request.GET), [code])
    return _page(request, paper, labels, [*crumbs, Link(_("On paper"))], files)


@require_safe
def scorecard_file(request: ScopedRequest, code: str, suffix: str) -> HttpResponse:
    """Raises Http404 for a format nobody writes."""
    _known(suffix)
    paper, _labels = _issued(request, drafted(find_card(request, code)))
    return paper_download(paper, suffix)


@require_safe
def gaps_print(request: ScopedRequest) -> HttpResponse:
    asked = _asked_gaps(request)
    if isinstance(asked, HttpResponse):
        return asked
    if number_of_gaps(asked) > AT_ONCE:
        return redirect(order_href(request, "pdf"))
    paper, labels = _issued(request, gap_draft(asked))
    tail = f"?{request.GET.urlencode()}" if request.GET else ""
    crumbs = [home_crumb(), Link(_("Gaps"), reverse("assessments:gaps") + tail), Link(_("On paper"))]
    return _page(request, paper, labels, crumbs, file_links("gaps", tail, []))


@require_safe
def gaps_file(request: ScopedRequest, suffix: str) -> HttpResponse:
    """At once where it is short; else to the page that has it made. Raises Http404 for a format nobody writes."""
    _known(suffix)
    asked = _asked_gaps(request)
    if isinstance(asked, HttpResponse):
        return asked
    if number_of_gaps(asked) > AT_ONCE:
        return redirect(order_href(request, suffix))
    return paper_download(_issued(request, gap_draft(asked))[0], suffix)


def order_href(request: ScopedRequest, suffix: str) -> str:
    """Where a worker is asked for it."""
    asked = {"kind": GAPS, "suffix": suffix, "list": request.GET.urlencode()}
    return f"{reverse('assessments:document-new')}?{urlencode(asked)}"


def _known(suffix: str) -> None:
    if suffix not in PAPER_WRITERS:
        raise Http404


def _asked_gaps(request: ScopedRequest) -> Asked | HttpResponse:
    """What the list is narrowed to; the way back to it where a filter has an error. Raises Http404 without a round."""
    one = chosen_round(request)
    if one is None:
        raise Http404
    narrowed = filtered(request.scope, one, request.GET)
    if not narrowed.is_valid():
        return redirect(f"{reverse('assessments:gaps')}?{request.GET.urlencode()}")
    return asked_gaps(request.scope, one, request.GET, narrowed.path)


def _issued(request: ScopedRequest, draft: Draft) -> tuple[Paper, int]:
    """The document in the reader's language, and the labels of its figures."""
    document = issue_document(by=request.user, draft=draft)  # type: ignore[arg-type]  # the gate has seen that somebody is logged in
    return kinds()[document.kind].paper(request.scope, document, lang_now(), untold), document.labels


def _page(request: ScopedRequest, paper: Paper, labels: int, crumbs: list[Link], files: list[Link]) -> HttpResponse:
    context = PaperPage(f"{paper.subtitle} · {paper.title}", crumbs, label_codes(labels), paper, files)
    return draw(request, "documents/paper.html", context)
