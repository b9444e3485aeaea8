"""The tables of the page of data checks."""

from collections import Counter
from collections.abc import Mapping, Sequence

from django.http import QueryDict
from django.urls import reverse
from django.utils.translation import gettext as _

from assessments.checks.model import Fault, Severity
from assessments.contexts import Cell, Empty, Link, Table, Tally
from assessments.labels import label_codes
from assessments.selectors.faults import Checked
from assessments.templatetags.components import Column
from assessments.views.language import lang_now, number, spoken
from assessments.views.lists import clear_href, heads, unreadable, with_order
from facilities.catalogue import FACILITY_TYPES


def severity_tallies(counts: Sequence[Checked]) -> list[Tally]:
    """How many faults of each severity."""
    numbers: Counter[Severity] = Counter()
    for row in counts:
        numbers[row.check.severity] += row.faults
    return [Tally(spoken(severity.words), number(numbers[severity])) for severity in Severity]


def check_table(counts: Sequence[Checked], hrefs: Mapping[str, str]) -> Table:
    """Every check that was run; ``hrefs`` narrow the list to one."""
    columns = (
        Column(_("Check"), "text"),
        Column(_("Severity"), "text"),
        Column(_("What it looks for"), "text"),
        Column(_("Faults"), "number"),
    )
    rows = [
        [
            Cell(spoken(row.check.name), hrefs[row.check.code] if row.faults else "", note=row.check.code),
            Cell(spoken(row.check.severity.words)),
            Cell(spoken(row.check.looks_for)),
            Cell(number(row.faults)),
        ]
        for row in counts
    ]
    nothing = Empty(_("No check was run"), _("No check has this severity."))
    return Table(_("Checks, and how often each finds something"), columns, rows, nothing)


def fault_table(rows: Sequence[Fault], query: QueryDict, *, is_valid: bool, is_mixed: bool) -> Table:
    """One page of faults; where ``is_mixed`` each row shows its labels."""
    columns = heads(
        with_order(query, "severity"),
        (
            ("code", _("Community"), "text"),
            ("", _("Division"), "text"),
            ("severity", _("Severity"), "text"),
            ("", _("What was found"), "text"),
            ("", _("What to do"), "text"),
        ),
    )
    href = clear_href("checks", query)
    empty = _nothing(href) if is_valid else unreadable(href)
    return Table(_("Faults of the data"), columns, [_row(fault, is_mixed=is_mixed) for fault in rows], empty)


def _nothing(href: str) -> Empty:
    reason = _("The checks found nothing here. That does not mean that every figure is right.")
    return Empty(_("No faults"), reason, [Link(_("Clear all"), href)])


def _row(fault: Fault, *, is_mixed: bool) -> list[Cell]:
    place, check = fault.place, fault.check
    return [
        Cell(
            _name(place.name, place.name_en), reverse("assessments:scorecard", args=[place.code]),
            note=place.code, badges=label_codes(fault.labels) if is_mixed else (),
        ),
        Cell(_name(place.division, place.division_en)),
        Cell(spoken(check.severity.words), note=check.code),
        Cell(spoken(fault.text), note=_thing(fault)),
        Cell(spoken(check.advice)),
    ]  # fmt: skip


def _name(zh: str, en: str) -> str:
    return en or zh if lang_now() == "en" else zh


def _thing(fault: Fault) -> str:
    """The facility by name and code; its type where it has no name."""
    thing = fault.thing
    if thing is None:
        return ""
    kind = FACILITY_TYPES.get(thing.kind)
    return f"{thing.name or (kind.name(lang_now()) if kind else thing.kind)} · {thing.code}"
