"""The documents of the rule book: all of them, and one with its clauses, rules and dated numbers."""

from dataclasses import dataclass

from django.forms import BoundField
from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from assessments.contexts import Cell, Empty, Link, Table, Term
from assessments.law import packs as all_packs
from assessments.law_filters import PackFilter
from assessments.selectors.places import Named
from assessments.standards.difference import side_of
from assessments.standards.model import Pack, Rule
from assessments.templatetags.components import Column
from assessments.views.findings import ClauseBox, clause_box
from assessments.views.frame import draw
from assessments.views.language import lang_now, number, spoken
from assessments.views.lists import rows_of
from assessments.views.rulebook import (
    Section,
    book_crumbs,
    cited,
    enforced_text,
    fields_of,
    names_for,
    pack_link,
    parameters_table,
    place_text,
    sections,
    span_text,
)
from communities.filters import Spoken
from communities.in_memory import MemoryRows
from communities.requests import ScopedRequest
from communities.scope import AreaScope

SHORT = 12
"""So many signs of a checksum tell two versions apart in a list."""


@dataclass(frozen=True)
class PacksPage:
    breadcrumbs: list[Link]
    sections: list[Section]
    fields: list[BoundField]
    active: list[Spoken]
    clear: str
    table: Table


@dataclass(frozen=True)
class PackPage:
    heading: str
    other_name: str
    other_lang: str
    document: str
    breadcrumbs: list[Link]
    sections: list[Section]
    actions: list[Link]
    about: list[Term]
    rules: Table
    clauses: list[ClauseBox]
    parameters: Table


@require_safe
def packs(request: ScopedRequest) -> HttpResponse:
    narrowed = PackFilter(request.GET, MemoryRows(all_packs()), scope=request.scope)
    wanted = {pack.id for pack in rows_of(narrowed)}
    found = [pack for pack in all_packs() if pack.id in wanted]
    context = PacksPage(
        breadcrumbs=book_crumbs(Link(_("Documents"))),
        sections=sections("packs"),
        fields=fields_of(narrowed),
        active=narrowed.spoken(lang_now()),
        clear=(clear := reverse("assessments:packs")),
        table=_packs_table(request.scope, found, clear),
    )
    return draw(request, "packs.html", context)


def _packs_table(scope: AreaScope, found: list[Pack], clear: str) -> Table:
    columns = (
        Column(_("Document"), "text"),
        Column(_("Where"), "text"),
        Column(_("Overlay of"), "text"),
        Column(_("Standing"), "text"),
        Column(_("In force"), "code"),
        Column(_("Rules"), "number"),
        Column(_("Checksum"), "code"),
    )
    known = names_for(scope, found)
    rows = [_pack_row(pack, known) for pack in found]
    nothing = Empty(_("No document matches"), _("Remove a filter to see more."), [Link(_("Clear all"), clear)])
    return Table(_("Documents encoded as packs of rules"), columns, rows, nothing, titled=True)


def _pack_row(pack: Pack, known: dict[str, Named]) -> list[Cell]:
    link = pack_link(pack)
    off = sum(not rule.enabled for rule in pack.rules)
    parent = reverse("assessments:pack", args=[pack.parent]) if pack.parent else ""
    return [
        Cell(link.label, link.href, note=pack.id if cited(pack) == link.label else f"{pack.id} · {cited(pack)}"),
        Cell(place_text(pack.places, known)),
        Cell(pack.parent or "—", parent),
        Cell(spoken(pack.status.words)),
        Cell(span_text(pack)),
        Cell(number(len(pack.rules)), note=_("%(number)s not enforced") % {"number": number(off)} if off else ""),
        Cell(pack.checksum[:SHORT]),
    ]


@require_safe
def pack(request: ScopedRequest, pack_id: str) -> HttpResponse:
    found = next((each for each in all_packs() if each.id == pack_id), None)
    if found is None:
        raise Http404
    return draw(request, "pack.html", _context(request.scope, found))


def _context(scope: AreaScope, found: Pack) -> PackPage:
    zh = lang_now() == "zh"
    return PackPage(
        heading=spoken(found.title),
        other_name=found.title.en if zh else found.title.zh,
        other_lang="en" if zh else "zh-Hans",
        document=found.document,
        breadcrumbs=book_crumbs(Link(_("Documents"), reverse("assessments:packs")), Link(found.id)),
        sections=sections(""),
        actions=_actions(found),
        about=_about(scope, found),
        rules=_rules_table(found),
        clauses=[clause_box(clause, found) for clause in found.clauses.values()],
        parameters=parameters_table(found.parameters.values()),
    )


def _actions(found: Pack) -> list[Link]:
    """What can be looked at next."""
    book = f"{reverse('assessments:rules')}?pack={found.id}"
    links = [Link(_("Its rules in the rule book"), book)]
    if found.parent:
        compared = f"{reverse('assessments:pack-diff')}?a={found.parent}&b={found.id}"
        links.append(Link(_("What it changes in the document above it"), compared))
    if len(found.places) == 1:
        links.append(Link(_("The law at this place"), f"{reverse('assessments:law-at-place')}?code={found.places[0]}"))
    return links


def _about(scope: AreaScope, found: Pack) -> list[Term]:
    known = names_for(scope, [found])
    above = next((each for each in all_packs() if each.id == found.parent), None)
    below = [each for each in all_packs() if each.parent == found.id]
    basis = _("the basis of every assessment") if found.is_default else _("chosen for an assessment, or with its parent")
    return [
        Term(_("Issued by"), spoken(found.issuer)),
        Term(_("Where"), place_text(found.places, known), note=", ".join(found.places) if len(found.places) > 1 else ""),
        Term(_("Standing"), spoken(found.status.words)),
        Term(_("In force"), span_text(found)),
        Term(_("Used as"), basis),
        *([Term(_("Overlay of"), spoken(above.title), href=pack_link(above).href)] if above else []),
        *(Term(_("Changed by"), spoken(each.title), href=pack_link(each).href) for each in below),
        Term(_("Pack"), f"{found.id}, {_('version')} {found.version}", note=f"SHA-256 {found.checksum}"),
    ]


def _rules_table(found: Pack) -> Table:
    columns = (
        Column(_("Rule"), "text"),
        Column(_("Level"), "text"),
        Column(_("What it asks"), "text"),
        Column(_("Clause"), "text"),
        Column(_("Enforced"), "text"),
    )
    return Table(_("Rules"), columns, [_rule_row(rule, found) for rule in found.rules], titled=True)


def _rule_row(rule: Rule, found: Pack) -> list[Cell]:
    day = max(side_of(found, timezone.localdate()).day, rule.in_force_from)
    return [
        Cell(spoken(rule.name), reverse("assessments:rule", args=[rule.code]), note=rule.code),
        Cell(level=rule.level.value),
        Cell(rule.kind.requirement(day, lang_now())),
        Cell(rule.clause.id),
        Cell(enforced_text(rule, found)),
    ]
