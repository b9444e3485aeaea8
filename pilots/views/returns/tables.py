"""The parts of a return as tables: its rows, its pilots before and now, its corrections, quarters side by side."""

from collections.abc import Sequence
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from assessments.contexts import Cell, Empty, Table
from assessments.labels import label_codes
from assessments.templatetags.components import Column
from assessments.views.language import lang_now, moment_text, number, spoken
from pilots.models import Correction, Return
from pilots.progress.domains import MOVES, domain_moves
from pilots.returns.printed import printed, signed
from pilots.returns.rows import BY_CODE, ROWS, ReturnRow
from pilots.services.returns.comparing import Move


def figure_text(row: ReturnRow, told: dict[str, Any], name: str, more: int = 0) -> str:
    """``name``: quarter or total."""
    return printed(row, told[name] + more, told[f"unknown_{name}"], lang_now())


def rows_table(one: Return, found: Sequence[Correction]) -> Table:
    """The eight rows: what was computed, what was corrected, what it comes to."""
    columns = (
        Column(_("Row"), "text"), Column(_("Unit"), "text"), Column(_("Computed"), "number"),
        Column(_("Corrected by"), "number"), Column(_("This quarter"), "number"),
        Column(_("Since the programme began"), "number"),
    )  # fmt: skip
    told = {each["row"]: each for each in one.drawn["rows"]}
    rows = [_row(one, row, told[row.code], corrected_by(found, row.code)) for row in ROWS]
    return Table(_("Rows of the statistics form"), columns, rows, titled=True)


def corrected_by(found: Sequence[Correction], row: str) -> int:
    return sum(each.amount for each in found if each.row == row and each.withdrawn_at is None)


def _row(one: Return, row: ReturnRow, told: dict[str, Any], more: int) -> list[Cell]:
    href = reverse("pilots:return-row", args=[one.pk, row.code])
    earlier = one.drawn["corrected_before"].get(row.code, 0)
    return [
        Cell(spoken(row.words), href, note=row.code),
        Cell(spoken(row.unit_words)),
        Cell(figure_text(row, told, "quarter"), note=doubts(told["unknown_quarter"])),
        Cell(signed(row, more) if more else "—"),
        Cell(figure_text(row, told, "quarter", more), href),
        Cell(figure_text(row, told, "total", more + earlier), note=_total_note(row, told, earlier)),
    ]


def _total_note(row: ReturnRow, told: dict[str, Any], earlier: int) -> str:
    """What cannot be told, and what was corrected in the quarters before."""
    said = _("%(amount)s corrected in earlier quarters") % {"amount": signed(row, earlier)} if earlier else ""
    return " · ".join(part for part in (doubts(told["unknown_total"]), said) if part)


def doubts(unknown: int) -> str:
    """How many lines cannot be told."""
    return _("%(number)s cannot be told") % {"number": number(unknown)} if unknown else ""


def pilots_table(one: Return) -> Table:
    """Each pilot at three moments."""
    columns = (
        Column(_("Pilot"), "text"), Column(_("City (district)"), "text"), Column(_("Gaps before"), "number"),
        Column(_("Gaps now"), "number"), Column(_("Unknown before"), "number"), Column(_("Unknown now"), "number"),
        Column(_("Closed"), "number"), Column(_("Appeared"), "number"), Column(_("Found"), "number"),
    )  # fmt: skip
    nothing = Empty(_("No pilots yet"), _("Nobody took part at the end of the quarter."))
    return Table(_("Pilots before and now"), columns, [_pilot(one, each) for each in one.drawn["pilots"]], nothing, titled=True)


def _pilot(one: Return, told: dict[str, Any]) -> list[Cell]:
    first, now = told["first"] or {}, told["now"] or {}
    href = reverse("pilots:return-pilot", args=[one.pk, told["code"]])
    return [
        Cell(named(told), href, note=told["code"], badges=label_codes(told["labels"])),
        Cell(named(told["unit"])),
        *(Cell(number(counts.get(name))) for name in ("gaps", "unknown") for counts in (first, now)),
        *(Cell(number(len(told[name]))) for name in ("closed", "appeared", "found")),
    ]


def domains_table(one: Return) -> Table:
    """What became of the gaps of all pilots, domain by domain."""
    columns = (Column(_("Domain"), "text"), *(Column(spoken(words), "number") for words in MOVES.values()))
    rows = [
        [Cell(spoken(domain.words)), *(Cell(number(moves[name])) for name in MOVES)]
        for domain, moves in domain_moves(one.drawn["pilots"])
    ]
    nothing = Empty(_("No gaps"), _("No gap has been closed, is left or has appeared."))
    return Table(_("Gaps of all pilots by domain"), columns, rows, nothing, titled=True)


def named(told: dict[str, Any]) -> str:
    """What the return names, in the reader's language."""
    return told["name_en"] or told["name"] if lang_now() == "en" else str(told["name"])


def corrections_table(found: Sequence[Correction], *, names_people: bool) -> Table:
    columns = (
        Column(_("Row"), "text"), Column(_("Corrected by"), "number"), Column(_("Reason"), "text"), Column(_("By"), "text"),
    )  # fmt: skip
    nothing = Empty(_("Nothing was corrected"), _("Every figure is as it was computed."))
    rows = [_correction(each, names_people=names_people) for each in found]
    return Table(_("Corrections"), columns, rows, nothing, titled=True)


def _correction(one: Correction, *, names_people: bool) -> list[Cell]:
    row, by = BY_CODE[one.row], str(one.made_by or _("a command")) if names_people else ""
    taken = _("taken back %(moment)s") % {"moment": moment_text(one.withdrawn_at)} if one.withdrawn_at else ""
    return [
        Cell(spoken(row.titled)),
        Cell(signed(row, one.amount), note=taken),
        Cell(one.reason),
        Cell(by, note=moment_text(one.made_at)),
    ]


def moves_table(found: Sequence[Move]) -> Table:
    """Rows that have become others."""
    columns = (
        Column(_("Row"), "text"), Column(_("This quarter, before"), "number"), Column(_("This quarter, now"), "number"),
        Column(_("Sum before"), "number"), Column(_("Sum now"), "number"),
    )  # fmt: skip
    rows = [
        [
            Cell(spoken(each.row.titled)),
            *(Cell(figure_text(each.row, told, name)) for name in ("quarter", "total") for told in (each.was, each.now)),
        ]
        for each in found
    ]
    nothing = Empty(_("No figure differs"), _("The rows say the same."))
    return Table(_("Figures that differ"), columns, rows, nothing, titled=True)


def quarters_table(found: Sequence[Return]) -> Table:
    """Quarters side by side, each as its newest revision says."""
    columns = (Column(_("Row"), "text"), *(Column(spoken(one.of.words), "number") for one in found))
    added = {one.pk: list(one.corrections.all()) for one in found}
    rows = [
        [Cell(spoken(row.titled), note=spoken(row.unit_words)), *(_of_quarter(one, row, added[one.pk]) for one in found)]
        for row in ROWS
    ]
    return Table(_("Quarters side by side"), columns, rows, titled=True)


def _of_quarter(one: Return, row: ReturnRow, added: Sequence[Correction]) -> Cell:
    told = next(each for each in one.drawn["rows"] if each["row"] == row.code)
    text = figure_text(row, told, "quarter", corrected_by(added, row.code))
    return Cell(text, reverse("pilots:return-row", args=[one.pk, row.code]))
