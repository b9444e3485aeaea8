"""One line of a plan, with everything that is known of it."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from assessments.contexts import Cell, Link, Table, Term
from assessments.labels import label_codes
from assessments.law import rule_named
from assessments.models import PlannedRemedy, RemedyPlan
from assessments.remedies.catalogue import BY_CODE
from assessments.remedies.plan_words import instead_words
from assessments.selectors.plans import remedies
from assessments.templatetags.components import Column, yuan
from assessments.views.frame import draw, practices_href
from assessments.views.language import listed, name_of, number, spoken
from assessments.views.plans.finding import card_href, finished_or_404, may_apply, plan_crumbs
from assessments.views.plans.line_words import (
    account_text,
    area_text,
    built_text,
    is_nothing,
    price_line_of,
    range_text,
)
from assessments.views.plans.words import asked, way_word
from assessments.views.price_words import origin
from assessments.views.provenance import label_of
from communities.requests import ScopedRequest
from communities.scope import AreaScope
from communities.selectors import communities
from facilities.selectors import facilities


@dataclass(frozen=True)
class LinePage:
    """``risks``: of the way; ``reminder`` is empty where it needs none. ``origins``: the prices it rests on, in words."""

    heading: str
    breadcrumbs: list[Link]
    provenance_flags: Sequence[str]
    plan: RemedyPlan
    one: PlannedRemedy
    may_apply: bool
    elsewhere_href: str
    account: str
    instead: str
    where: Sequence[Term]
    builds: Table
    closes: Table
    outlay: Table
    money: Sequence[Term]
    origins: Sequence[str]
    is_placeholder: bool
    prices_href: str
    ownership: str
    risks: Sequence[str]
    reminder: str
    previous_href: str
    next_href: str


@require_safe
def line(request: ScopedRequest, pk: int, position: int) -> HttpResponse:
    """Raises Http404 for a line that there is not."""
    plan = finished_or_404(request, pk)
    beside = remedies(request.scope, plan).filter(position__in=range(position - 1, position + 2))
    near = {one.position: one for one in beside}
    if position not in near:
        raise Http404
    return draw(request, "plans/line.html", _context(request, plan, near[position], near))


def _context(request: ScopedRequest, plan: RemedyPlan, one: PlannedRemedy, near: dict[int, PlannedRemedy]) -> LinePage:
    way, heading = BY_CODE[one.way], _("Line %(number)s") % {"number": one.position}
    scope = request.scope
    names = _names(scope, one)
    lines_href = reverse("assessments:plan-lines", args=[plan.pk])
    return LinePage(
        heading=f"{heading} · {name_of(one.community)} · {way_word(one.way)}",
        breadcrumbs=plan_crumbs(plan, Link(_("Lines of the plan"), lines_href), Link(heading)),
        provenance_flags=label_codes(one.labels),
        plan=plan,
        one=one,
        may_apply=may_apply(request, plan),
        elsewhere_href=_elsewhere(request, one),
        account=account_text(one, plan),
        instead=spoken(instead_words(one.instead)),
        where=_where(scope, plan, one),
        builds=_builds(one, names),
        closes=_closes(plan, one, names),
        outlay=_outlay(plan, one),
        money=_money(one),
        origins=[origin(price_line_of(each)) for each in one.cost["lines"]],
        is_placeholder=one.cost["is_placeholder"],
        prices_href=f"{reverse('assessments:prices')}?division={one.code[:6]}",
        ownership=spoken(way.ownership),
        risks=[spoken(each) for each in way.risks],
        reminder=spoken(way.reminder) if way.reminder else "",
        previous_href=_href(plan, near.get(one.position - 1)),
        next_href=_href(plan, near.get(one.position + 1)),
    )


def _elsewhere(request: ScopedRequest, one: PlannedRemedy) -> str:
    """What closed the same gaps elsewhere, or worked in the same way; empty for a reader who may not go there."""
    library = practices_href(request)
    rules = dict.fromkeys(rule for _code, rule in one.closes)
    asked = [*(("rule", rule) for rule in rules), ("way", one.way), ("for", one.code)]
    return f"{library}?{urlencode(asked)}" if library else ""


def _href(plan: RemedyPlan, one: PlannedRemedy | None) -> str:
    return reverse("assessments:plan-line", args=[plan.pk, one.position]) if one else ""


def _names(scope: AreaScope, one: PlannedRemedy) -> dict[str, str]:
    """The communities that it speaks of, by code."""
    codes = {code for code, _rule in one.closes} | {each["community"] for each in one.builds}
    codes |= {code for each in one.builds for code in each["serves"]}
    return {each.code: name_of(each) for each in communities(scope).filter(code__in=codes)}


def _where(scope: AreaScope, plan: RemedyPlan, one: PlannedRemedy) -> list[Term]:
    return [
        Term(_("Community"), name_of(one.community), note=one.code, href=card_href(plan, one.code)),
        Term(_("Way"), way_word(one.way), note=spoken(BY_CODE[one.way].meaning)),
        *_premises(one), *_facility(scope, one),
        Term(_("Begins in"), str(one.year)),
        Term(_("Counts from"), str(one.ready_year), note=_months(one)),
        Term(_("Households there"), number(one.households)),
    ]  # fmt: skip


def _premises(one: PlannedRemedy) -> list[Term]:
    found = one.premises
    if found is None:
        is_taken = not one.facility and one.way in ("lease", "purchase", "swap", "new_build", "retrofit")
        needs = is_taken and any(each["kind"] == "built" for each in one.builds)
        return [Term(_("Premises"), _("still to be found: the register names none"))] if needs else []
    said = ", ".join(part for part in (found.code, found.get_kind_display(), found.get_ownership_display()) if part)
    source = _("source: %(source)s") % {"source": found.source.name}
    return [Term(_("Premises"), found.name, note=f"{said}; {source}", provenance=label_of(found.source.provenance))]


def _facility(scope: AreaScope, one: PlannedRemedy) -> list[Term]:
    """The facility that is extended or shared."""
    if not one.facility:
        return []
    found = facilities(scope).filter(code=one.facility).first()
    label = label_of(found.source.provenance) if found else ""
    return [Term(_("Facility"), found.name if found else one.facility, note=one.facility, provenance=label)]


def _months(one: PlannedRemedy) -> str:
    months = one.cost["months"]
    return _("it takes %(low)s to %(high)s months") % {"low": months[0], "high": months[1]} if months else ""


def _builds(one: PlannedRemedy, names: dict[str, str]) -> Table:
    columns = (
        Column(_("Facility or works"), "text"), Column(_("For"), "text"), Column(_("Floor area"), "number"),
        Column(_("of it for residents' activities"), "number"), Column(_("Site area"), "number"),
    )  # fmt: skip
    rows = [_built_row(each, names) for each in one.builds]
    return Table(_("What it builds"), columns, rows, titled=True)


def _built_row(each: dict[str, Any], names: dict[str, str]) -> list[Cell]:
    home, serves = each["community"], [code for code in each["serves"] if code != each["community"]]
    also = _("also %(names)s") % {"names": listed([names.get(code, code) for code in serves])} if serves else ""
    plain = {name: value for name, value in each.items() if not name.endswith("_area")}
    return [
        Cell(built_text(plain)),
        Cell(names.get(home, home), note=also),
        *(Cell(area_text(each.get(name)) or "—") for name in ("floor_area", "activity_area", "site_area")),
    ]


def _closes(plan: RemedyPlan, one: PlannedRemedy, names: dict[str, str]) -> Table:
    columns = (Column(_("Rule"), "text"), Column(_("Community"), "text"), Column(_("Level"), "text"))
    rows = [
        [
            Cell(spoken(rule_named(rule).name), reverse("assessments:rule", args=[rule]), note=rule),
            Cell(names.get(code, code), f"{card_href(plan, code)}#{rule}", note=code),
            Cell(level=rule_named(rule).level.value),
        ]
        for code, rule in one.closes
    ]  # fmt: skip
    count = len(rows)
    caption = ngettext("%(number)s gap that it closes", "%(number)s gaps that it closes", count) % {"number": number(count)}
    return Table(caption, columns, rows, titled=True)


def _outlay(plan: RemedyPlan, one: PlannedRemedy) -> Table:
    columns = (Column(_("Year"), "text"), Column(_("Outlay"), "number"))
    rows = [[Cell(str(year)), Cell(yuan(amount))] for year, amount in enumerate(one.outlay, asked(plan).first_year)]
    return Table(_("Outlay of each year"), columns, [*rows, [Cell(_("in all")), Cell(yuan(sum(one.outlay)))]], titled=True)


def _money(one: PlannedRemedy) -> list[Term]:
    cost, nothing, unknown = one.cost, _("nothing"), _("not known")
    rent = [] if is_nothing(cost["rent"]) else [Term(_("Rent a year"), range_text(cost["rent"]))]
    return [
        Term(_("Once"), nothing if is_nothing(cost["once"]) else range_text(cost["once"])),
        *rent,
        Term(_("Running a year"), range_text(cost["running"]) or unknown, note=_("beside the budget of the plan")),
        Term(
            _("Net present cost"), range_text(cost["present"]) or unknown, note=_("all of it over its life, in money of today")
        ),
    ]
