"""What can be brought in, and the blank forms for it."""

from dataclasses import dataclass
from io import BytesIO

from django.http import FileResponse, Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from assessments.contexts import Cell, Link, Table
from assessments.templatetags.components import Column
from assessments.views.frame import draw, home_crumb
from assessments.views.language import lang_now
from communities.requests import ScopedRequest
from intake.columns import FILE_KINDS, ITEM, FileKind
from intake.forms import FORMS, write_blank
from intake.readers.reading import FORMATS
from intake.views.exports import data_table


@dataclass(frozen=True)
class FilesPage:
    """``table``: the kinds of file. ``formats``: those that are read. ``data``: the register itself as files."""

    breadcrumbs: list[Link]
    table: Table
    formats: str
    data: Table


@require_safe
def files(request: ScopedRequest) -> HttpResponse:
    context = FilesPage([home_crumb(), Link(_("Files and forms"))], _table(), FORMATS, data_table(request))
    return draw(request, "files.html", context, room="intake")


def _table() -> Table:
    columns = (Column(_("Kind of file"), "text"), Column(_("Columns it needs"), "text"), Column(_("Blank form"), "text"))
    return Table(_("Kinds of file"), columns, [_row(kind) for kind in FILE_KINDS.values()], titled=True)


def _row(kind: FileKind) -> list[Cell]:
    has_form = kind.code in FORMS
    form = Cell(_("Download Excel"), reverse("intake:form", args=[kind.code])) if has_form else Cell(_("A map file"))
    return [Cell(getattr(kind, lang_now()), note=kind.code), Cell(_needs(kind)), form]


def _needs(kind: FileKind) -> str:
    """The columns, those of which one is enough joined by "or"."""
    named = kind.first_names if lang_now() == "zh" else {}
    groups = [[named.get(key, key) for key in group if key != ITEM] for group in kind.needs]
    comma, choice = ("、", " 或 ") if lang_now() == "zh" else (", ", " or ")
    return comma.join(choice.join(group) for group in groups)


@require_safe
def form(request: ScopedRequest, kind: str) -> HttpResponseBase:  # noqa: ARG001  every view is given the request
    """The blank form in the reader's language."""
    if kind not in FORMS:
        raise Http404
    made = BytesIO()
    write_blank(FORMS[kind], lang_now(), made)
    made.seek(0)
    name = f"{getattr(FILE_KINDS[kind], lang_now())}.xlsx"
    return FileResponse(made, as_attachment=True, filename=name)
