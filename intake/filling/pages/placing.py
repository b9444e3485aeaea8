"""What belongs where in a form: every place with a list of fields, what was recognised chosen in advance where it is sure."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from django.contrib import messages
from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods
from openpyxl.utils import column_index_from_string, get_column_letter

from assessments.contexts import Choice, Link
from assessments.law import rules_on
from assessments.selectors.cards import rules_of
from assessments.selectors.rounds import latest_round
from assessments.views.frame import draw, home_crumb
from assessments.views.language import lang_now
from communities.requests import ScopedRequest
from facilities.catalogue import FACILITY_TYPES
from intake.filling.fields import FIELDS, Per
from intake.filling.formats import FORMATS
from intake.filling.naming import Proposal, offered, proposals
from intake.filling.pages.keeping import said
from intake.filling.pages.losing import losses_said
from intake.filling.pages.reach import form_worked
from intake.filling.places import Found, Kind, Part, Place, Placement, Sketch, rows_of
from intake.filling.selectors import placements_of
from intake.filling.services import place_fields
from intake.models import BlankForm
from intake.problems import FileRefused

_ADDRESS: Final = re.compile(r"([A-Z]{1,3})([1-9][0-9]{0,4})")
Chosen = Mapping[str, tuple[str, str]]
"""Key of a place -> (field, about)."""


@dataclass(frozen=True)
class Group:
    """Options under one heading of a list."""

    label: str
    options: Sequence[Choice]


@dataclass(frozen=True)
class Line:
    """One place. ``hint`` says what it may ask for, where nobody has chosen; ``is_column``: a row for each community."""

    key: str
    label: str
    address: str
    field: str
    about: str
    hint: str
    is_column: bool


@dataclass(frozen=True)
class Section:
    """A sheet, a table, or the text of a document. ``may_add``: any other cell can be named."""

    number: int
    heading: str
    first_row: int | None
    lines: Sequence[Line]
    may_add: bool

    @property
    def added_field(self) -> str:
        return f"added-field:{self.number}"

    @property
    def added_about(self) -> str:
        return f"added-about:{self.number}"


@dataclass(frozen=True)
class PlacesPage:
    """``community_fields`` for columns, ``all_fields`` for cells and blanks; ``abouts`` beside both."""

    breadcrumbs: list[Link]
    form: BlankForm
    sections: Sequence[Section]
    community_fields: Sequence[Group]
    all_fields: Sequence[Group]
    abouts: Sequence[Group]
    losses: str
    language: str
    says_unknown: bool
    problem: str
    recognised: int
    open_hints: int


@require_http_methods(["GET", "HEAD", "POST"])
def places(request: ScopedRequest, pk: int) -> HttpResponse:
    form = form_worked(request, pk)
    if request.method == "POST":
        return _save(request, form)
    return draw(request, "fill_places.html", _shown(request, form), room="intake")


def _save(request: ScopedRequest, form: BlankForm) -> HttpResponse:
    try:
        place_fields(
            by=request.user,  # type: ignore[arg-type]  # the gate has seen that somebody is logged in
            form=form,
            version=_number(texts_of(request.POST).get("version", "")) or 0,
            placements=placements_in(texts_of(request.POST)),
            language="en" if request.POST.get("language") == "en" else "zh",
            says_unknown=request.POST.get("unknown") != "blank",
        )
    except FileRefused as refused:
        response = draw(request, "fill_places.html", _refused(request, form, said(refused)), room="intake")
        response.status_code = 409 if refused.problem.code == "form_changed" else 422
        return response
    messages.success(request, _("What belongs where has been saved."))
    return redirect("intake:fill-form", form.pk)


def texts_of(query: QueryDict) -> dict[str, str]:
    """The last value of every name."""
    return {name: str(query.get(name, "")) for name in query}


def placements_in(data: Mapping[str, str]) -> list[Placement]:
    """What was chosen; places without a field are left alone. Raises FileRefused for what no page of ours sends."""
    found = []
    for name in data:
        kind, _sign, key = name.partition(":")
        if kind == "field" and data[name]:
            place = Place.from_key(key)
            if place is None:
                raise FileRefused("form_place", value=key)
            found.append(Placement(place, data[name], data.get(f"about:{key}", "")))
    return found + [_added(data, name) for name in data if name.startswith("cell:") and data[name].strip()]


def _added(data: Mapping[str, str], name: str) -> Placement:
    """A cell that was named by its address."""
    part, address = name.removeprefix("cell:"), data[name].strip().upper()
    found = _ADDRESS.fullmatch(address)
    if not found or not _number(part):
        raise FileRefused("form_place", value=address)
    place = Place(Kind.CELL, int(part), int(found[2]), column_index_from_string(found[1]))
    return Placement(place, data.get(f"added-field:{part}", ""), data.get(f"added-about:{part}", ""))


def _shown(request: ScopedRequest, form: BlankForm) -> PlacesPage:
    stored = placements_of(form)
    first_rows = {part: min(rows) for part, rows in rows_of(stored).items()} | _first_rows(texts_of(request.GET))
    sketch = FORMATS[form.kind].sketch(bytes(form.content), first_rows)
    hints = proposals(sketch)
    chosen = {each.place.key: (each.field, each.about) for each in stored}
    if not form.version:
        chosen = {key: (each.field, each.about) for key, each in hints.items() if each.is_sure}
    return _page(request, form, sketch, chosen, hints, form.language, says_unknown=form.says_unknown)


def _refused(request: ScopedRequest, form: BlankForm, problem: str) -> PlacesPage:
    """The page with what was chosen, and why it was not saved."""
    data = texts_of(request.POST)
    keys = [name.partition(":")[2] for name in data if name.startswith("field:")]
    known = [(key, place) for key in keys if (place := Place.from_key(key))]
    rows = {place.part: place.row for _key, place in known if place.kind is Kind.COLUMN}
    sketch = FORMATS[form.kind].sketch(bytes(form.content), rows)
    chosen = {key: (data[f"field:{key}"], data.get(f"about:{key}", "")) for key, _place in known}
    language, says_unknown = data.get("language", ""), data.get("unknown") != "blank"
    return _page(request, form, sketch, chosen, proposals(sketch), language, says_unknown=says_unknown, problem=problem)


def _first_rows(query: Mapping[str, str]) -> dict[int, int]:
    """``first-1=6``: in sheet 1 the data begin in row 6."""
    asked = {_number(name.removeprefix("first-")): _number(query[name]) for name in query if name.startswith("first-")}
    return {part: row for part, row in asked.items() if part and row}


def _number(text: str) -> int | None:
    return int(text) if text.isdecimal() and text.isascii() and len(text) < 6 else None


def _page(
    request: ScopedRequest, form: BlankForm, sketch: Sketch, chosen: Chosen, hints: Mapping[str, Proposal], language: str,
    *, says_unknown: bool, problem: str = "",
) -> PlacesPage:  # fmt: skip
    sections = [_section(form, part, chosen, hints) for part in sketch.parts if part.found or form.kind == "xlsx"]
    lines = [line for section in sections for line in section.lines]
    return PlacesPage(
        breadcrumbs=[*crumbs(form), Link(_("What belongs where"))],
        form=form,
        sections=sections,
        community_fields=[_fields(Per.COMMUNITY, _("Of each community"))],
        all_fields=[_fields(Per.SCOPE, _("Of the whole")), _fields(Per.COMMUNITY, _("Of one community"))],
        abouts=_abouts(request),
        losses=losses_said(sketch.losses, lang_now()),
        language=language,
        says_unknown=says_unknown,
        problem=problem,
        recognised=sum(bool(line.field) for line in lines),
        open_hints=sum(bool(line.hint) for line in lines),
    )


def crumbs(form: BlankForm) -> list[Link]:
    return [
        home_crumb(),
        Link(_("Fill a form"), reverse("intake:fill")),
        Link(form.name, reverse("intake:fill-form", args=[form.pk])),
    ]


def _section(form: BlankForm, part: Part, chosen: Chosen, hints: Mapping[str, Proposal]) -> Section:
    """Places that were named by their address are lines too."""
    own = {found.place.key for found in part.found}
    added = [
        Found(place, "", f"{get_column_letter(place.column)}{place.row}")
        for key in chosen
        if key not in own and (place := Place.from_key(key)) and place.part == part.number and place.kind is Kind.CELL
    ]
    lines = [_line(found, chosen, hints) for found in (*part.found, *added)]
    return Section(part.number, heading_of(form, part), part.first_row, lines, may_add=form.kind == "xlsx")


def heading_of(form: BlankForm, part: Part) -> str:
    if form.kind == "xlsx":
        return _("Sheet %(name)s") % {"name": part.name}
    return _("Table %(number)s") % {"number": part.number} if part.number else _("Blanks in the text")


def _line(found: Found, chosen: Chosen, hints: Mapping[str, Proposal]) -> Line:
    key = found.place.key
    field, about = chosen.get(key, ("", ""))
    hint = _hint(hints[key]) if key in hints and not field else ""
    return Line(key, found.label, found.address, field, about, hint, found.place.kind is Kind.COLUMN)


def _hint(proposal: Proposal) -> str:
    name = FIELDS[proposal.field].words.of(lang_now())
    about = FACILITY_TYPES[proposal.about].name(lang_now()) if proposal.about else ""
    return f"{name} ({about})" if about else name


def _fields(per: Per, label: str) -> Group:
    return Group(label, [Choice(field.code, field.words.of(lang_now())) for field in offered(per)])


def _abouts(request: ScopedRequest) -> list[Group]:
    """Facility types, and the rules of the newest round, or of the law in force where there is none."""
    lang, one = lang_now(), latest_round(request.scope)
    rules = rules_of(one) if one else rules_on(timezone.localdate())
    return [
        Group(_("Facility types"), [Choice(code, each.name(lang)) for code, each in FACILITY_TYPES.items()]),
        Group(_("Rules"), [Choice(rule.code, f"{rule.code} {rule.name.of(lang)}") for rule in rules]),
    ]
