"""The lines of a plan: what is done where, in which year, for how much, and what it closes."""

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from assessments.contexts import Cell, Empty, Link, Table
from assessments.labels import label_codes
from assessments.models import PlannedRemedy, RemedyPlan
from assessments.plan_filters import LineFilter
from assessments.selectors.plans import remedies
from assessments.templatetags.components import yuan
from assessments.views.choosing import filter_form
from assessments.views.frame import draw
from assessments.views.language import lang_now, name_of, number
from assessments.views.lists import heads, kept, page_href, part_of, rows_of
from assessments.views.plans.finding import finished_or_404, plan_crumbs
from assessments.views.plans.line_words import builds_texts, closes_texts
from assessments.views.plans.parts import PlanList, empty_of
from assessments.views.plans.words import way_word
from communities.requests import ScopedRequest

MAIN = ("way", "year", "division", "search")


@require_safe
def lines(request: ScopedRequest, pk: int) -> HttpResponse:
    plan = finished_or_404(request, pk)
    return draw(request, "plans/parts.html", _context(request, plan), fragment="plans/_parts.html")


def _context(request: ScopedRequest, plan: RemedyPlan) -> PlanList:
    query, here, heading = request.GET, reverse("assessments:plan-lines", args=[plan.pk]), _("Lines of the plan")
    narrowed = LineFilter(query, queryset=remedies(request.scope, plan), scope=request.scope, plan=plan)
    part, total = part_of(rows_of(narrowed), narrowed.order(), query), narrowed.count() if narrowed.is_valid() else 0
    is_mixed = len({line.labels for line in part.rows}) > 1
    prices = {bool(line.cost["is_placeholder"]) for line in part.rows}
    empty = empty_of(narrowed, here, Empty(_("The plan has no line"), _("Its budget reaches no measure that closes a gap.")))
    rows = [line_row(line, plan, is_mixed=is_mixed, shows_price=len(prices) > 1) for line in part.rows]
    return PlanList(
        heading=heading,
        breadcrumbs=plan_crumbs(plan, Link(heading)),
        provenance_flags=label_codes(plan.labels),
        badges=[*label_codes(plan.labels), *(["placeholder"] if prices == {True} else [])],
        plan=plan,
        form=filter_form(narrowed, request.scope, main=MAIN),
        kept=kept(query),
        active=narrowed.spoken(lang_now()),
        total=ngettext("%(number)s line", "%(number)s lines", total) % {"number": number(total)},
        clear=here,
        table=Table(heading, heads(query, _columns()), rows, empty, titled=True),
        previous_href=page_href(query, part.previous),
        next_href=page_href(query, part.next),
    )


def _columns() -> tuple[tuple[str, str, str], ...]:
    return (
        ("position", _("Line"), "text"), ("code", _("Community"), "text"), ("", _("Way"), "text"), ("", _("Builds"), "text"),
        ("", _("Closes"), "text"), ("year", _("Begins in"), "text"), ("", _("Yuan within the plan"), "number"),
    )  # fmt: skip


def line_row(line: PlannedRemedy, plan: RemedyPlan, *, is_mixed: bool, shows_price: bool) -> list[Cell]:
    """What holds for all lines of the page stands above them, and not in each."""
    badges = label_codes(line.labels) if is_mixed else ()
    price = "placeholder" if shows_price and line.cost["is_placeholder"] else ""
    return [
        Cell(f"{line.position}", reverse("assessments:plan-line", args=[plan.pk, line.position])),
        Cell(name_of(line.community), note=line.code, badges=badges),
        Cell(way_word(line.way), note=line.premises.name if line.premises else ""),
        Cell(lines=builds_texts(line)),
        Cell(lines=closes_texts(line.closes)),
        Cell(str(line.year), note=ready_text(line)),
        Cell(yuan(sum(line.outlay)), provenance=price),
    ]


def ready_text(line: PlannedRemedy) -> str:
    """From which year on it counts, where that is another one."""
    return "" if line.ready_year == line.year else _("counts from %(year)s") % {"year": line.ready_year}
