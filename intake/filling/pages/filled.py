"""A form and what it holds when it is filled for a place: the first rows on the page, all of them as a file."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from io import BytesIO
from urllib.parse import urlencode

from django.http import FileResponse, Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from assessments.contexts import Cell, Link, Table, Term
from assessments.labels import label_codes
from assessments.templatetags.components import Column
from assessments.views.choosing import CHOOSABLE
from assessments.views.frame import draw, record_href
from assessments.views.language import lang_now, moment_text, name_of
from communities.divisions import short_code
from communities.requests import ScopedRequest
from communities.scope import EVERYWHERE
from communities.selectors import divisions
from communities.words import Lang
from intake.filling.fields import FIELDS
from intake.filling.filling import Asked, Values, file_name, values_for, written
from intake.filling.formats import FORMATS
from intake.filling.pages.keeping import EVERYWHERE_WORDS, said
from intake.filling.pages.placing import crumbs, heading_of
from intake.filling.pages.reach import Place, code_text, form_read, may_change, places_asked, usual_place
from intake.filling.places import Found, Kind, Part, Placement, Sketch, rows_of
from intake.filling.selectors import placements_of
from intake.models import BlankForm
from intake.problems import FileRefused

SHOWN = 20


@dataclass(frozen=True)
class FilledPage:
    """``offered``: places to choose among, where a name means several. ``tables``: the first rows of each table of the form."""

    breadcrumbs: list[Link]
    form: BlankForm
    provenance_flags: Sequence[str]
    facts: Sequence[Term]
    asked: str
    as_of: str
    place_name: str
    choices: Sequence[tuple[str, str]]
    offered: Sequence[Link]
    problem: str
    tables: Sequence[Table]
    terms: Sequence[Term]
    unknown: str
    download_href: str
    may_change: bool
    record_href: str


@dataclass(frozen=True)
class Query:
    """What was asked for. ``asked`` is None where it is not clear yet; ``offered`` then says what it may be."""

    text: str
    as_of: str
    asked: Asked | None
    offered: Sequence[Place] = ()


@require_safe
def form_page(request: ScopedRequest, pk: int) -> HttpResponse:
    form = form_read(request, pk)
    query = _query(request)
    if query.asked is None:
        return draw(request, "fill_form.html", _context(request, form, query), room="intake")
    try:
        values = _values(request, form, query.asked)
    except FileRefused as refused:
        return draw(request, "fill_form.html", _context(request, form, query, problem=said(refused)), room="intake")
    return draw(request, "fill_form.html", _context(request, form, query, values), room="intake")


@require_safe
def download(request: ScopedRequest, pk: int) -> HttpResponseBase:
    """The filled form. Raises Http404 for a place that is not within reach."""
    form = form_read(request, pk)
    query = _query(request)
    if query.asked is None:
        raise Http404
    try:
        values = _values(request, form, query.asked)
        content = written(bytes(form.content), form.kind, values)
    except FileRefused as refused:
        response = draw(request, "fill_form.html", _context(request, form, query, problem=said(refused)), room="intake")
        response.status_code = 422
        return response
    name = file_name(form.name, form.kind, query.asked, values)
    answer = FileResponse(BytesIO(content), as_attachment=True, filename=name, content_type=FORMATS[form.kind].media_type)
    answer["Cache-Control"] = "private, no-store"
    return answer


def _query(request: ScopedRequest) -> Query:
    """Raises Http404 for a code that is not within reach, and for a day that is none."""
    text, as_of = request.GET.get("division", "").strip(), request.GET.get("as_of", "").strip()
    day, today = _day(as_of), timezone.localdate()
    if not text:
        return Query(text, as_of, Asked(_usual(request), today, day))
    found = places_asked(request.scope, text)
    if not found and text.isdecimal():
        raise Http404
    if len(found) == 1:
        return Query(code_text(found[0]), as_of, Asked(found[0], today, day))
    return Query(text, as_of, None, found)


def _usual(request: ScopedRequest) -> Place | None:
    """The one division that somebody works for, also where reading is open."""
    return usual_place(request.work_scope) or usual_place(request.scope)


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text) if text else None
    except ValueError as wrong:
        raise Http404 from wrong


def _values(request: ScopedRequest, form: BlankForm, asked: Asked) -> Values:
    lang: Lang = "en" if form.language == "en" else "zh"
    return values_for(request.scope, asked, placements_of(form), lang=lang, says_unknown=form.says_unknown)


def _context(
    request: ScopedRequest, form: BlankForm, query: Query, values: Values | None = None, problem: str = ""
) -> FilledPage:
    placements = placements_of(form)
    first_rows = {part: min(rows) for part, rows in rows_of(placements).items()}
    sketch = FORMATS[form.kind].sketch(bytes(form.content), first_rows)
    place = query.asked.place if query.asked else None
    return FilledPage(
        breadcrumbs=[*crumbs(form)[:-1], Link(form.name)],
        form=form,
        provenance_flags=label_codes(values.labels) if values else [],
        facts=_facts(request, form, values),
        asked=query.text or code_text(place),
        as_of=query.as_of,
        place_name=name_of(place) if place else _("everything within your reach"),
        choices=_choices(request),
        offered=[
            Link(f"{name_of(each)} {short_code(each.code)}", _here(form, "fill-form", each, query)) for each in query.offered
        ],
        problem=problem or (_("No division and no community within your reach has this name.") if _is_lost(query) else ""),
        tables=_tables(form, sketch, values) if values else [],
        terms=_terms(sketch, values) if values else [],
        unknown=_unknown(sketch, values) if values else "",
        download_href=_here(form, "fill-download", place, query) if values else "",
        may_change=may_change(request, form),
        record_href=record_href(request, "form", form.pk, form.division.path if form.division else EVERYWHERE),
    )


def _is_lost(query: Query) -> bool:
    return query.asked is None and not query.offered


def _here(form: BlankForm, name: str, place: Place | None, query: Query) -> str:
    asked = {"division": code_text(place), "as_of": query.as_of}
    tail = urlencode({key: value for key, value in asked.items() if value})
    return reverse(f"intake:{name}", args=[form.pk]) + (f"?{tail}" if tail else "")


def _choices(request: ScopedRequest) -> list[tuple[str, str]]:
    """Divisions to choose from while typing, where they are not too many."""
    found = list(divisions(request.scope)[: CHOOSABLE + 1])
    return [(short_code(each.code), name_of(each)) for each in found] if len(found) <= CHOOSABLE else []


def _facts(request: ScopedRequest, form: BlankForm, values: Values | None) -> list[Term]:
    people = request.user.is_authenticated
    found = [
        Term(_("File"), form.file_name, href=reverse("intake:fill-blank", args=[form.pk])),
        Term(_("Division"), name_of(form.division) if form.division else str(EVERYWHERE_WORDS)),
        Term(_("Brought"), moment_text(form.created_at), note=str(form.uploaded_by or "") if people else ""),
        Term(_("Version"), str(form.version), note=moment_text(form.placed_at)),
    ]
    if values:
        found += [Term(_("Figures as of"), values.as_of.isoformat())]
        found += (
            [Term(_("Round"), str(values.round.pk), href=reverse("assessments:round", args=[values.round.pk]))]
            if values.round
            else []
        )
    return found


def _label(sketch: Sketch, placement: Placement) -> str:
    found: Found | None = sketch.places().get(placement.place)
    words = FIELDS[placement.field].words.of(lang_now())
    return found.label if found and found.label else words


def _tables(form: BlankForm, sketch: Sketch, values: Values) -> list[Table]:
    made = []
    for part in sketch.parts:
        columns = [each for each in values.given if each.place.part == part.number and each.place.kind is Kind.COLUMN]
        if columns:
            made.append(_table(form, part, sketch, sorted(columns, key=lambda each: each.place.column), values))
    return made


def _table(form: BlankForm, part: Part, sketch: Sketch, columns: Sequence[Placement], values: Values) -> Table:
    heads = [Column(_label(sketch, each), "text") for each in columns]
    rows = zip(*(values.given[each][:SHOWN] for each in columns), strict=True)
    number = len(values.given[columns[0]])
    more = _("%(name)s: the first %(shown)s of %(number)s rows") % {
        "name": heading_of(form, part), "shown": min(SHOWN, number), "number": number,
    }  # fmt: skip
    cells = [[Cell(values.plan.text(given) or "—") for given in row] for row in rows]
    return Table(more, heads, cells, titled=True)


def _terms(sketch: Sketch, values: Values) -> list[Term]:
    single = [each for each in values.given if each.place.kind is not Kind.COLUMN]
    return [Term(_label(sketch, each), values.plan.text(values.given[each][0]) or "—") for each in single]


def _unknown(sketch: Sketch, values: Values) -> str:
    """What stays unknown, place by place, with the number of rows."""
    texts = [f"{_label(sketch, each)} ({number})" for each, number in values.unknown.items()]
    return ("、" if lang_now() == "zh" else ", ").join(texts)
