"""The panels of the page of a pilot: its projects, what is due next, the gaps of today, the returns that hold it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import reduce
from operator import or_
from typing import Final

from django.urls import reverse
from django.utils.translation import gettext as _

from assessments.contexts import Cell, Empty, Link, Table
from assessments.labels import label_codes
from assessments.standards.model import Rule
from assessments.standards.units import difference_shown
from assessments.templatetags.components import Column
from assessments.views.language import day_text, lang_now, name_of, spoken
from communities.requests import ScopedRequest
from pilots.models import DueDate, Enrolment, KeyProject, Return
from pilots.projects.lateness import days_late
from pilots.projects.words import risk_words
from pilots.selectors.due import due_dates
from pilots.selectors.projects import projects, with_progress
from pilots.selectors.returns import returns_holding
from pilots.selectors.shortcomings import Shortcomings
from pilots.views.returns.listing import state_text as return_state_text
from pilots.views.tables import due_cell, late_text, said_there, state_text

MOST: Final = 6
"""Lines of one panel; the rest is a link away."""


@dataclass(frozen=True)
class Panel:
    """``more``: where all of it stands, None where the panel shows it. ``labels``: of the figures in it."""

    table: Table
    more: Link | None = None
    labels: int = 0


def project_panel(request: ScopedRequest, one: Enrolment, today: date) -> Panel:
    """What is still to be done first, by the day on which it is due. Labels stand beside each only where they differ."""
    found = list(with_progress(projects(request.scope).filter(enrolment=one)))
    found.sort(key=lambda each: (not each.is_open, each.due_day, each.pk))  # type: ignore[attr-defined]  # annotated
    columns = (
        Column(_("Project"), "text"), Column(_("State"), "text"), Column(_("Due next"), "code"), Column(_("Risk"), "text"),
    )  # fmt: skip
    nothing = Empty(_("No key project yet"), _("They are made from the lines of a remedy plan, or entered by hand."))
    is_mixed = len({each.labels for each in found}) > 1
    rows = [_project(each, today, is_mixed=is_mixed) for each in found[:MOST]]
    table = Table(_("Key projects"), columns, rows, nothing, titled=True)
    labels = reduce(or_, (each.labels for each in found), 0)
    return Panel(table, _more(len(found), f"{reverse('pilots:projects')}?pilot={one.pk}"), labels)


def _more(number: int, href: str) -> Link | None:
    return Link(_("All %(number)s") % {"number": number}, href) if number > MOST else None


def _project(one: KeyProject, today: date, *, is_mixed: bool) -> list[Cell]:
    labels = label_codes(one.labels) if is_mixed else ()
    return [
        Cell(said_there(one), reverse("pilots:project", args=[one.pk]), note=one.owner, badges=labels),
        Cell(state_text(one), note=_progress(one)),
        due_cell(one, today),
        Cell(spoken(risk_words(one.risk)) if one.is_open else "—"),
    ]


def _progress(one: KeyProject) -> str:
    """As somebody judged it last."""
    percent: int | None = getattr(one, "percent", None)
    if percent is not None:
        return f"{percent}%"
    return _("progress not noted") if one.is_open else day_text(one.ended_on)


def due_panel(request: ScopedRequest, one: Enrolment, today: date) -> Panel:
    found = list(due_dates(request.scope).filter(enrolment=one, status="open")[: MOST // 2 + 1])
    columns = (Column(_("Day"), "code"), Column(_("What is due"), "text"))
    nothing = Empty(_("Nothing is due"), _("No open project or milestone of the pilot has a day."))
    rows = [_due(each, today) for each in found[: MOST // 2]]
    table = Table(_("Due next"), columns, rows, nothing, titled=True)
    href = f"{reverse('pilots:overdue')}?pilot={one.pk}"
    is_late = bool(found) and found[0].due_on < today
    return Panel(table, Link(_("All that is late"), href) if is_late else None)


def _due(each: DueDate, today: date) -> list[Cell]:
    days = days_late(each.due_on, today=today, is_open=True) or 0
    if each.project is None:
        return [Cell(day_text(each.due_on), note=late_text(days)), Cell(each.name)]
    name, whole = (said_there(each.project), "") if each.kind == "project" else (each.name, said_there(each.project))
    href = reverse("pilots:project", args=[each.project.pk])
    return [Cell(day_text(each.due_on), note=late_text(days)), Cell(name, href, note=whole)]


def gap_panel(one: Enrolment, seen: Shortcomings | None, live: Sequence[KeyProject]) -> Panel:
    """By the newest round, with how much is missing, and whether a project that is not yet finished is to close it."""
    planned = {rule for each in live if each.is_open for code, rule in each.closes if code == one.code}
    columns = (Column(_("Gap"), "text"), Column(_("A key project is to close it"), "text"))
    href = reverse("assessments:scorecard", args=[one.code])
    if seen is None:
        nothing = Empty(_("Never assessed"), _("No finished assessment holds the community: its gaps are not known."))
        return Panel(Table(_("Gaps today"), columns, [], nothing, titled=True))
    rows = [_gap(one, rule, short, is_planned=rule.code in planned) for rule, short in seen.gaps[:MOST]]
    nothing = Empty(_("No gap"), _("What is unknown stands on the scorecard."), [Link(_("Scorecard"), href)])
    return Panel(Table(_("Gaps today"), columns, rows, nothing, titled=True), _more(len(seen.gaps), href))


def _gap(one: Enrolment, rule: Rule, short: int | None, *, is_planned: bool) -> list[Cell]:
    shown = difference_shown(short, rule.unit, lang_now()) if short else None
    note = _("short by %(amount)s") % {"amount": shown} if shown else ""
    href = reverse("assessments:trace", args=[one.code, rule.code])
    return [Cell(spoken(rule.name), href, note=note), Cell(_("yes") if is_planned else _("no"))]


def return_panel(request: ScopedRequest, one: Enrolment) -> Panel:
    """The newest that name it."""
    found = list(returns_holding(request.scope, one)[: MOST // 2 + 1])
    columns = (Column(_("Quarter"), "text"), Column(_("Place"), "text"), Column(_("State"), "text"))
    nothing = Empty(_("No return holds it yet"), _("Returns of places that lie wholly in your mandate stand here."))
    rows = [_return(each, one) for each in found[: MOST // 2]]
    table = Table(_("Quarterly returns"), columns, rows, nothing, titled=True)
    href = reverse("pilots:returns", args=[one.programme_id])
    return Panel(table, Link(_("All returns of the programme"), href) if len(found) > MOST // 2 else None)


def _return(each: Return, one: Enrolment) -> list[Cell]:
    href = reverse("pilots:return-pilot", args=[each.pk, one.code])
    revision = _("revision %(number)s") % {"number": each.revision} if each.revision > 1 else ""
    return [Cell(spoken(each.of.words), href, note=revision), Cell(name_of(each.division)), Cell(return_state_text(each))]
