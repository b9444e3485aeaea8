"""The law at a place, line by line: which rule came from where, which stands, which gave way and why."""

from dataclasses import dataclass
from datetime import date

from django.http import HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from assessments.contexts import Cell, Choice, Empty, Field, Link, Table
from assessments.law_at import is_place, law_at
from assessments.selectors.places import places_named
from assessments.standards.standing import Line, Thing, alone_at, lines_at
from assessments.templatetags.components import Column
from assessments.views.frame import draw
from assessments.views.language import name_of, spoken
from assessments.views.rulebook import Section, book_crumbs, cited, sections
from communities.requests import ScopedRequest
from communities.scope import AreaScope

NBSP = "\N{NO-BREAK SPACE}"


@dataclass(frozen=True)
class LawAtPlacePage:
    breadcrumbs: list[Link]
    sections: list[Section]
    fields: list[Field]
    place: str
    day: str
    things: list[Table]
    alone: Table | None
    empty: Empty


@dataclass(frozen=True)
class Asked:
    """What was asked for, as typed, and as understood."""

    code: str
    day_typed: str
    day: date | None
    drafts: bool

    @property
    def is_clear(self) -> bool:
        return is_place(self.code) and self.day is not None


@require_safe
def law_at_place(request: ScopedRequest) -> HttpResponse:
    asked = _asked(request)
    things: tuple[Thing, ...] = ()
    alone: tuple[Line, ...] = ()
    if asked.day and asked.is_clear:
        law = law_at(asked.day, drafts=asked.drafts)
        things, alone = lines_at(law, asked.code), alone_at(law, asked.code)
    context = LawAtPlacePage(
        breadcrumbs=book_crumbs(Link(_("Law at a place"))),
        sections=sections("law-at-place"),
        fields=_fields(asked),
        place=_place(request.scope, asked.code) if asked.is_clear else "",
        day=asked.day.isoformat() if asked.day else "",
        things=[_table(f"{spoken(thing.name)} ({thing.code})", thing.lines) for thing in things],
        alone=_table(_("Rules of this place alone"), alone) if alone else None,
        empty=_empty(asked),
    )
    return draw(request, "law_at_place.html", context)


def _asked(request: ScopedRequest) -> Asked:
    typed = request.GET.get("day", "")
    return Asked(request.GET.get("code", "").strip(), typed, _day(typed), request.GET.get("drafts") == "yes")


def _day(text: str) -> date | None:
    """Today where nothing was said; None where it cannot be read."""
    try:
        return date.fromisoformat(text) if text else timezone.localdate()
    except ValueError:
        return None


def _fields(asked: Asked) -> list[Field]:
    bad_code = [_("Write 2 to 12 digits.")] if asked.code and not is_place(asked.code) else ()
    bad_day = [] if asked.day else [_("Write a day as YYYY-MM-DD.")]
    drafts = [Choice("", _("No"), not asked.drafts), Choice("yes", _("Yes"), asked.drafts)]
    help_text = _("Code of a division or a community, 2 to 12 digits.")
    return [
        Field("code", _("Place"), asked.code, help_text=help_text, errors=bad_code),
        Field("day", _("Law as of"), asked.day_typed, type="date", help_text=_("Today unless said."), errors=bad_day),
        Field("drafts", _("With drafts for comment"), options=drafts),
    ]


def _place(scope: AreaScope, code: str) -> str:
    """The name where the reader may know it, and the code."""
    known = places_named(scope, [code])
    return f"{name_of(known[code])} {code}" if code in known else code


def _table(caption: str, lines: tuple[Line, ...]) -> Table:
    columns = (
        Column(_("Whose"), "text"),
        Column(_("Rule"), "text"),
        Column(_("Value"), "text"),
        Column(_("What it asks"), "text"),
        Column(_("Level"), "text"),
        Column(_("Meets the others by"), "text"),
        Column(_("What becomes of it here"), "text"),
    )
    return Table(caption, columns, [_row(line) for line in lines], titled=True)


def _row(line: Line) -> list[Cell]:
    rule = line.rule
    combine = spoken(rule.combine.words) if rule.combine else "—"
    return [
        Cell(spoken(line.tier)),
        Cell(spoken(rule.name), reverse("assessments:rule", args=[rule.code]), note=f"{rule.code} · {cited(line.pack)}"),
        Cell(_value(line)),
        Cell(spoken(line.asks)),
        Cell(level=rule.level.value),
        Cell(combine),
        Cell(spoken(line.fate.words), note=spoken(line.details) if line.details else ""),
    ]


def _value(line: Line) -> str:
    """The numbers; one is never parted from its unit at the end of a line."""
    return " / ".join(each.replace(" ", NBSP) for each in spoken(line.value).split(" / ")) if line.value else "—"


def _empty(asked: Asked) -> Empty:
    packs = Link(_("Show all documents"), reverse("assessments:packs"))
    if not asked.is_clear:
        return Empty(
            _("Name a place"), _("Its law is then shown line by line: what came from where, and what gave way."), [packs]
        )
    return Empty(
        _("No rules meet here"),
        _("No local document changes or adds to a rule here: what is in force is the national rules as they are."),
        [packs],
    )
