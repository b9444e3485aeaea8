"""The figures of an issued document as tables, and what differs, in the words of its kind."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.utils.translation import gettext as _

from assessments.contexts import Cell, Table
from assessments.documents.content import Difference
from assessments.documents.kinds import DocumentKind
from assessments.templatetags.components import Column
from assessments.views.language import number, spoken


def sum_table(kind: DocumentKind, sums: Mapping[str, Any]) -> Table:
    columns = (Column(_("Of"), "text"), Column(_("Number"), "number"))
    rows = [[Cell(spoken(words)), Cell(_sum(sums[name]))] for name, words in kind.sums.items() if name in sums]
    return Table(_("Sums"), columns, rows)


def _sum(value: Any) -> str:
    """A whole number, or a text that a kind has printed."""
    return value if isinstance(value, str) else number(value)


def line_table(kind: DocumentKind, lines: Mapping[str, Any]) -> Table:
    columns = (Column(_("Of"), "text"), *(Column(spoken(head), "text") for head in kind.heads))
    rows = [
        [Cell(line_name(kind, key)), *(Cell(spoken(each)) for each in kind.cells(key, said))] for key, said in lines.items()
    ]
    return Table(_("Line by line"), columns, rows)


def difference_table(kind: DocumentKind, found: Sequence[Difference]) -> Table:
    columns = (Column(_("Of"), "text"), Column(_("In the document"), "text"), Column(_("In the round now"), "text"))
    rows = [[Cell(_named(kind, each)), Cell(_said(kind, each, each.then)), Cell(_said(kind, each, each.now))] for each in found]
    return Table(_("What differs"), columns, rows)


def line_name(kind: DocumentKind, key: str) -> str:
    """A rule that the book no longer has is named by its code."""
    try:
        return spoken(kind.line(key))
    except KeyError:
        return key


def _named(kind: DocumentKind, each: Difference) -> str:
    if each.part == "sums" and each.key in kind.sums:
        return spoken(kind.sums[each.key])
    return line_name(kind, each.key) if each.part == "lines" else each.key


def _said(kind: DocumentKind, each: Difference, value: Any) -> str:
    if value is None:
        return "—"
    if each.part == "lines":
        return ", ".join(spoken(words) for words in kind.cells(each.key, value))
    return number(value) if isinstance(value, int) else ", ".join(map(str, value)) if isinstance(value, list) else str(value)
