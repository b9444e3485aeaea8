"""One delivery: how far it is, what was found, what it would change, and what can be done with it."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from django.contrib import messages
from django.http import FileResponse, Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from assessments.contexts import Cell, Empty, Link, Table, Term
from assessments.templatetags.components import Column
from assessments.views.frame import draw, home_crumb, record_href
from assessments.views.language import day_text, lang_now, listed, moment_text, number
from assessments.views.provenance import label_of
from communities.requests import ScopedRequest
from intake.deliveries import receiving
from intake.deliveries.keeping import has_files
from intake.deliveries.receiving import OPEN, NotNow
from intake.models import Batch, Delivery, RowIssue
from intake.models.delivery import DeliveryState
from intake.preview import SAMPLES
from intake.selectors import batches, issues
from intake.views import words
from intake.views.guard import delivery_or_404, delivery_to_work_on

SHOWN = 10


@dataclass(frozen=True)
class Sheet:
    """One table of the delivery as the page shows it. ``columns_href`` is empty where nothing can be said of its columns."""

    title: str
    kind: str
    counts: str
    left_out: str
    waiting: str
    problems: Table | None
    more_href: str
    more: str
    columns_href: str
    vanished: list[str]
    vanished_more: str


@dataclass(frozen=True)
class Preview:
    """What one table of the database gains: ``line`` are the numbers, ``rows`` the first of them."""

    title: str
    line: str
    rows: Table
    cut: str


@dataclass(frozen=True)
class DeliveryPage:
    heading: str
    breadcrumbs: list[Link]
    one: Delivery
    provenance_flags: list[str]
    stage: str
    fault: tuple[str, str] | None
    verdict: str
    about: list[Term]
    sheets: list[Sheet]
    previews: list[Preview]
    record_href: str
    can: dict[str, Any] = field(default_factory=dict)


@require_safe
def page(request: ScopedRequest, pk: int) -> HttpResponse:
    one = delivery_or_404(request, pk)
    found = list(batches(one))
    heading = _("Delivery %(number)s") % {"number": one.pk}
    context = DeliveryPage(
        heading=heading,
        breadcrumbs=[home_crumb(), Link(_("Bring in data"), reverse("intake:deliveries")), Link(heading)],
        one=one,
        provenance_flags=_labels(one, found),
        stage=words.stage_word(one),
        fault=words.fault_words(one.fault) if one.fault else None,
        verdict=_verdict(one, found),
        about=_about(one),
        sheets=[] if one.is_running else [_sheet(one, batch, works=request.work_scope.covers(one.path)) for batch in found],
        previews=[] if one.is_running else [_preview(each) for each in one.preview],
        record_href=record_href(request, "delivery", one.pk, one.path),
        can=_can(one, found) if request.work_scope.covers(one.path) else {},
    )
    return draw(request, "delivery.html", context, fragment="_delivery.html", room="intake")


def _labels(one: Delivery, found: list[Batch]) -> list[str]:
    labels = {label_of(batch.source.provenance) for batch in found if batch.source} | {label_of(one.provenance)}
    return sorted(label for label in labels if label)


def _verdict(one: Delivery, found: list[Batch]) -> str:
    errors, left_out = sum(batch.errors for batch in found), sum(batch.left_out for batch in found)
    said = {
        DeliveryState.CHECKED: _("There are errors: nothing is stored until they are corrected, or their rows left out.")
        if errors
        else _("All checks passed. Nothing is stored yet: look at what would change, then store it."),
        DeliveryState.STORED: _("Stored. Rows left out because of errors: %(rows)s.") % {"rows": number(left_out)}
        if left_out
        else _("Everything is stored."),
        DeliveryState.REJECTED: _("There are errors: nothing of these files was stored."),
        DeliveryState.CANCELLED: _("It was cancelled, and nothing was stored."),
        DeliveryState.UNDONE: _("Everything that these files had changed is as it was before."),
    }
    return said.get(DeliveryState(one.state), "")


def _about(one: Delivery) -> list[Term]:
    files = [f"{file.name} ({number(file.size)} B)" for file in one.files.all()]
    return [
        Term(_("Files"), listed(files) or listed([batch.file_name for batch in batches(one)])),
        Term(_("Brought by"), str(one.brought_by) if one.brought_by else _("a command"), note=moment_text(one.brought_at)),
        Term(_("Division"), words.place_word(one)),
        Term(_("Source"), one.source_name or _("named after each file")),
        *([Term(_("Data as of"), day_text(one.day))] if one.day else []),
    ]


def _can(one: Delivery, found: list[Batch]) -> dict[str, Any]:
    """What the page offers. ``store``: all, rows (those without errors, where they would change anything), or nothing."""
    errors = sum(batch.errors for batch in found)
    is_there = has_files(one)
    store = "all" if not errors else "rows" if one.preview else ""
    return {
        "store": store if one.state == DeliveryState.CHECKED and found and is_there else "",
        "again": one.state in OPEN and is_there,
        "cancel": one.is_running and one.state != DeliveryState.UNDOING and not one.cancel_asked,
        "undo": one.state == DeliveryState.STORED and one.act_id is not None,
        "annotated": bool(one.annotated_en if lang_now() == "en" else one.annotated_zh),
        "files_gone": one.state in OPEN and not is_there,
    }


def _sheet(one: Delivery, batch: Batch, *, works: bool) -> Sheet:
    found, every = list(issues(one, batch.pk).order_by("-is_error", "row", "pk")[:SHOWN]), batch.errors + batch.notes
    can_be_taught = works and one.state in OPEN and (batch.headings or not batch.kind) and has_files(one)
    left_out = _("rows left out: %(rows)s") % {"rows": number(batch.left_out)} if batch.left_out else ""
    waits = _("rows that wait for a decision: %(rows)s") % {"rows": number(batch.waiting_number)}
    rest = batch.vanished_number - len(batch.vanished[:SHOWN])
    return Sheet(
        title=f"{batch.file_name} [{batch.sheet}]" if batch.sheet else batch.file_name,
        kind=words.kind_word(batch.kind),
        counts=words.counts_line(batch),
        left_out=left_out,
        waiting=waits if batch.waiting_number and one.state == DeliveryState.STORED else "",
        problems=problem_table(found) if found else None,
        more_href=f"{reverse('intake:problems', args=[one.pk])}?batch={batch.pk}" if every > len(found) else "",
        more=_("All %(number)s problems") % {"number": number(every)},
        columns_href=reverse("intake:columns", args=[one.pk, batch.pk]) if can_be_taught else "",
        vanished=batch.vanished[:SHOWN],
        vanished_more=_("and %(number)s more") % {"number": number(rest)} if rest > 0 else "",
    )


def problem_table(found: list[RowIssue]) -> Table:
    columns = (
        Column(_("Where"), "text"), Column(_("Column"), "text"), Column(_("Cell"), "text"), Column(_("Problem"), "text"),
        Column(_("What to do"), "text"),
    )  # fmt: skip
    nothing = Empty(_("No problems"), _("Every row passed every check."))
    return Table(_("Problems"), columns, [_problem_row(issue) for issue in found], nothing, titled=True)


def _problem_row(issue: RowIssue) -> list[Cell]:
    problem = words.problem_of(issue)
    kind = _("error") if issue.is_error else _("note")
    return [
        Cell(_("Row %(row)s") % {"row": issue.row} if issue.row else _("Whole file"), note=issue.sheet),
        Cell(issue.column or "—"),
        Cell(issue.value or "—"),
        Cell(problem.sentence(lang_now()), note=f"{kind} · {issue.code}"),
        Cell(problem.remedy(lang_now())),
    ]


def _preview(table: dict[str, Any]) -> Preview:
    name, samples = table["table"], table["samples"]
    columns = (Column(_("Row"), "text"), Column(_("Change"), "text"), Column(_("Values"), "text"))
    rows = [[Cell(each["name"]), Cell(words.how_word(each["how"])), Cell(_values(name, each))] for each in samples]
    every = table["created"] + table["changed"] + table["deleted"]
    line = _("new %(created)s, changed %(changed)s, removed %(deleted)s")
    return Preview(
        title=words.table_word(name),
        line=line % {how: number(table[how]) for how in ("created", "changed", "deleted")},
        rows=Table(words.table_word(name), columns, rows, titled=True),
        cut=_("The first %(number)s of each are shown.") % {"number": SAMPLES} if every > len(samples) else "",
    )


def _values(table: str, row: dict[str, Any]) -> str:
    """``households 500 → 600`` of a changed row; of a new one what it holds."""
    colon = "：" if lang_now() == "zh" else ": "
    said = []
    for column, before, after in row["fields"]:
        now, was = words.value_word(table, column, after), words.value_word(table, column, before)
        word = words.column_word(table, column)
        said.append(
            f"{word}{colon}{was} → {now}" if row["how"] == "changed" else f"{word}{colon}{now if after is not None else was}"
        )
    return ("；" if lang_now() == "zh" else "; ").join(said) or "—"


def _acted(request: ScopedRequest, pk: int, verb: Callable[..., None], **said: Any) -> HttpResponse:
    """Ask, and go back to the page; what cannot be asked now is said there."""
    one = delivery_to_work_on(request, pk)
    try:
        verb(by=request.user, delivery=one.pk, **said)
    except NotNow as wrong:
        messages.error(request, " ".join(words.fault_words(wrong.code)))
    return redirect("intake:delivery", one.pk)


@require_POST
def store(request: ScopedRequest, pk: int) -> HttpResponse:
    return _acted(request, pk, receiving.ask_to_store, good_rows=request.POST.get("rows") == "good")


@require_POST
def check(request: ScopedRequest, pk: int) -> HttpResponse:
    return _acted(request, pk, receiving.check_again)


@require_POST
def cancel(request: ScopedRequest, pk: int) -> HttpResponse:
    return _acted(request, pk, receiving.cancel)


@require_safe
def annotated(request: ScopedRequest, pk: int) -> HttpResponseBase:
    """The copy with every problem at its cell, in the reader's language."""
    one = delivery_or_404(request, pk)
    copy = one.annotated_en if lang_now() == "en" else one.annotated_zh
    if not copy:
        raise Http404
    name = _("delivery %(number)s, problems") % {"number": one.pk}
    return FileResponse(copy.open("rb"), as_attachment=True, filename=f"{name}.xlsx")
