"""The rule book: every rule of every pack, by domain."""

from dataclasses import dataclass

from django.forms import BoundField
from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from assessments.contexts import Cell, Empty, Link, Table
from assessments.labels import label_codes
from assessments.law import all_rules, in_card_order, pack_of
from assessments.law_filters import RuleFilter
from assessments.selectors.gaps import gap_counts
from assessments.selectors.rounds import latest_round
from assessments.standards.model import Pack, Rule
from assessments.templatetags.components import Column
from assessments.views.frame import draw, home_crumb
from assessments.views.language import lang_now, number, spoken
from assessments.views.lists import rows_of, unreadable
from assessments.views.rulebook import Section, cited, fields_of, pack_link, sections
from communities.filters import Spoken
from communities.in_memory import MemoryRows
from communities.requests import ScopedRequest
from communities.scope import EVERYWHERE, AreaScope


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
    sections: list[Section]
    fields: list[BoundField]
    more: list[BoundField]
    more_open: bool
    active: list[Spoken]
    clear: str
    total: str
    domains: list[DomainTable]
    empty: Empty


MAIN = ("search", "pack", "domain")
"""The fields that stand open; the others are folded away unless one of them is used."""


@require_safe
def rules(request: ScopedRequest) -> HttpResponse:
    narrowed = RuleFilter(request.GET, MemoryRows(all_rules()), scope=request.scope)
    found = _found(narrowed)
    counts, labels = _gap_counts(request.scope)
    total = ngettext("%(number)s rule", "%(number)s rules", len(found)) % {"number": number(len(found))}
    fields = fields_of(narrowed)
    context = RulesPage(
        breadcrumbs=[home_crumb(), Link(_("Rule book"))],
        provenance_flags=label_codes(labels),
        sections=sections("rules"),
        fields=[field for field in fields if field.name in MAIN],
        more=(more := [field for field in fields if field.name not in MAIN]),
        more_open=any(field.errors or field.data for field in more),
        active=narrowed.spoken(lang_now()),
        clear=reverse("assessments:rules"),
        total=total,
        domains=[
            DomainTable(domain.value, spoken(domain.words), _table(spoken(domain.words), each, counts))
            for domain, each in in_card_order(found).items()
        ],
        empty=_empty(is_valid=narrowed.is_valid()),
    )
    return draw(request, "rules.html", context, fragment="_rules.html")


def _found(narrowed: RuleFilter) -> tuple[Rule, ...]:
    """The rules that are left, in the order of the documents."""
    codes = {rule.code for rule in rows_of(narrowed)}
    return tuple(rule for rule in all_rules() if rule.code in codes)


def _empty(*, is_valid: bool) -> Empty:
    if not is_valid:
        return unreadable(reverse("assessments:rules"))
    return Empty(
        _("No rule matches"),
        _("No rule has these words in its code, name, clause or text."),
        [Link(_("Show all rules"), reverse("assessments:rules"))],
    )


def _gap_counts(scope: AreaScope) -> tuple[dict[str, int], int]:
    """Gaps per rule that the newest round judged by, and the labels of their figures."""
    one = latest_round(scope)
    if one is None:
        return {}, 0
    counts = gap_counts(scope, one, EVERYWHERE)
    return {code: counts.per_rule.get(code, 0) for code in one.rules}, counts.labels


def _table(caption: str, found: tuple[Rule, ...], counts: dict[str, int]) -> Table:
    columns = (
        Column(_("Rule"), "text"),
        Column(_("Level"), "text"),
        Column(_("Document"), "text"),
        Column(_("How it is known"), "text"),
        Column(_("Gaps, latest round"), "number"),
    )
    return Table(caption, columns, [_row(rule, counts.get(rule.code)) for rule in found], titled=True)


def _row(rule: Rule, count: int | None) -> list[Cell]:
    href, pack = reverse("assessments:rule", args=[rule.code]), pack_of(rule.code)
    listed = f"{reverse('assessments:gaps')}?rule={rule.code}" if count else ""
    clause = _("clause %(number)s") % {"number": rule.clause.id}
    return [
        Cell(spoken(rule.name), href, note=rule.code),
        Cell(level=rule.level.value),
        Cell(cited(pack), pack_link(pack).href, note=clause),
        Cell(spoken(rule.confidence.words), note=_not_enforced(rule, pack)),
        Cell(number(count), listed),
    ]


def _not_enforced(rule: Rule, pack: Pack) -> str:
    """Why a rule is not enforced without being asked for; empty where it is."""
    if not rule.enabled:
        return _("not enforced")
    return "" if pack.status.enforced else spoken(pack.status.words)
