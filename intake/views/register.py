"""The register of a community, row by row, for those who keep it."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from assessments.contexts import Cell, Empty, Link, Table
from assessments.templatetags.components import Column
from assessments.views.frame import draw, history_href, home_crumb
from assessments.views.language import lang_now, listed, name_of
from assessments.views.lists import page_href, part_of, rows_of
from assessments.views.provenance import label_of
from communities.filters import CommunityFilter
from communities.models import Community
from communities.requests import ScopedRequest
from communities.selectors import communities
from communities.survey_items import SURVEY_ITEMS
from facilities.catalogue import FACILITY_TYPES
from intake.editing.entries import Entry, entries_of
from intake.editing.kinds import ENTRY_KINDS, EntryKind
from intake.views.words import key_word, table_word

_SHOWN = 4  # columns of an entry that tell what it says


@dataclass(frozen=True)
class RegisterPage:
    breadcrumbs: list[Link]
    search: str
    table: Table
    previous_href: str
    next_href: str


@dataclass(frozen=True)
class Section:
    """One kind of entries. ``add_href`` is empty where none can be added on a form."""

    title: str
    anchor: str
    table: Table
    add_href: str


@dataclass(frozen=True)
class CommunityRegisterPage:
    heading: str
    breadcrumbs: list[Link]
    provenance_flags: list[str]
    sections: list[Section]
    actions: list[Link]


def community_or_404(request: ScopedRequest, code: str) -> Community:
    found = communities(request.scope).filter(code=code).first()
    if found is None:
        raise Http404
    return found


def register_crumb() -> Link:
    return Link(_("Register"), reverse("intake:register"))


@require_safe
def register(request: ScopedRequest) -> HttpResponse:
    """The communities whose register the reader keeps."""
    asked = CommunityFilter(request.GET, communities(request.scope).defer("boundary"), scope=request.scope)
    part = part_of(rows_of(asked), ["code"], request.GET)
    columns = (Column(_("Community"), "text"), Column(_("Code"), "code"), Column(_("Division"), "text"))
    nothing = Empty(_("No community"), _("There is none of this name or code where you keep the register."))
    context = RegisterPage(
        breadcrumbs=[home_crumb(), Link(_("Register"))],
        search=request.GET.get("search", ""),
        table=Table(_("Communities"), columns, [_community(each) for each in part.rows], nothing, titled=True),
        previous_href=page_href(request.GET, part.previous),
        next_href=page_href(request.GET, part.next),
    )
    return draw(request, "register.html", context, room="intake")


def _community(each: Community) -> list[Cell]:
    href = reverse("intake:register-one", args=[each.code])
    return [Cell(name_of(each), href), Cell(each.code), Cell(name_of(each.division))]


@require_safe
def register_one(request: ScopedRequest, code: str) -> HttpResponse:
    one = community_or_404(request, code)
    entries = {code_of_kind: entries_of(kind, one, lang_now()) for code_of_kind, kind in ENTRY_KINDS.items()}
    context = CommunityRegisterPage(
        heading=_("Register of %(name)s") % {"name": name_of(one)},
        breadcrumbs=[home_crumb(), register_crumb(), Link(f"{name_of(one)} {one.code}")],
        provenance_flags=sorted(filter(None, {label_of(each.provenance) for found in entries.values() for each in found})),
        sections=[_section(ENTRY_KINDS[code_of_kind], one, found) for code_of_kind, found in entries.items()],
        actions=_actions(request, one),
    )
    return draw(request, "register_one.html", context, room="intake")


def _actions(request: ScopedRequest, one: Community) -> list[Link]:
    card, past = reverse("assessments:scorecard", args=[one.code]), history_href(request, "community", one.code, one.path)
    return [Link(_("Scorecard"), card), *([Link(_("History"), past)] if past else [])]


def _section(kind: EntryKind, one: Community, found: Sequence[Entry]) -> Section:
    add = reverse("intake:entry-new", args=[one.code, kind.code]) if kind.can_add and kind.code != "answer" else ""
    table = _answers_table(kind, one, found) if kind.code == "answer" else _table(kind, one, found)
    return Section(kind_title(kind), kind.code, table, add)


def kind_title(kind: EntryKind) -> str:
    word = table_word(kind.table)
    return f"{word[:1].upper()}{word[1:]}"


def _table(kind: EntryKind, one: Community, found: Sequence[Entry]) -> Table:
    columns = (Column(_("Entry"), "text"), Column(_("Says"), "text"))
    nothing = Empty(_("None yet"), _("Nothing of this kind is known of the community. That is unknown, and not none."))
    return Table(kind_title(kind), columns, [_row(kind, one, each) for each in found], nothing, titled=True)


def _row(kind: EntryKind, one: Community, entry: Entry) -> list[Cell]:
    href = reverse("intake:entry", args=[one.code, kind.code, entry.pk])
    label = label_of(entry.provenance)
    return [Cell(entry_name(entry), href, provenance=label), Cell(_says(kind, entry))]


def entry_name(entry: Entry) -> str:
    """What tells the entry from others of its kind."""
    cells, kind = entry.cells, entry.kind
    if kind.code in ("facility", "declaration"):
        type_name = FACILITY_TYPES[cells["facility_type"]].name(lang_now())
        return (
            f"{cells.get('facility_name') or type_name} {cells.get('facility_code', '')}{cells.get('complete_on', '')}".strip()
        )
    if kind.code == "answer":
        return f"{SURVEY_ITEMS[cells['item']].name(lang_now())} {cells['answered_on']}"
    own = cells.get("name_en") if lang_now() == "en" else ""
    named = [own or cells.get("name", ""), *(cells.get(column, "") for column in ("compound_name", "premises_name", *kind.key))]
    return " ".join(text for text in named if text)


def _says(kind: EntryKind, entry: Entry) -> str:
    filled = [column for column in kind.columns if entry.cells.get(column) and column not in kind.key and column not in _NAMES]
    said = [f"{key_word(kind.file, column)} {_said(column, entry)}" for column in filled[:_SHOWN]]
    return listed(said) or "—"


_NAMES = frozenset({"name", "compound_name", "premises_name", "facility_name"})


def _said(column: str, entry: Entry) -> str:
    text = entry.cells[column]
    return FACILITY_TYPES[text].name(lang_now()) if column == "facility_type" else text


def _answers_table(kind: EntryKind, one: Community, found: Sequence[Entry]) -> Table:
    """A row for every item, with its newest answer; older ones stand in the history."""
    newest = {each.cells["item"]: each for each in sorted(found, key=lambda each: each.cells["answered_on"])}
    columns = (Column(_("Item"), "text"), Column(_("Answer"), "text"), Column(_("Answered on"), "code"), Column("", "text"))
    rows = [_answer(kind, one, code, newest.get(code)) for code in SURVEY_ITEMS]
    return Table(kind_title(kind), columns, rows, titled=True)


def _answer(kind: EntryKind, one: Community, item: str, entry: Entry | None) -> list[Cell]:
    new = f"{reverse('intake:entry-new', args=[one.code, kind.code])}?item={item}"
    href = reverse("intake:entry", args=[one.code, kind.code, entry.pk]) if entry else ""
    return [
        Cell(SURVEY_ITEMS[item].name(lang_now()), provenance=label_of(entry.provenance) if entry else ""),
        Cell(entry.cells["value"] if entry else _("not answered"), href),
        Cell(entry.cells["answered_on"] if entry else "—"),
        Cell(_("New answer"), new),
    ]
