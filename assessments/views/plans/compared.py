"""Plans side by side, as tables: what was asked for, what comes of it, by year, by way, by rule."""

from collections.abc import Callable, Mapping, Sequence

from django.urls import reverse
from django.utils.translation import gettext as _

from assessments.contexts import Cell, Table
from assessments.law import rule_named
from assessments.models import RemedyPlan
from assessments.selectors.plan_sums import LineSums, WaySum
from assessments.templatetags.components import Column, yuan
from assessments.views.language import number, spoken
from assessments.views.plans.asking import wish_terms
from assessments.views.plans.words import asked, closed_gaps, good_text, pair, place_of, way_word

Plans = Sequence[RemedyPlan]


def heads_of(first: str, plans: Plans, *, with_today: bool = False, kind: str = "number") -> list[Column]:
    """A column for each plan, after the one that names the row."""
    today = [Column(_("Today"), kind)] if with_today else []
    return [Column(first, "text"), *today, *(Column(plan.name, kind) for plan in plans)]


def wish_table(plans: Plans) -> Table:
    """What was asked for and differs. Terms come in the same order for every plan."""
    rows = [
        [Cell(terms[0].term), *(Cell(term.text, note=term.note) for term in terms)]
        for terms in zip(*(wish_terms(plan) for plan in plans), strict=True)
        if len({(term.text, term.note) for term in terms}) > 1
    ]
    return Table(_("Wishes that differ"), heads_of(_("Wish"), plans, kind="text"), rows, titled=True)


def total_table(plans: Plans) -> Table:
    """Today stands beside the figures that there are today."""
    told: list[tuple[str, str, Callable[[RemedyPlan], str]]] = [
        (_("Gaps"), _today(plans, "gaps"), lambda plan: number(pair(plan.told, "gaps")[1])),
        (_("Gaps closed"), "", lambda plan: number(closed_gaps(plan))),
        (_("Undecided answers"), _today(plans, "unknown"), lambda plan: number(pair(plan.told, "unknown")[1])),
        (_("Complete communities"), _today(plans, "complete"), lambda plan: number(pair(plan.told, "complete")[1])),
        (_("Communities helped"), "", lambda plan: number(plan.told["helped"])),
        (_("Households there"), "", lambda plan: number(plan.told["households"])),
        (_("Budget"), "", lambda plan: yuan(sum(asked(plan).budgets))),
        (_("Spent"), "", lambda plan: yuan(sum(plan.spent))),
        (_("How good"), "", good_text),
        *([(_("Division"), "", place_of)] if len({plan.division_id for plan in plans}) > 1 else []),
        *([(_("Round"), "", lambda plan: number(plan.round_id))] if len({plan.round_id for plan in plans}) > 1 else []),
    ]  # fmt: skip
    rows = [[Cell(label), Cell(today or "—"), *(Cell(say(plan)) for plan in plans)] for label, today, say in told]
    return Table(_("What comes of it"), heads_of("", plans, with_today=True), rows, titled=True)


def _today(plans: Plans, name: str) -> str:
    """Where the plans agree on what there is today."""
    found = {pair(plan.told, name)[0] for plan in plans}
    return number(found.pop()) if len(found) == 1 else ""


def year_costs(plans: Plans) -> Table:
    spent = [dict(zip(_years(plan), plan.spent, strict=True)) for plan in plans]
    years = sorted({year for each in spent for year in each})
    rows = [[Cell(str(year)), *(Cell(yuan(each[year]) if year in each else "—") for each in spent)] for year in years]
    return Table(_("Spent in each year"), heads_of(_("Year"), plans), rows, titled=True)


def _years(plan: RemedyPlan) -> range:
    wishes = asked(plan)
    return range(wishes.first_year, wishes.first_year + len(wishes.budgets))


def way_costs(plans: Plans, sums: Sequence[LineSums]) -> Table:
    ways = list(dict.fromkeys(way for each in sums for way in each.ways))
    rows = [
        [Cell(way_word(way)), *(_way_cell(plan, way, each) for plan, each in zip(plans, sums, strict=True))] for way in ways
    ]
    return Table(_("Way by way"), heads_of(_("Way"), plans), rows, titled=True)


def _way_cell(plan: RemedyPlan, way: str, sums: LineSums) -> Cell:
    found = sums.ways.get(way, WaySum())
    if not found.lines:
        return Cell("—")
    said = _("lines: %(lines)s; gaps: %(gaps)s") % {"lines": number(found.lines), "gaps": number(found.gaps)}
    return Cell(yuan(found.yuan), f"{reverse('assessments:plan-lines', args=[plan.pk])}?way={way}", note=said)


def rule_table(plans: Plans, sums: Sequence[Mapping[str, tuple[int, int]]]) -> Table:
    """Gaps by rule, today and with each plan; the rules for which a plan changes something."""
    codes = list(dict.fromkeys(code for each in sums for code in each))
    rows = [_rule_row(code, [each.get(code, (0, 0)) for each in sums]) for code in codes]
    shown = [row for row in rows if row]
    return Table(_("Gaps by rule"), heads_of(_("Rule"), plans, with_today=True), shown, titled=True)


def _rule_row(code: str, counts: Sequence[tuple[int, int]]) -> list[Cell]:
    """Empty where no plan changes anything."""
    if all(before == after for before, after in counts):
        return []
    name = Cell(spoken(rule_named(code).name), reverse("assessments:rule", args=[code]), note=code)
    return [name, Cell(number(counts[0][0])), *(Cell(number(after)) for _before, after in counts)]
