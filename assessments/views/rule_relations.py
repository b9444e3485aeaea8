"""A rule among others: what it changes and what changes it, what may stand instead, where another takes its place."""

from dataclasses import dataclass
from datetime import date

from django.urls import reverse
from django.utils.translation import gettext as _

from assessments.contexts import Cell, Table
from assessments.law import all_rules, pack_of, rule_named
from assessments.law_at import WHOLE_COUNTRY, law_at
from assessments.standards.model import Rule
from assessments.standards.standing import lines_at
from assessments.templatetags.components import Column
from assessments.views.language import spoken
from assessments.views.rulebook import cited


@dataclass(frozen=True)
class Relation:
    """How another rule stands to this one."""

    words: str
    other: Rule
    how: str


def relations_table(found: Rule, today: date) -> Table:
    """Every relation of a rule; no rows where it stands alone."""
    columns = (Column(_("Rule"), "text"), Column(_("Its part"), "text"), Column(_("How"), "text"))
    rows = [_row(each) for each in (*_named(found), *_displacing(found, today))]
    return Table(_("Beside other rules"), columns, rows, titled=True)


def _row(relation: Relation) -> list[Cell]:
    other = relation.other
    href = reverse("assessments:rule", args=[other.code])
    return [
        Cell(spoken(other.name), href, note=f"{other.code} · {cited(pack_of(other.code))}"),
        Cell(relation.words),
        Cell(relation.how or "—"),
    ]


def _named(found: Rule) -> list[Relation]:
    """The relations that the packs write down."""
    relations = []
    if found.changes and found.combine:
        relations.append(Relation(_("is changed by this rule"), rule_named(found.changes), spoken(found.combine.words)))
    if found.instead_of:
        relations.append(Relation(_("counts as met where this one is met"), rule_named(found.instead_of), ""))
    for other in all_rules():
        if other.changes == found.code and other.combine:
            relations.append(Relation(_("changes this rule"), other, spoken(other.combine.words)))
        if other.instead_of == found.code:
            how = "" if other.enabled else _("not enforced")
            relations.append(Relation(_("may be met instead"), other, how))
    return relations


def _displacing(found: Rule, today: date) -> list[Relation]:
    """Where the law of today, drafts among it, lets another rule stand in its place."""
    law = law_at(max(today, found.in_force_from), drafts=True)
    lines = [line for thing in lines_at(law, WHOLE_COUNTRY) for line in thing.lines]
    return [
        Relation(_("takes its place"), rule_named(each.by), spoken(each.words))
        for line in lines
        if line.rule.code == found.code
        for each in line.yieldings
    ]
