"""The rule book: every rule of every pack, by domain."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from assessments.contexts import Cell, Choice, Empty, Field, Link, Table
from assessments.law import all_rules, in_card_order, pack_of
from assessments.selectors.gaps import gaps, labels_of, per_rule
from assessments.selectors.rounds import latest_round
from assessments.standards.model import Level, Rule
from assessments.templatetags.components import Column
from assessments.views.frame import draw, flags_of, home_crumb, page
from assessments.views.language import number, spoken
from communities.requests import ScopedRequest
from communities.scope import AreaScope


@dataclass(frozen=True)
class DomainTable:
    """The rules of one domain."""

    code: str
    name: str
    table: Table


@dataclass(frozen=True)
class RulesPage:
    breadcrumbs: list[Link]
    provenance_flags: list[str]
    fields: list[Field]
    total: str
    domains: list[DomainTable]
    empty: Empty


@require_safe
@page
def rules(request: ScopedRequest) -> HttpResponse:
    found = tuple(_wanted(all_rules(), request.GET.get("search", ""), request.GET.get("level", "")))
    counts, labels = _gap_counts(request.scope)
    total = ngettext("%(number)s rule", "%(number)s rules", len(found)) % {"number": number(len(found))}
    context = RulesPage(
        breadcrumbs=[home_crumb(), Link(_("Rule book"))],
        provenance_flags=flags_of(labels),
        fields=_fields(request.GET.get("search", ""), request.GET.get("level", "")),
        total=total,
        domains=[
            DomainTable(domain.value, spoken(domain.words), _table(spoken(domain.words), each, counts))
            for domain, each in in_card_order(found).items()
        ],
        empty=Empty(
            _("No rule matches"),
            _("No rule has these words in its code, name, clause or text."),
            [Link(_("Show all rules"), reverse("assessments:rules"))],
        ),
    )
    return draw(request, "rules.html", context, fragment="_rules.html")


def _wanted(found: Iterable[Rule], search: str, level: str) -> Iterable[Rule]:
    words = search.casefold().split()
    return (rule for rule in found if level in ("", rule.level.value) and all(word in _searched(rule) for word in words))


def _searched(rule: Rule) -> str:
    """Everything of a rule that the search looks at, in both languages."""
    clause = rule.clause
    texts = (rule.code, rule.name.zh, rule.name.en, clause.id, clause.text.zh, clause.text.en, rule.pointer_zh)
    return "\n".join(texts).casefold()


def _fields(search: str, level: str) -> list[Field]:
    used = {rule.level for rule in all_rules()}
    levels = [Choice(each.value, spoken(each.words), each.value == level) for each in Level if each in used]
    return [
        Field("search", _("Search"), search, type="search", help_text=_("Code, name, clause or words of the text.")),
        Field("level", _("Level"), options=[Choice("", _("All")), *levels]),
    ]


def _gap_counts(scope: AreaScope) -> tuple[dict[str, int], int]:
    """Gaps per rule in the newest round, and the labels of their figures."""
    one = latest_round(scope)
    found = gaps(scope, one) if one else None
    return (per_rule(found), labels_of(found)) if found is not None else ({}, 0)


def _table(caption: str, found: tuple[Rule, ...], counts: dict[str, int]) -> Table:
    columns = (
        Column(_("Rule"), "text"),
        Column(_("Level"), "text"),
        Column(_("Clause"), "text"),
        Column(_("How it is known"), "text"),
        Column(_("Gaps, latest round"), "number"),
    )
    return Table(caption, columns, [_row(rule, counts.get(rule.code, 0)) for rule in found], titled=True)


def _row(rule: Rule, count: int) -> list[Cell]:
    href = reverse("assessments:rule", args=[rule.code])
    listed = f"{reverse('assessments:gaps')}?rule={rule.code}" if count else ""
    return [
        Cell(spoken(rule.name), href, note=rule.code),
        Cell(level=rule.level.value),
        Cell(f"{pack_of(rule.code).document} {rule.clause.id}"),
        Cell(spoken(rule.confidence.words), note="" if rule.enabled else _("not enforced")),
        Cell(number(count), listed),
    ]
