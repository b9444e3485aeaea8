"""The form of one entry: add it, edit it, and what to do where somebody else was faster."""

from collections.abc import Sequence
from dataclasses import dataclass
from secrets import token_hex
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from assessments.contexts import Cell, Empty, Field, Link, Table
from assessments.templatetags.components import Column
from assessments.views.frame import draw, history_href, home_crumb
from assessments.views.language import lang_now, name_of
from assessments.views.provenance import label_of
from communities.circumstances import circumstances, under
from communities.models import Community, Provenance
from communities.requests import ScopedRequest
from communities.survey_items import SURVEY_ITEMS
from intake.editing.entries import Cells, Entry, entry_of
from intake.editing.form_fields import (
    PROVENANCE,
    column_label,
    fields_of,
    other_problems,
    posted_cells,
    problem_words,
    provenance_field,
)
from intake.editing.kinds import ENTRY_KINDS, EntryKind
from intake.editing.writing import Conflict, Gone, IsThere, Wish, add_entry, edit_entry, errors_of
from intake.problems import Problem
from intake.views.register import community_or_404, entry_name, kind_title, register_crumb


@dataclass(frozen=True)
class EntryPage:
    """``version`` is that of the entry as it is shown, empty of a new one; ``beside`` are both texts where they clash."""

    heading: str
    breadcrumbs: list[Link]
    provenance_flags: list[str]
    fixed: str
    fields: list[Field]
    item: str
    version: str
    why: str
    problems: list[str]
    beside: Table | None
    remove_href: str
    history_href: str


@dataclass(frozen=True)
class Shown:
    """What a form shows: cells, what is wrong with them, and, where somebody was faster, the entry as it now is."""

    cells: Cells
    provenance: str
    problems: Sequence[Problem] = ()
    said: Sequence[str] = ()
    now: Entry | None = None
    status: int = 200


def kind_or_404(code: str) -> EntryKind:
    if code not in ENTRY_KINDS:
        raise Http404
    return ENTRY_KINDS[code]


def entry_or_404(community: Community, kind: EntryKind, pk: int) -> Entry:
    found = entry_of(kind, community, pk, lang_now()) if pk < 2**63 else None
    if found is None:
        raise Http404
    return found


def back_to(community: Community, kind: EntryKind) -> HttpResponse:
    return redirect(f"{reverse('intake:register-one', args=[community.code])}#{kind.code}")


# -- a new one


@require_http_methods(["GET", "HEAD", "POST"])
def entry_new(request: ScopedRequest, code: str, kind: str) -> HttpResponse:
    community, chosen = community_or_404(request, code), kind_or_404(kind)
    if not chosen.can_add:
        raise Http404
    if request.method != "POST":
        return _draw_new(request, community, chosen, Shown(_first(request, community, chosen), Provenance.RECORDED))
    wish = wish_of(request, community, chosen, Provenance.RECORDED.value)
    try:
        with under(why=why_of(request)):
            said = add_entry(chosen, wish)
    except IsThere:
        why = _("There is one of this key already, and it says something else: edit that one.")
        return _draw_new(request, community, chosen, Shown(wish.cells, wish.provenance, said=[why], status=409))
    if errors_of(said):
        return _draw_new(request, community, chosen, Shown(wish.cells, wish.provenance, errors_of(said), status=422))
    _tell(request, _("It stands in the register now."), said)
    return back_to(community, chosen)


def _first(request: ScopedRequest, community: Community, kind: EntryKind) -> Cells:
    """What a new form begins with. A code is proposed once, so that the same form sent twice is one entry."""
    today, item = timezone.localdate().isoformat(), request.GET.get("item", "")
    if kind.code == "answer" and item not in SURVEY_ITEMS:
        raise Http404
    proposed = f"{community.code}-{token_hex(3)}"
    codes = {column: proposed for column in kind.key if column.endswith("_code")}
    days: dict[str, str] = {column: today for column in ("answered_on", "complete_on") if column in kind.columns}
    return {**codes, **days, **({"item": item} if item else {})}


def _draw_new(request: ScopedRequest, community: Community, kind: EntryKind, shown: Shown) -> HttpResponse:
    heading = _("%(kind)s: new entry") % {"kind": kind_title(kind)}
    return _draw(request, community, kind, heading, shown, None)


# -- a stored one


