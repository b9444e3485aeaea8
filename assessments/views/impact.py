"""What a draft would change: how many communities flip, which, and what closing the new gaps would cost."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from urllib.parse import urlencode

from django.http import HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from assessments.contexts import Cell, Choice, Empty, Field, Link, Table, Term
from assessments.labels import label_codes
from assessments.law import packs
from assessments.remedies.costs import Cost
from assessments.selectors.impact import Flip, Impact, ThingImpact, flips, impact_of
from assessments.selectors.rounds import latest_round, place_asked
from assessments.standards.model import Pack
from assessments.standards.strict_table import PackError
from assessments.standards.units import Unit, difference_shown, shown
from assessments.templatetags.components import Column
from assessments.views.frame import draw, home_crumb
from assessments.views.language import day_text, lang_now, number, spoken
from assessments.views.rulebook import Section, sections
from communities.requests import ScopedRequest
from communities.scope import EVERYWHERE, AreaScope
from communities.selectors import division_named

ROWS = 50


@dataclass(frozen=True)
class ThingBox:
    """One thing that the draft speaks of."""

    heading: str
    code: str
    summary: str
    counts: Table
    costs: Table | None
    listed: Table
    previous_href: str
    next_href: str


@dataclass(frozen=True)
class ImpactPage:
    breadcrumbs: list[Link]
    sections: list[Section]
    provenance_flags: list[str]
    fields: list[Field]
    about: list[Term]
    things: list[ThingBox]
    empty: Empty
    json_href: str


@require_safe
def impact(request: ScopedRequest) -> HttpResponse:
    """Without a draft the page says what can be asked. A draft that does not fit the law says where and why."""
    draft = next((pack for pack in _askable() if pack.id == request.GET.get("draft")), None)
    under, wrong = _place(request.scope, request.GET.get("division", ""))
    found, trouble = _found(request.scope, draft, under) if draft and under is not None else (None, "")
    context = ImpactPage(
        breadcrumbs=[home_crumb(), Link(_("Rule book"), reverse("assessments:rules")), Link(_("What a draft would change"))],
        sections=sections("impact"),
        provenance_flags=label_codes(found.labels if found else 0),
        fields=_fields(draft, request.GET.get("division", ""), wrong),
        about=_about(found) if found else [],
        things=[_thing(found, each, request) for each in found.things] if found else [],
        empty=_empty(trouble or wrong or ("" if draft or not request.GET.get("draft") else _("There is no such document."))),
        json_href=_json_href(found, request) if found else "",
    )
    return draw(request, "impact.html", context, fragment="_impact.html")


def _place(scope: AreaScope, code: str) -> tuple[str | None, str]:
    """The path asked for, or what is wrong with the code. Nothing typed is everything the reader may see."""
    if not code.strip():
        return EVERYWHERE, ""
    found = division_named(scope, code.strip())
    return (found.path, "") if found else (None, _("There is no such division, or it lies outside your mandate."))


def _found(scope: AreaScope, draft: Pack, under: str) -> tuple[Impact | None, str]:
    day, as_of = _days(scope, under)
    try:
        return impact_of(scope, draft, under=under, day=day, as_of=as_of), ""
    except PackError as problem:
        return None, str(problem)


def _days(scope: AreaScope, under: str) -> tuple[date, date]:
    """Those of the round that speaks for the place, so that the figures meet those of the other pages; else today."""
    code = under.rstrip("/").rsplit("/", 1)[-1]
    one = latest_round(scope, place_asked(code or None))
    today = timezone.localdate()
    return (one.day, one.as_of) if one else (today, today)


def _fields(draft: Pack | None, division: str, wrong: str) -> list[Field]:
    options = [Choice(each.id, _choice(each), each is draft) for each in _askable()]
    return [
        Field("draft", _("Draft or overlay"), options=[Choice("", _("Choose one")), *options]),
        Field("division", _("Division"), division, help_text=_("Code of 2 to 12 digits"), errors=[wrong] if wrong else ()),
    ]


def _askable() -> list[Pack]:
    """Drafts and examples first, then overlays in force: what could be otherwise."""
    return sorted((pack for pack in packs() if pack.parent or not pack.status.enforced), key=lambda pack: pack.status.enforced)


def _choice(pack: Pack) -> str:
    return f"{spoken(pack.title)} [{spoken(pack.status.words)}]"


def _about(found: Impact) -> list[Term]:
    draft = found.draft
    return [
        Term(_("Draft"), spoken(draft.title), note=f"{draft.id} · {spoken(draft.status.words)}"),
        Term(_("Compared with"), "; ".join(spoken(pack.title) for pack in found.speaking)),
        Term(_("Law as of"), day_text(found.day), note=_("the day whose law applies, or on which the draft begins")),
        Term(_("Data as of"), day_text(found.as_of)),
        Term(_("Communities"), number(len(found.sheet)), note=_where(found)),
    ]


def _where(found: Impact) -> str:
    """That a local draft speaks of only some of them, or of none."""
    if not found.draft.places:
        return ""
    said = _("%(number)s lie where the document speaks (codes that begin with %(places)s)")
    return said % {"number": number(found.spoken_of), "places": ", ".join(found.draft.places)}


def _thing(found: Impact, thing: ThingImpact, request: ScopedRequest) -> ThingBox:
    change = thing.change
    total, first = int(change.flipped.sum()), _first(request)
    heading = "; ".join(spoken(rule.name) for rule in change.rules)
    return ThingBox(
        heading=heading,
        code=", ".join(rule.code for rule in change.rules),
        summary=_("%(flipped)s of %(all)s communities flip.") % {"flipped": number(total), "all": number(len(found.sheet))},
        counts=_counts(thing),
        costs=_costs(thing) if thing.bills else None,
        listed=_listed(flips(found, thing, first=first, limit=ROWS), thing),
        previous_href=_href(request, max(first - ROWS, 0)) if first else "",
        next_href=_href(request, first + ROWS) if first + ROWS < total else "",
    )


def _first(request: ScopedRequest) -> int:
    text = request.GET.get("from", "")
    return int(text) if text.isdecimal() and len(text) < 9 else 0


def _href(request: ScopedRequest, first: int) -> str:
    asked = {name: request.GET[name] for name in ("draft", "division") if request.GET.get(name)}
    return f"?{urlencode(asked | ({'from': str(first)} if first else {}))}"


def _counts(thing: ThingImpact) -> Table:
    columns = (Column(_("Now"), "text"), Column(_("With the draft"), "text"), Column(_("Communities"), "number"))
    rows = [
        [
            Cell(spoken(before.words)),
            Cell(spoken(after.words), note=_("flips") if before is not after else ""),
            Cell(number(many)),
        ]
        for (before, after), many in thing.change.counts().items()
    ]
    return Table(_("From which answer to which"), columns, rows)


def _costs(thing: ThingImpact) -> Table:
    area = [difference_shown(each or 0, Unit.AREA, lang_now()) for each in (thing.area_before, thing.area_after)]
    columns = (
        Column(_("All gaps closed by"), "text"),
        Column(_("Now (%(area)s)") % {"area": area[0]}, "number"),
        Column(_("With the draft (%(area)s)") % {"area": area[1]}, "number"),
    )
    rows = [
        [Cell(spoken(bill.remedy.name), note=_origin(bill.after)), Cell(_money(bill.before)), Cell(_money(bill.after))]
        for bill in thing.bills
    ]
    return Table(_("What closing them would cost, in 10,000 yuan"), columns, rows)


def _origin(cost: Cost | None) -> str:
    return _("placeholder prices, to be replaced by local ones") if cost and cost.is_placeholder else ""


def _money(cost: Cost | None) -> str:
    if cost is None:
        return _("no price")
    text = f"{_tens(cost.low)}–{_tens(cost.high)}"
    if cost.yearly_low is None or cost.yearly_high is None:
        return text
    rent = f"{_tens(cost.yearly_low)}–{_tens(cost.yearly_high)}"
    return _("%(once)s, and %(rent)s a year") % {"once": text, "rent": rent}


def _tens(yuan: Decimal) -> str:
    return f"{yuan / 10_000:,.0f}"


def _listed(found: list[Flip], thing: ThingImpact) -> Table:
    columns = (
        Column(_("Community"), "text"),
        Column(_("Now"), "text"),
        Column(_("With the draft"), "text"),
        Column(_("Asked for now"), "number"),
        Column(_("Asked for by the draft"), "number"),
        Column(_("Short by then"), "number"),
    )
    nothing = Empty(_("No community flips"), _("With this draft every community here keeps its answer."))
    return Table(_("Communities that flip"), columns, [_row(flip, thing) for flip in found], nothing)


def _row(flip: Flip, thing: ThingImpact) -> list[Cell]:
    unit, lang = thing.change.rules[0].unit, lang_now()
    name = flip.name_en if lang == "en" and flip.name_en else flip.name
    asked = [shown(value, unit, lang) if value else "" for value in (flip.required_before, flip.required_after)]
    short = difference_shown(flip.shortfall_after, unit, lang) if flip.shortfall_after else ""
    return [
        Cell(name, reverse("assessments:scorecard", args=[flip.code]), note=flip.code),
        Cell(spoken(flip.before.words)),
        Cell(spoken(flip.after.words)),
        *(Cell(text) for text in asked),
        Cell(short or ""),
    ]


def _empty(trouble: str) -> Empty:
    if trouble:
        return Empty(_("This cannot be answered"), trouble)
    reason = _(
        "Choose a draft, an example or an overlay: the page says which communities would get another answer if it were adopted."
    )
    return Empty(_("Ask what a draft would change"), reason)


def _json_href(found: Impact, request: ScopedRequest) -> str:
    """The same question: the same draft, place and days."""
    asked = {name: request.GET[name] for name in ("draft", "division") if request.GET.get(name)}
    days = {"day": found.day.isoformat(), "as_of": found.as_of.isoformat()}
    return f"{reverse('api:impact-list')}?{urlencode(asked | days)}"
