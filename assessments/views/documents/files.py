"""Files that are made in the background: order one, see how far it is, stop it, fetch it."""

from dataclasses import dataclass
from uuid import uuid4

from django.contrib import messages
from django.http import FileResponse, Http404, HttpResponse, QueryDict
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from assessments.asked_once import asked_once
from assessments.contexts import Cell, Empty, Link, Table, Term
from assessments.documents.grounding import place_text
from assessments.documents.kinds import Asked, DocumentKind, kinds
from assessments.models import OrderedFile, RoundState
from assessments.reports.paper_writers import PAPER_WRITERS
from assessments.selectors.documents import covers_all, own_files
from assessments.services.documents.ordering import cancel_file, order_file
from assessments.services.documents.working import RIGHT
from assessments.services.ordering import NotNow
from assessments.templatetags.components import Column
from assessments.troubles import TROUBLES
from assessments.views.frame import draw, home_crumb
from assessments.views.language import lang_now, moment_text, number, spoken
from communities.requests import ScopedRequest


@dataclass(frozen=True)
class FilesPage:
    breadcrumbs: list[Link]
    table: Table


@dataclass(frozen=True)
class FileNewPage:
    """``fields``: what the form sends; ``trouble``: why it was not ordered (sentence, what to do)."""

    heading: str
    breadcrumbs: list[Link]
    about: list[Term]
    fields: list[tuple[str, str]]
    trouble: tuple[str, str] | None


@dataclass(frozen=True)
class FilePage:
    """``trouble``: (sentence, what to do) of a file that could not be made; ``may_fetch``: it is there, to be had."""

    heading: str
    breadcrumbs: list[Link]
    file: OrderedFile
    stage: str
    trouble: tuple[str, str] | None
    about: list[Term]
    may_fetch: bool


@require_safe
def files(request: ScopedRequest) -> HttpResponse:
    """One's own."""
    columns = (Column(_("File"), "text"), Column(_("State"), "text"), Column(_("Ordered"), "code"), Column(_("Size"), "number"))
    rows = [_row(one) for one in own_files(request.user)]
    empty = Empty(_("No files"), _("Long documents are ordered from the page that shows the same; they are kept for a day."))
    table = Table(_("Files that were made for you"), columns, rows, empty)
    return draw(request, "documents/files.html", FilesPage([home_crumb(request), Link(_("Files made for you"))], table))


def _row(one: OrderedFile) -> list[Cell]:
    state = one.get_state_display()
    return [
        Cell(_title(one), reverse("assessments:document", args=[one.pk]), note=one.told),
        Cell(f"{state} · {one.percent}%" if one.is_under_way else state),
        Cell(moment_text(one.made_at)),
        Cell(size_text(one.size) if one.size else "—"),
    ]


@require_http_methods(["GET", "HEAD", "POST"])
def new(request: ScopedRequest) -> HttpResponse:
    """Say what will be made, and have it made. What cannot be is told with what to do instead."""
    sent = request.POST if request.method == "POST" else request.GET
    kind, asked = _asked(request, sent)
    if kind is None or asked is None:
        return redirect("assessments:documents")
    if request.method != "POST":
        return _new_page(request, sent, kind, asked, None)
    try:
        return redirect("assessments:document", _order(request, sent, kind, asked).pk)
    except NotNow as wrong:
        response = _new_page(request, sent, kind, asked, wrong)
        response.status_code = 422
        return response


def _asked(request: ScopedRequest, sent: QueryDict) -> tuple[DocumentKind | None, Asked | None]:
    kind = kinds().get(str(sent.get("kind", "")))
    if kind is None or sent.get("suffix") not in PAPER_WRITERS:
        return None, None
    return kind, kind.asked(request.work_scope, QueryDict(str(sent.get("list", ""))))


def _order(request: ScopedRequest, sent: QueryDict, kind: DocumentKind, asked: Asked) -> OrderedFile:
    answers = {name: str(sent.get(name, "")) for name in ("kind", "suffix", "list")} | {"lang": lang_now()}
    once = asked_once(str(sent.get("token", ""))[:40], answers)
    return order_file(
        by=request.user,  # type: ignore[arg-type]  # the gate has seen that somebody is logged in
        scope=request.work_scope,
        asked=asked,
        suffix=answers["suffix"],
        lang=lang_now(),
        told=_told(kind, asked),
        **once,
    )