@require_http_methods(["GET", "HEAD", "POST"])
def entry(request: ScopedRequest, code: str, kind: str, pk: int) -> HttpResponse:
    community, chosen = community_or_404(request, code), kind_or_404(kind)
    one = entry_or_404(community, chosen, pk)
    if request.method != "POST":
        return _draw_one(request, community, one, Shown(one.cells, one.provenance))
    wish = wish_of(request, community, chosen, one.provenance)
    try:
        with under(why=why_of(request)):
            said = edit_entry(one, request.POST.get("version", ""), wish)
    except Conflict:
        return _clashed(request, community, chosen, pk, wish)
    except Gone:
        raise Http404 from None
    if errors_of(said):
        return _draw_one(request, community, one, Shown(wish.cells, wish.provenance, errors_of(said), status=422))
    _tell(request, _("Saved."), said)
    return back_to(community, chosen)


def _tell(request: ScopedRequest, done: str, said: Sequence[Problem]) -> None:
    """That it is stored, and what is doubtful about it."""
    messages.success(request, done)
    for problem in said:
        messages.warning(request, problem_words(problem))


def wish_of(request: ScopedRequest, community: Community, kind: EntryKind, before: str) -> Wish:
    """``before`` is the provenance where the form says none."""
    said = request.POST.get(PROVENANCE, "")
    provenance = said if said in Provenance.values else before
    cells = posted_cells(kind, request.POST.dict())
    return Wish(request.user, request.work_scope, community, cells, provenance)  # type: ignore[arg-type]  # the gate has seen that somebody is logged in


def why_of(request: ScopedRequest) -> str:
    """What whoever writes says of why; a header of the same meaning where the form says nothing."""
    return request.POST.get("why", "").strip() or circumstances().why


def _clashed(request: ScopedRequest, community: Community, kind: EntryKind, pk: int, wish: Wish) -> HttpResponse:
    """Both texts side by side, and the form with what was wanted, ready to be sent over what stands there now."""
    now = entry_or_404(community, kind, pk)
    return _draw_one(request, community, now, Shown(wish.cells, wish.provenance, now=now, status=409))


def _draw_one(request: ScopedRequest, community: Community, one: Entry, shown: Shown) -> HttpResponse:
    return _draw(request, community, one.kind, entry_name(one), shown, one)


# -- the page


def _draw(
    request: ScopedRequest, community: Community, kind: EntryKind, heading: str, shown: Shown, one: Entry | None
) -> HttpResponse:
    home = Link(f"{name_of(community)} {community.code}", reverse("intake:register-one", args=[community.code]))
    context = EntryPage(
        heading=heading,
        breadcrumbs=[home_crumb(), register_crumb(), home, Link(heading)],
        provenance_flags=flags_of(one),
        fixed=_fixed(kind, shown.cells),
        fields=[*fields_of(kind, shown.cells, shown.problems, is_new=one is None), provenance_field(shown.provenance)],
        item=shown.cells.get("item", "") if one is None else "",
        version=(shown.now or one).version if one else "",
        why=request.POST.get("why", ""),
        problems=[*shown.said, *other_problems(kind, shown.problems, is_new=one is None)],
        beside=_beside(kind, shown) if shown.now else None,
        remove_href=_href("intake:entry-remove", community, one) if one and kind.can_add else "",
        history_href=history_href(request, "community", community.code, community.path),
    )
    response = draw(request, "entry.html", context, room="intake")
    response.status_code = shown.status
    return response


def _fixed(kind: EntryKind, cells: Cells) -> str:
    """The item of an answer, which the page and not the form says."""
    return SURVEY_ITEMS[cells["item"]].name(lang_now()) if kind.code == "answer" and cells.get("item") in SURVEY_ITEMS else ""


def flags_of(one: Entry | None) -> list[str]:
    """The badge of what is stored; a new form shows no figure."""
    label = label_of(one.provenance) if one else ""
    return [label] if label else []


def _href(route: str, community: Community, one: Entry) -> str:
    return reverse(route, args=[community.code, one.kind.code, one.pk])


def _beside(kind: EntryKind, shown: Shown) -> Table:
    """What stands there now and what was wanted, of the columns where they differ."""
    stored: Any = shown.now
    columns = (Column("", "text"), Column(_("As it stands now"), "text"), Column(_("As you want it"), "text"))
    pairs = [(column, stored.cells.get(column, ""), shown.cells.get(column, "")) for column in kind.columns]
    rows = [
        [Cell(column_label(kind, column)), Cell(now or "—"), Cell(wanted or "—")]
        for column, now, wanted in pairs
        if column in shown.cells and now != wanted
    ]
    same = Empty(_("No difference"), _("Somebody else has written the same."))
    return Table(_("Both versions"), columns, rows, same, titled=True)
