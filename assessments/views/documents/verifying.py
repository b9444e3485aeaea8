"""What a verification code stands for: the figures that were given out, and whether the round still says the same."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from assessments.contexts import Link, Table, Term
from assessments.documents.codes import Mistyped, read, shown
from assessments.documents.content import Difference, differences, digest_of
from assessments.documents.grounding import pack_text, place_text
from assessments.documents.kinds import DocumentKind, asked_of, kinds
from assessments.labels import label_codes
from assessments.models import IssuedDocument
from assessments.selectors.documents import issued_document
from assessments.views.documents.figure_tables import difference_table, line_table, sum_table
from assessments.views.frame import draw, home_crumb
from assessments.views.language import lang_now, moment_text, spoken
from communities.requests import ScopedRequest

SAME, OTHER, GONE, BROKEN = "same", "other", "gone", "broken"
NAMED: Final = 200
"""So many differences are named."""


@dataclass(frozen=True)
class VerifyPage:
    """``typed``: what was typed, where it is no code."""

    breadcrumbs: list[Link]
    typed: str
    is_wrong: bool


@dataclass(frozen=True)
class VerifiedPage:
    """``state``: same, other, gone (the round has it no more), broken (what was kept has not its own digest)."""

    heading: str
    breadcrumbs: list[Link]
    provenance_flags: Sequence[str]
    code: str
    state: str
    about: list[Term]
    sums: Table
    lines: Table
    differing: Table | None
    more: int


@require_safe
def verify(request: ScopedRequest) -> HttpResponse:
    """The form; a code that can be one leads to its page."""
    typed = str(request.GET.get("code", ""))[:60]
    if not typed.strip():
        return _form(request, "", is_wrong=False)
    try:
        return redirect("assessments:verified", shown(read(typed)))
    except Mistyped:
        return _form(request, typed, is_wrong=True)


@require_safe
def verified(request: ScopedRequest, code: str) -> HttpResponse:
    """Raises Http404 alike for a code that was never given out and for a document of another place."""
    try:
        letters = read(code)
    except Mistyped:
        response = _form(request, code, is_wrong=True)
        response.status_code = 404
        return response
    document = issued_document(request.scope, letters)
    if document is None or document.kind not in kinds():
        raise Http404
    return draw(request, "documents/verified.html", _context(document, names_people=request.user.is_authenticated))


def _form(request: ScopedRequest, typed: str, *, is_wrong: bool) -> HttpResponse:
    crumbs = [home_crumb(request), Link(_("Verify a document"))]
    return draw(request, "documents/verify.html", VerifyPage(crumbs, typed, is_wrong))


def _context(document: IssuedDocument, *, names_people: bool) -> VerifiedPage:
    kind, code = kinds()[document.kind], shown(document.code)
    state, found = compared(document, kind)
    return VerifiedPage(
        heading=spoken(kind.words),
        breadcrumbs=[home_crumb(), Link(_("Verify a document"), reverse("assessments:verify")), Link(code)],
        provenance_flags=label_codes(document.labels),
        code=code,
        state=state,
        about=_about(document, names_people=names_people),
        sums=sum_table(kind, document.content["sums"]),
        lines=line_table(kind, document.content["lines"]),
        differing=difference_table(kind, found[:NAMED]) if found else None,
        more=max(0, len(found) - NAMED),
    )


def compared(document: IssuedDocument, kind: DocumentKind) -> tuple[str, list[Difference]]:
    """What became of the figures: the round's stored rows are added up again."""
    if digest_of(document.content) != document.digest:
        return BROKEN, []
    draft = kind.draft(asked_of(document))
    if draft is None:
        return GONE, []
    now = draft.content.as_json()
    if digest_of(now) == document.digest:
        return SAME, []
    return OTHER, [*differences(document.content, now), *_rows_apart(document.rows, draft.rows)]


def _rows_apart(then: list[Any] | None, now: list[Any] | None) -> list[Difference]:
    """The single rows that only one of them has, where both were kept."""
    if then is None or now is None:
        return []
    old, new = ({tuple(row[:2]): row[2:] for row in rows} for rows in (then, now))
    keys = [key for key in dict.fromkeys((*old, *new)) if old.get(key) != new.get(key)]
    return [Difference("row", " ".join(map(str, key)), old.get(key), new.get(key)) for key in keys]


def _about(document: IssuedDocument, *, names_people: bool) -> list[Term]:
    ground, lang = document.content["ground"], lang_now()
    by = str(document.issued_by) if names_people and document.issued_by else ""
    round_href = reverse("assessments:round", args=[document.round_id]) if document.round_id else ""
    rows = document.content["rows"]
    counted = _("%(number)s rows, sha256:%(sum)s") % {"number": rows["number"], "sum": rows["sha256"]} if rows else ""
    packs = [Term(_("Pack"), pack_text(pack, lang)) for pack in ground.get("packs", [])]
    terms = [
        Term(_("Issued on"), moment_text(document.issued_at), note=by),
        Term(_("Place"), place_text(document.places, lang)),
        Term(_("Narrowed by"), kinds()[document.kind].narrowed(asked_of(document), lang)),
        Term(_("Round"), str(ground.get("round", "")), href=round_href),
        Term(_("Law as of"), str(ground.get("day", ""))),
        Term(_("Data as of"), str(ground.get("as_of", ""))),
        *packs,
        Term(_("Fingerprint of the data"), str(ground.get("fingerprint", ""))),
        Term(_("Rows behind it"), counted),
        Term(_("Digest"), f"sha256:{document.digest}"),
        Term(_("Software"), document.software),
    ]
    return [term for term in terms if term.text]
