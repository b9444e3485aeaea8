"""A project and a list of them as tables: its money, what it builds, what it changed."""

from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from typing import Any, Final

from django.http import QueryDict
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from assessments.contexts import Cell, Empty, Link, Table
from assessments.labels import label_codes
from assessments.law import rule_named
from assessments.remedies.build_words import build_words, thing_words
from assessments.remedies.catalogue import BY_CODE
from assessments.standards.model import Verdict
from assessments.templatetags.components import Column
from assessments.views.language import day_text, lang_now, listed, name_of, number, spoken
from assessments.views.lists import heads, nothing_found, unreadable
from assessments.views.price_words import WAN, money_range
from pilots.filters import STATES
from pilots.models import KeyProject
from pilots.projects.lateness import days_late
from pilots.projects.words import risk_words

_LEAST_IN_WAN: Final = 50
"""Yuan. Less would read 0.00, as if it were nothing."""


def yuan_text(yuan: int) -> str:
    """With two places of 10,000 yuan, as plans and reports print it: ``4.68 万元``; in English all yuan: ``CNY 46,800``."""
    if lang_now() == "en" or 0 < yuan < _LEAST_IN_WAN:
        return money_range(Decimal(yuan), Decimal(yuan))
    return f"{(Decimal(yuan) / WAN).quantize(Decimal('0.01'), ROUND_HALF_UP):,} 万元"


def state_text(one: KeyProject) -> str:
    return spoken(STATES[one.state])


def project_table(rows: list[KeyProject], query: QueryDict, *, is_valid: bool) -> Table:
    """One page of the library."""
    columns = heads(
        query,
        (
            ("code", _("Project"), "text"), ("year", _("Begins in"), "number"), ("", _("Way"), "text"),
            ("yuan", _("Cost"), "number"), ("", _("Builds"), "text"), ("", _("Department in charge"), "text"),
            ("due", _("Due next"), "text"), ("", _("State"), "text"),
        ),
    )  # fmt: skip
    today = timezone.localdate()
    return Table(_("Key projects"), columns, [_row(one, today) for one in rows], _empty(query, is_valid=is_valid))


def _row(one: KeyProject, today: date) -> list[Cell]:
    href = reverse("pilots:project", args=[one.pk])
    builds = [spoken(build_words(build)) for build in one.builds]
    return [
        _named(one, href),
        Cell(str(one.year)),
        Cell(spoken(BY_CODE[one.way].name)),
        Cell(yuan_text(one.yuan)),
        Cell(builds[0] if builds else "", lines=builds[1:]),
        Cell(one.owner or "—"),
        due_cell(one, today),
        Cell(state_text(one), note=_until(one), lines=[spoken(risk_words(one.risk))] if one.is_open else []),
    ]


def said_there(one: KeyProject) -> str:
    """A project among those of its own community: by hand its name, of a plan what is built and how."""
    if one.is_by_hand:
        return one.name
    things = list(dict.fromkeys(spoken(thing_words(build["thing"])) for build in one.builds))
    return " · ".join([*([listed(things)] if things else []), spoken(BY_CODE[one.way].name)])


def _named(one: KeyProject, href: str) -> Cell:
    lines = [one.name] if one.is_by_hand else []
    return Cell(name_of(one.community), href, note=one.code, badges=label_codes(one.labels), lines=lines)


def due_cell(one: KeyProject, today: date) -> Cell:
    """The first day on which something of it is due, and how late that is."""
    day: date | None = getattr(one, "next_due", None)
    if not one.is_open:
        return Cell("—")
    if day is None:
        return Cell(_("no day set"))
    return Cell(day_text(day), note=late_text(days_late(day, today=today, is_open=True) or 0))


def late_text(days: int) -> str:
    """Empty where nothing is late."""
    return ngettext("%(number)s day late", "%(number)s days late", days) % {"number": number(days)} if days else ""


def _until(one: KeyProject) -> str:
    day = one.ended_on or one.begun_on
    return day_text(day) if day else ""


def _empty(query: QueryDict, *, is_valid: bool) -> Empty:
    href = reverse("pilots:projects")
    if not is_valid:
        return unreadable(href)
    if query:
        return nothing_found(href)
    reason = _("Projects are made from the lines of a finished plan, or entered by hand for a pilot.")
    return Empty(_("The library is empty"), reason, [Link(_("Remedy plans"), reverse("assessments:plans"))])


def builds_table(one: KeyProject, names: dict[str, str]) -> Table:
    """What is built where; of a finished one, as it came out."""
    done = (one.outcome or {}).get("builds", one.builds)
    rows = [[Cell(spoken(build_words(build))), Cell(_places(build, names))] for build in done]
    title = _("What was built") if one.outcome else _("What is to be built")
    return Table(title, (Column(title, "text"), Column(_("Community"), "text")), rows, titled=True)


def _places(build: dict[str, Any], names: dict[str, str]) -> str:
    codes = build["serves"] or [build["community"]]
    return ", ".join(names.get(code, code) for code in codes)


def changes_table(one: KeyProject, names: dict[str, str]) -> Table:
    """Every verdict that is another one than before, in the communities that it touches."""
    columns = (
        Column(_("Community"), "text"),
        Column(_("Rule"), "text"),
        Column(_("Before"), "text"),
        Column(_("After"), "text"),
    )
    changed = (one.outcome or {}).get("changed", {})
    rows = [_change(names.get(code, code), code, rule, pair) for code, rules in changed.items() for rule, pair in rules.items()]
    nothing = Empty(_("No verdict has changed"), _("What was built did not change what any rule finds."))
    return Table(_("Before and after"), columns, rows, nothing, titled=True)


def _change(name: str, code: str, rule: str, pair: list[int | None]) -> list[Cell]:
    before, after = (Cell(verdict=Verdict(each).code) if each else Cell("—") for each in pair)
    return [
        Cell(name, reverse("assessments:scorecard", args=[code]), note=code),
        Cell(rule_text(rule), note=rule),
        before,
        after,
    ]


def gaps_table(caption: str, gaps: list[list[str]], names: dict[str, str]) -> Table:
    """Gaps by community and rule."""
    rows = [[Cell(names.get(code, code), note=code), Cell(rule_text(rule), note=rule)] for code, rule in gaps]
    return Table(caption, (Column(_("Community"), "text"), Column(_("Rule"), "text")), rows, Empty(caption, "—"), titled=True)


def rule_text(code: str) -> str:
    return spoken(rule_named(code).name)
