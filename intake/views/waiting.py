"""The queue of rows that wait for a person, and one of them with what can be done about it."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.contrib import messages
from django.http import Http404, HttpResponse, QueryDict
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from assessments.contexts import Cell, Choice, Empty, Field, Link, Table
from assessments.templatetags.components import Column
from assessments.views.frame import draw, home_crumb
from assessments.views.language import lang_now, number
from assessments.views.lists import page_href, part_of
from communities.requests import ScopedRequest, need_work
from communities.scope import EVERYWHERE, AreaScope
from facilities.catalogue import FACILITY_TYPES
from intake.columns import FILE_KINDS
from intake.deliveries.settling import drop, settle
from intake.models import RowIssue, WaitingRow
from intake.problems import storable
from intake.selectors import reasons
from intake.selectors import waiting as waiting_in
from intake.views import words
from intake.views.one import problem_table
from intake.waiting import UNPLACED, Cells

_SHOWN = 3


@dataclass(frozen=True)
class WaitingPage:
    breadcrumbs: list[Link]
    total: str
    table: Table
    previous_href: str
    next_href: str


@dataclass(frozen=True)
class WaitingRowPage:
    """``fields`` are the cells of the row, and the columns it lacks."""

    heading: str
    breadcrumbs: list[Link]
    one: WaitingRow
    kind: str
    problems: Table
    fields: list[Field]


@require_safe
def waiting(request: ScopedRequest) -> HttpResponse:
    found = waiting_in(request.scope)
    part = part_of(found, ["-pk"], request.GET)
    context = WaitingPage(
        breadcrumbs=[home_crumb(), Link(_("Bring in data"), reverse("intake:deliveries")), Link(_("Rows that wait"))],
        total=_("%(number)s rows wait") % {"number": number(found.count())},
        table=_table(part.rows, request.work_scope),
        previous_href=page_href(request.GET, part.previous),
        next_href=page_href(request.GET, part.next),
    )
    return draw(request, "waiting.html", context, room="intake")


def _table(found: Sequence[WaitingRow], works: AreaScope) -> Table:
    columns = (
        Column(_("Row"), "text"), Column(_("Holds"), "text"), Column(_("Why it waits"), "text"), Column(_("Delivery"), "text"),
    )  # fmt: skip
    nothing = Empty(_("No row waits"), _("Rows appear here that were left out, or that found no community."))
    issues = reasons(found)
    rows = [_row(one, issues.get((one.batch_id, one.row), []), works) for one in found]
    return Table(_("Rows that wait for a decision"), columns, rows, nothing)


def _row(one: WaitingRow, issues: Sequence[RowIssue], works: AreaScope) -> list[Cell]:
    place = _("%(file)s, row %(row)s") % {"file": one.batch.file_name, "row": one.row}
    holds = [text for _header, text in one.cells if text][:_SHOWN]
    said = words.problem_of(issues[0]).sentence(lang_now()) if issues else "—"
    delivery = _("Delivery %(number)s") % {"number": one.batch.delivery_id}
    href = reverse("intake:waiting-row", args=[one.pk]) if works.covers(_place_of(one)) else ""
    return [
        Cell(place, href, note=words.kind_word(one.batch.kind)),
        Cell(" · ".join(text if len(text) <= 40 else f"{text[:39]}…" for text in holds)),
        Cell(said),
        Cell(delivery, reverse("intake:delivery", args=[one.batch.delivery_id])),
    ]


@require_http_methods(["GET", "HEAD", "POST"])
def waiting_row(request: ScopedRequest, pk: int) -> HttpResponse:
    one = waiting_in(request.scope).filter(pk=pk).first() if pk < 2**31 else None
    if one is None:
        raise Http404
    need_work(request, _place_of(one))
    if request.method == "POST":
        return _decide(request, one)
    issues = reasons([one]).get((one.batch_id, one.row), [])
    heading = _("%(file)s, row %(row)s") % {"file": one.batch.file_name, "row": one.row}
    queue = Link(_("Rows that wait"), reverse("intake:waiting"))
    context = WaitingRowPage(
        heading=heading,
        breadcrumbs=[home_crumb(), Link(_("Bring in data"), reverse("intake:deliveries")), queue, Link(heading)],
        one=one,
        kind=words.kind_word(one.batch.kind),
        problems=problem_table(issues),
        fields=_fields(one, issues),
    )
    return draw(request, "waiting_row.html", context, room="intake")


def _place_of(one: WaitingRow) -> str:
    """Where the delivery that brought the row may write."""
    return one.batch.delivery.path if one.batch.delivery else EVERYWHERE


def _decide(request: ScopedRequest, one: WaitingRow) -> HttpResponse:
    if request.POST.get("decision") == "drop":
        drop(by=request.user, row=one)  # type: ignore[arg-type]  # the gate has seen that somebody is logged in
        messages.success(request, _("The row has been let go."))
        return redirect("intake:waiting")
    made = settle(by=request.user, row=one, cells=_cells(request.POST, one))  # type: ignore[arg-type]  # as above
    return redirect("intake:delivery", made.pk)


def _cells(posted: QueryDict, one: WaitingRow) -> Cells:
    """The cells as they were corrected, with the columns that were added and filled."""
    kept = [[header, storable(str(posted.get(f"cell-{at}", text)))] for at, (header, text) in enumerate(one.cells)]
    added = [[key, storable(str(posted.get(f"added-{key}", "")))] for key in _lacking(one)]
    return [*kept, *([key, text] for key, text in added if text)]


def _lacking(one: WaitingRow) -> list[str]:
    """Columns that a decision may need and the file has not: those that tell what a thing is, where it stands, and which."""
    kind = FILE_KINDS[one.batch.kind]
    had = {column.key for column in kind.columns([header for header, _text in one.cells])}
    offered = ("facility_code", "facility_type", "code") if kind.code == "facilities" else ("code",)
    return [key for key in offered if key not in had and key in kind.by_name.values()]


def _fields(one: WaitingRow, issues: Sequence[RowIssue]) -> list[Field]:
    kind, known = FILE_KINDS[one.batch.kind], _known(issues)
    blamed = {issue.column: words.problem_of(issue) for issue in issues if issue.is_error}
    found = []
    for at, (header, text) in enumerate(one.cells):
        problem = blamed.get(header)
        said = [f"{problem.sentence(lang_now())} {problem.remedy(lang_now())}"] if problem else []
        column = kind.column(header)
        key = column.key if column else ""
        shown = known if key == "facility_code" and not text else text
        options = _types(shown) if key in ("facility_type", "type") and kind.code == "facilities" else ()
        found.append(Field(f"cell-{at}", header, shown, options, errors=said))
    return [*found, *(_added(key, one, known) for key in _lacking(one))]


def _known(issues: Sequence[RowIssue]) -> str:
    """The code of the facility that was stored without a community, so that it is found again; empty where none was."""
    return next((str(issue.details.get("facility", "")) for issue in issues if issue.code in UNPLACED), "")


def _added(key: str, one: WaitingRow, known: str) -> Field:
    """A column that the file lacks."""
    label = words.key_word(one.batch.kind, key)
    if key == "facility_type":
        return Field(f"added-{key}", label, options=_types(""))
    return Field(f"added-{key}", label, known if key == "facility_code" else "")


def _types(given: str) -> list[Choice]:
    """The catalogue to choose from; what the file says stands first, and is what is sent if nobody chooses."""
    types = [Choice(code, each.name(lang_now())) for code, each in FACILITY_TYPES.items()]
    return [Choice(given, given or "—", selected=True), *types]
