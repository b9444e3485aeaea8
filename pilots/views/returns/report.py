"""The progress report of a return: on paper, as a document, as a workbook. What is sent is issued first, so its code leads
somewhere.
"""

from dataclasses import dataclass
from urllib.parse import urlencode

from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from assessments.contexts import Link
from assessments.documents.codes import shown
from assessments.documents.kinds import untold
from assessments.documents.limits import AT_ONCE
from assessments.documents.paper import Paper
from assessments.labels import label_codes
from assessments.models import IssuedDocument
from assessments.reports.paper_writers import PAPER_WRITERS, paper_download
from assessments.reports.writers import XLSX
from assessments.services.documents.issuing import issue_document
from assessments.views.frame import draw
from assessments.views.language import lang_now
from communities.requests import ScopedRequest
from pilots.models import Return
from pilots.progress.content import progress_content
from pilots.progress.kind import KIND, asked_progress, number_of_lines, paper_of, progress_draft
from pilots.progress.workbook import progress_workbook
from pilots.views.returns.one import return_crumbs, return_or_404


@dataclass(frozen=True)
class ReportPage:
    """As assessments.views.documents.papers.PaperPage, whose template it fills."""

    heading: str
    breadcrumbs: list[Link]
    provenance_flags: list[str]
    paper: Paper
    files: list[Link]


@require_safe
def report(request: ScopedRequest, pk: int) -> HttpResponse:
    one = return_or_404(request, pk)
    if number_of_lines(asked_progress(one)) > AT_ONCE:
        return redirect(_order_href(one, "pdf"))
    paper = paper_of(request.scope, _issued(request, one), lang_now(), untold)
    page = ReportPage(
        heading=f"{paper.subtitle} · {paper.title}",
        breadcrumbs=return_crumbs(one, _("Progress report")),
        provenance_flags=label_codes(one.labels),
        paper=paper,
        files=_files(one),
    )
    return draw(request, "documents/paper.html", page)


def _issued(request: ScopedRequest, one: Return) -> IssuedDocument:
    draft = progress_draft(asked_progress(one))
    if draft is None:
        raise Http404
    return issue_document(by=request.user, draft=draft)  # type: ignore[arg-type]  # the gate has seen that somebody is logged in


def _files(one: Return) -> list[Link]:
    labels = {"xlsx": _("Download Excel"), "docx": "DOCX", "pdf": "PDF"}
    return [Link(label, reverse("pilots:report-file", args=[one.pk, suffix])) for suffix, label in labels.items()]


@require_safe
def report_file(request: ScopedRequest, pk: int, suffix: str) -> HttpResponse:
    """Raises Http404 for a format nobody writes. A long document is made by a worker; a workbook is made at once."""
    one = return_or_404(request, pk)
    if suffix == "xlsx":
        return _workbook(one, _issued(request, one))
    if suffix not in PAPER_WRITERS:
        raise Http404
    if number_of_lines(asked_progress(one)) > AT_ONCE:
        return redirect(_order_href(one, suffix))
    return paper_download(paper_of(request.scope, _issued(request, one), lang_now(), untold), suffix)


def _workbook(one: Return, document: IssuedDocument) -> HttpResponse:
    content = progress_content(one, lang_now())
    response = HttpResponse(
        progress_workbook(content, shown(document.code), timezone.localtime(document.issued_at).date()), content_type=XLSX
    )
    name = f"wanzheng-progress-{one.division.code[:6]}-{one.of}-{content.lang}.xlsx"
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    response["Cache-Control"] = "private, no-store"
    return response


def _order_href(one: Return, suffix: str) -> str:
    """Where a worker is asked for it."""
    asked = {"kind": KIND, "suffix": suffix, "list": urlencode({"return": one.pk})}
    return f"{reverse('assessments:document-new')}?{urlencode(asked)}"
