"""What is said of a plan as a whole: today and with it, year by year, way by way, what more money would buy."""

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from assessments.contexts import Cell, Table, Tally
from assessments.models import RemedyPlan
from assessments.selectors.plan_sums import LineSums, WaySum, wholly
from assessments.templatetags.components import Column, yuan
from assessments.views.language import number
from assessments.views.plans.words import (
    SCALE,
    asked,
    budget_text,
    closed_gaps,
    good_text,
    joined,
    objective_word,
    pair,
    path_of_plan,
    per_wan_text,
    way_word,
    worth_text,
    years_text,
)


def sentence(plan: RemedyPlan) -> str:
    """The plan in one sentence, and how good it is in another."""
    wishes, told = asked(plan), plan.told
    before, _after = pair(told, "gaps")
    said = _(
        "With %(budget)s (%(years)s) this plan closes %(closed)s of %(gaps)s gaps, in %(helped)s of %(communities)s "
        "communities; %(households)s households live there."
    ) % {
        "budget": budget_text(wishes), "years": years_text(wishes), "closed": number(closed_gaps(plan)), "gaps": number(before),
        "helped": number(told["helped"]), "communities": number(told["communities"]), "households": number(told["households"]),
    }  # fmt: skip
    return joined(said, _promise(plan))


def _promise(plan: RemedyPlan) -> str:
    """What the bound says: no plan under the same wishes can do more."""
    objective = objective_word(asked(plan).objective)
    said = _("By what counts most here (%(objective)s) it is %(good)s.")
    return said % {"objective": objective, "good": good_text(plan)}


def stats(plan: RemedyPlan) -> list[Tally]:
    told, here = plan.told, reverse("assessments:plan", args=[plan.pk])
    left = pair(told, "gaps")[1]
    return [
        Tally(_("Gaps closed"), number(closed_gaps(plan)), note=_("of %(gaps)s") % {"gaps": number(pair(told, "gaps")[0])}),
        Tally(_("Gaps left open"), number(left), f"{here}left/"),
        Tally(_("Communities helped"), number(told["helped"]), f"{here}communities/?changes=yes", note=_households(plan)),
        Tally(_("Spent"), yuan(sum(plan.spent)), note=_("of %(budget)s") % {"budget": yuan(sum(asked(plan).budgets))}),
    ]


def _households(plan: RemedyPlan) -> str:
    count = plan.told["households"]
    return ngettext("%(number)s household", "%(number)s households", count) % {"number": number(count)}


def before_after_table(plan: RemedyPlan) -> Table:
    columns = (
        Column("", "text"),
        Column(_("Today"), "number"),
        Column(_("With the plan"), "number"),
        Column(_("Change"), "number"),
    )
    named = (("gaps", _("Gaps")), ("unknown", _("Undecided answers")), ("complete", _("Complete communities")))
    rows = [[Cell(label), *_moved(*pair(plan.told, name))] for name, label in named]
    return Table(_("Today and with the plan"), columns, rows, titled=True)


def _moved(before: int, after: int) -> list[Cell]:
    return [Cell(number(before)), Cell(number(after)), Cell(f"{after - before:+,}" if after != before else "0")]


def year_table(plan: RemedyPlan, sums: LineSums) -> Table:
    """``sums``: of all lines, for the gaps that count from each year on."""
    columns = (
        Column(_("Year"), "text"), *(Column(label, "number") for label in (_("Budget"), _("Spent"), _("Left over"))),
        Column(_("Gaps closed from this year on"), "number"), Column(_("10,000 yuan more would buy about"), "number"),
    )  # fmt: skip
    objective = asked(plan).objective
    rows = [
        [
            Cell(str(each["year"])), Cell(yuan(each["budget"])), Cell(yuan(each["spent"])),
            Cell(yuan(each["budget"] - each["spent"])), Cell(number(sums.ready.get(each["year"], 0))),
            Cell(per_wan_text(each["price"], objective) if each["price"] else _("nothing")),
        ]
        for each in plan.told["years"]
    ]  # fmt: skip
    return Table(_("Year by year"), columns, rows, titled=True)