def _told(kind: DocumentKind, asked: Asked) -> str:
    numbered = _("Round %(round)s") % {"round": asked.round.pk} if asked.round else ""
    return " · ".join(part for part in (spoken(kind.words), place_text(asked.places, lang_now()), numbered) if part)


def _new_page(request: ScopedRequest, sent: QueryDict, kind: DocumentKind, asked: Asked, wrong: NotNow | None) -> HttpResponse:
    heading, suffix = _("Have a file made"), str(sent["suffix"])
    about = [
        Term(_("What"), _told(kind, asked)),
        Term(_("Format"), suffix.upper()),
        Term(
            _("Rows"), number(kind.number(asked)), note=_("That takes longer than a page may, so it is made in the background.")
        ),
    ]
    fields = [("kind", kind.code), ("suffix", suffix), ("list", str(sent.get("list", ""))), ("token", uuid4().hex)]
    crumbs = [home_crumb(), Link(_("Files made for you"), reverse("assessments:documents")), Link(heading)]
    return draw(
        request, "documents/new.html", FileNewPage(heading, crumbs, about, fields, _in_words(wrong.code if wrong else ""))
    )


@require_safe
def file(request: ScopedRequest, pk: int) -> HttpResponse:
    one = _own_or_404(request, pk)
    context = FilePage(
        heading=_title(one),
        breadcrumbs=[home_crumb(request), Link(_("Files made for you"), reverse("assessments:documents")), Link(str(one.pk))],
        file=one,
        stage=_stage_text(one),
        trouble=_in_words(one.trouble),
        about=[
            Term(_("What"), one.told),
            Term(_("Ordered"), moment_text(one.made_at)),
            *([Term(_("Size"), size_text(one.size))] if one.size else []),
        ],
        may_fetch=bool(one.content) and may_fetch(request, one),
    )
    return draw(request, "documents/file.html", context, fragment="documents/_file.html")


@require_POST
def cancel(request: ScopedRequest, pk: int) -> HttpResponse:
    """Ask for it, and go back to the page; what cannot be asked now is said there."""
    one = _own_or_404(request, pk)
    try:
        cancel_file(by=request.user, file=one)  # type: ignore[arg-type]  # the gate has seen that somebody is logged in
    except NotNow as wrong:
        messages.error(request, " ".join(_in_words(wrong.code) or ()))
    return redirect("assessments:document", pk)


@require_safe
def download(request: ScopedRequest, pk: int) -> HttpResponseBase:
    """Only for whoever ordered it, and only while they may have it: MissingRight. Raises Http404 where none is left."""
    one = _own_or_404(request, pk)
    if one.state != RoundState.FINISHED or not one.content.name or not one.content.storage.exists(one.content.name):
        raise Http404
    if not may_fetch(request, one):
        raise request.rights.missing(RIGHT)
    media_type = PAPER_WRITERS[one.suffix].media_type
    response = FileResponse(one.content.open("rb"), as_attachment=True, filename=one.name, content_type=media_type)
    response["Cache-Control"] = "private, no-store"
    return response


def may_fetch(request: ScopedRequest, one: OrderedFile) -> bool:
    return covers_all(request.rights.scope(RIGHT), one.places)


def _own_or_404(request: ScopedRequest, pk: int) -> OrderedFile:
    found = own_files(request.user).filter(pk=pk).first()
    if found is None:
        raise Http404
    return found


def _title(one: OrderedFile) -> str:
    kind = kinds().get(one.kind)
    return f"{spoken(kind.words) if kind else one.kind} ({one.suffix.upper()})"


def _stage_text(one: OrderedFile) -> str:
    words = {
        "adding": _("adding up the figures"), "reading": _("reading the rows"), "writing": _("writing the file"),
        "storing": _("storing it"),
    }  # fmt: skip
    return words.get(one.stage, _("waiting for its turn") if one.state == RoundState.WAITING else "")


def _in_words(code: str) -> tuple[str, str] | None:
    found = TROUBLES.get(code)
    return (spoken(found.sentence), spoken(found.remedy)) if found else None


def size_text(size: int) -> str:
    """KiB or MiB."""
    return f"{size / 1024**2:,.1f} MiB" if size >= 1024**2 else f"{size / 1024:,.0f} KiB"
