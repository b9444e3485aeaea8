"""Evidence is brought, handed out to those who may look in, and removed; before and after, side by side."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final, cast

from django.contrib import messages
from django.http import FileResponse, Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from assessments.contexts import Link, Table
from assessments.labels import label_codes
from assessments.views.frame import draw
from communities.requests import ScopedRequest
from pilots.models import Evidence, ProjectState
from pilots.selectors.projects import evidence as evidence_of
from pilots.services.evidence import keep_evidence, remove_evidence
from pilots.views.album import Album, album_of
from pilots.views.asking import done, worked_on
from pilots.views.one import Sent, crumbs_of, draw_project, heading_of, names_in, project_or_404
from pilots.views.tables import changes_table, gaps_table
from pilots.work_forms import EvidenceForm, RemoveEvidenceForm

HEADERS: Final = {
    "X-Content-Type-Options": "nosniff",
    "Content-Security-Policy": "default-src 'none'; frame-ancestors 'none'; sandbox",
    "Cross-Origin-Resource-Policy": "same-origin",
}
"""A file that somebody brought runs nothing, whatever is in it."""


@dataclass(frozen=True)
class BeforeAfterPage:
    heading: str
    breadcrumbs: list[Link]
    provenance_flags: Sequence[str]
    changes: Table
    missed: Table | None
    album: Album


@require_POST
def evidence_new(request: ScopedRequest, pk: int) -> HttpResponse:
    one, form = worked_on(request, pk), EvidenceForm(request.POST, request.FILES, auto_id="evidence-%s")
    if not form.is_valid():
        return draw_project(request, one, Sent({"evidence": form}))
    said = {name: value for name, value in form.cleaned_data.items() if name != "file"}
    data = form.cleaned_data["file"].read()
    return done(request, one, lambda: keep_evidence(by=_who(request), project=one, data=data, **said), "evidence")


@require_POST
def evidence_remove(request: ScopedRequest, pk: int, key: int) -> HttpResponse:
    one, found, form = worked_on(request, pk), _piece(request, pk, key), RemoveEvidenceForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("Say why it is removed."))
        return done(request, one, lambda: None, "evidence")
    why = form.cleaned_data["why"]
    return done(request, one, lambda: remove_evidence(by=_who(request), evidence=found, why=why), "evidence")


@require_safe
def evidence_file(request: ScopedRequest, pk: int, key: int) -> HttpResponseBase:
    """A photo is shown, a document is only ever a download."""
    return _handed_out(_piece(request, pk, key), is_small=False)


@require_safe
def evidence_small(request: ScopedRequest, pk: int, key: int) -> HttpResponseBase:
    return _handed_out(_piece(request, pk, key), is_small=True)


def _handed_out(found: Evidence, *, is_small: bool) -> HttpResponseBase:
    """Raises Http404 where there is no such file (any more)."""
    file, media_type = (found.preview, "image/jpeg") if is_small else (found.content, found.media_type)
    if not file:
        raise Http404
    try:
        content = file.open("rb")
    except FileNotFoundError:  # removed since the row was read
        raise Http404 from None
    name = f"KP{found.project_id}-{found.pk}-{found.stage}.{str(file.name).rsplit('.', 1)[-1]}"
    response = FileResponse(content, as_attachment=not found.is_photo, filename=name, content_type=media_type)
    for header, value in HEADERS.items():
        response[header] = value
    return response


@require_safe
def before_after(request: ScopedRequest, pk: int) -> HttpResponse:
    """Of a finished project: what was found before and after, and what was seen."""
    one = project_or_404(request, pk)
    if one.state != ProjectState.FINISHED:
        raise Http404
    names, named = names_in(request, one), request.user.is_authenticated
    title = _("Before and after the works")
    page = BeforeAfterPage(
        heading=f"{heading_of(one)} · {title}",
        breadcrumbs=crumbs_of(one, Link(title)),
        provenance_flags=label_codes(one.labels),
        changes=changes_table(one, names),
        missed=gaps_table(_("Gaps that are still there"), one.missed, names) if one.missed else None,
        album=album_of(evidence_of(request.scope, pk), None, may_remove=False, names_people=named),
    )
    return draw(request, "before_after.html", page, room="pilots")


def _piece(request: ScopedRequest, pk: int, key: int) -> Evidence:
    found = evidence_of(request.scope, pk).filter(pk=key).first()
    if found is None:
        raise Http404
    return found


def _who(request: ScopedRequest) -> Any:
    """The gate has seen that somebody is logged in."""
    return cast("Any", request.user)
