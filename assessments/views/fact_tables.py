"""The tables of the page of facts worth collecting."""

from urllib.parse import urlencode

from django.http import QueryDict
from django.urls import reverse
from django.utils.translation import gettext as _

from assessments.contexts import Cell, Empty, Table
from assessments.selectors.settling import OpenRule, Ranking
from assessments.templatetags.components import Column
from assessments.views.language import listed, number, spoken

NAMED = 4
"""So many of the things that a rule waits for are named in its row."""
TENTHS = 1000


def worth_table(found: Ranking, empty: Empty) -> Table:
    """What to collect, the most worth first."""
    columns = (
        Column(_("What to collect"), "text"),
        Column(_("Settles by itself"), "number"),
        Column(_("Helps to settle"), "number"),
        Column(_("Settles, of all rules"), "number"),
        Column(_("Helps, of all rules"), "number"),
        Column(_("Communities that wait for it"), "number"),
    )
    rows = [
        [
            Cell(spoken(worth.ask.name), note=worth.ask.code),
            *(Cell(number(count)) for count in (worth.settles, worth.helps, worth.settles_of_all, worth.helps_of_all)),
            Cell(number(worth.communities)),
        ]
        for worth in found.worths
    ]
    return Table(_("What to collect, the most worth first"), columns, rows, empty, titled=True)


def order_table(found: Ranking) -> Table:
    """An order to go about it: each step settles the most that one more thing can."""
    columns = (
        Column(_("What to collect"), "text"),
        Column(_("Settles in addition"), "number"),
        Column(_("Settled by then"), "number"),
    )
    rows = [
        [Cell(f"{at}. {spoken(step.ask.name)}"), Cell(number(step.settles)), Cell(_so_far(step.total, found.open_verdicts))]
        for at, step in enumerate(found.order, 1)
    ]
    return Table(_("An order to go about it"), columns, rows, titled=True)


def _so_far(total: int, whole: int) -> str:
    """A count with its share, rounded down: the last step alone reads 100%."""
    tenths = total * TENTHS // whole if whole else 0
    return f"{number(total)} ({tenths // 10}.{tenths % 10}%)"


def waiting_table(found: Ranking, query: QueryDict) -> Table:
    """The rules with unknown answers, each leading to the communities where it is unknown."""
    columns = (
        Column(_("Rule"), "text"),
        Column(_("Level"), "text"),
        Column(_("Communities where it is unknown"), "number"),
        Column(_("What they wait for"), "text"),
    )
    rules = sorted(found.rules, key=lambda each: (not each.counts, -each.number - each.hopeless))
    return Table(_("The rules that wait"), columns, [_rule_row(each, query) for each in rules], titled=True)


def _rule_row(each: OpenRule, query: QueryDict) -> list[Cell]:
    rule = each.rule
    return [
        Cell(spoken(rule.name), reverse("assessments:rule", args=[rule.code]), note=rule.code),
        Cell(level=rule.level.value),
        Cell(number(each.number + each.hopeless), _communities(rule.code, query)),
        Cell(_waits_for(each)),
    ]


def _communities(code: str, query: QueryDict) -> str:
    """The list of communities where the round found the rule unknown, in the same place."""
    kept = {name: query[name] for name in ("division", "round") if query.get(name)}
    return f"{reverse('assessments:communities')}?{urlencode({'rule': code, 'verdict': 'unknown', **kept})}"


def _waits_for(each: OpenRule) -> str:
    named = listed([spoken(ask.name) for ask in each.asks[:NAMED]])
    if len(each.asks) > NAMED:
        return _("%(facts)s and %(more)s more") % {"facts": named, "more": len(each.asks) - NAMED}
    return named or _("Nothing: it is undefined over zero.")