def year_note(plan: RemedyPlan) -> str:
    return _("What a year leaves over may be spent in a later one.") if asked(plan).carries_over else ""


def way_table(plan: RemedyPlan, sums: LineSums) -> Table:
    columns = (
        Column(_("Way"), "text"), Column(_("Lines"), "number"), Column(_("Yuan within the plan"), "number"),
        Column(_("Gaps closed"), "number"),
    )  # fmt: skip
    here = reverse("assessments:plan-lines", args=[plan.pk])
    rows = [_way_row(way_word(code), one, f"{here}?way={code}") for code, one in sorted(sums.ways.items(), key=_most)]
    total = [_way_row(_("All ways"), wholly(sums.ways), here)] if len(rows) > 1 else []
    return Table(_("Way by way"), columns, [*rows, *total], titled=True)


def _most(item: tuple[str, WaySum]) -> tuple[int, int]:
    return -item[1].yuan, -item[1].gaps


def _way_row(name: str, one: WaySum, href: str) -> list[Cell]:
    return [Cell(name, href), Cell(number(one.lines)), Cell(yuan(one.yuan)), Cell(number(one.gaps))]


def way_note(plan: RemedyPlan, sums: LineSums) -> str:
    """Where the engine closes other gaps than the lines name."""
    more = closed_gaps(plan) - sums.gaps
    if more <= 0:
        return ""
    text = ngettext(
        "%(number)s gap more is met by several lines together and stands with none of them.",
        "%(number)s gaps more are met by several lines together and stand with none of them.",
        more,
    )
    return text % {"number": number(more)}


def more_text(plan: RemedyPlan) -> str:
    """What one million more buys, in the year in which it buys most."""
    more, wishes = plan.told["more"], asked(plan)
    said = {"yuan": yuan(more["yuan"]), "year": wishes.first_year + more["year"]}
    if not more["worth"]:
        return _("With %(yuan)s more in %(year)s no better plan was found in the few seconds given to it.") % said
    text = ngettext(
        "With %(yuan)s more in %(year)s a plan closes %(closed)s gap more; it is worth %(worth)s more.",
        "With %(yuan)s more in %(year)s a plan closes %(closed)s gaps more; it is worth %(worth)s more.",
        more["closed"],
    )
    return text % {**said, "closed": number(more["closed"]), "worth": worth_text(more["worth"], wishes.objective)}


def floor_table(plan: RemedyPlan, names: dict[str, str]) -> Table | None:
    """``names`` of districts by their digits. None where no floor was asked for."""
    floors, objective = plan.told["floors"], asked(plan).objective
    if not floors:
        return None
    columns = (Column(_("District"), "text"), Column(_("At least to be closed"), "number"))
    rows = [
        [
            Cell(names.get(each["district"], each["district"]), note=each["district"]),
            Cell(worth_text(each["least"] * SCALE, objective)),
        ]
        for each in floors
    ]
    return Table(_("What each district was to get"), columns, rows, titled=True)


def placeholder_text(sums: LineSums) -> str:
    """How many lines rest on prices that nobody has confirmed; empty where none does."""
    if not sums.placeholder:
        return ""
    text = ngettext(
        "%(number)s of %(lines)s lines rests on placeholder prices: enter local prices and plan again before anybody decides.",
        "%(number)s of %(lines)s lines rest on placeholder prices: enter local prices and plan again before anybody decides.",
        sums.placeholder,
    )
    return text % {"number": number(sums.placeholder), "lines": number(sums.lines)}


def prices_href(plan: RemedyPlan) -> str:
    code = path_of_plan(plan).rstrip("/").rsplit("/", 1)[-1]
    return reverse("assessments:prices") + (f"?division={code}" if code else "")
