"""The tables of the page of gaps."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.http import QueryDict
from django.urls import reverse
from django.utils.translation import gettext as _

from assessments.contexts import Cell, Table
from assessments.labels import label_codes
from assessments.law import rule_named
from assessments.models import Gap
from assessments.standards.model import Rule, Verdict
from assessments.standards.units import AREA_SCALE, Unit, difference_shown, shown
from assessments.templatetags.components import Column
from assessments.views.findings import Bar, is_drawn
from assessments.views.language import lang_now, name_of, number, spoken
from assessments.views.lists import empty_list, heads, round_tail


def per_rule_table(counts: Mapping[str, int], hrefs: Mapping[str, str]) -> Table:
    """Rules by how many gaps they have; ``hrefs`` narrow the list to one."""
    columns = (Column(_("Rule"), "text"), Column(_("Level"), "text"), Column(_("Communities"), "number"))
    rows = [
        [
            Cell(spoken(rule_named(code).name), hrefs[code], note=code),
            Cell(level=rule_named(code).level.value),
            Cell(number(count)),
        ]
        for code, count in counts.items()
    ]
    return Table(_("How many per rule, the most frequent first"), columns, rows)


@dataclass(frozen=True)
class To:
    """Where one may go from a gap. ``plan``: where a plan is ordered, to be begun with a gap that must be closed; ``library``:
    what closed such a gap elsewhere. Empty: nobody may.
    """

    plan: str = ""
    library: str = ""


def gap_table(rows: list[Gap], day: date, query: QueryDict, *, is_valid: bool, is_mixed: bool, to: To) -> Table:
    """One page of gaps; ``day`` is the round's, whose law the bars speak of; where ``is_mixed`` each row shows its labels."""
    columns = heads(
        query,
        (
            ("code", _("Community"), "text"),
            ("", _("Division"), "text"),
            ("rule", _("Rule"), "text"),
            ("", _("Level"), "text"),
            ("shortfall" if query.get("rule") else "", _("Measured and required"), "text"),
            *([("", _("Plan"), "text")] if to.plan else []),
            *([("", _("Experience"), "text")] if to.library else []),
        ),
    )
    tail = round_tail(query)
    empty = empty_list("gaps", query, is_valid=is_valid)
    return Table(_("Gaps of the round"), columns, [_row(gap, day, tail, is_mixed=is_mixed, to=to) for gap in rows], empty)


def _row(gap: Gap, day: date, tail: str, *, is_mixed: bool, to: To) -> list[Cell]:
    community: Any = gap.community
    rule = rule_named(gap.rule)
    card = reverse("assessments:scorecard", args=[gap.code])
    bar = gap_bar(gap, rule, day)
    badges = label_codes(gap.labels) if is_mixed else ()
    return [
        Cell(name_of(community), f"{card}{tail}#{gap.rule}", note=gap.code, badges=badges),
        Cell(name_of(community.division)),
        Cell(spoken(rule.name), reverse("assessments:rule", args=[gap.rule]), note=gap.rule),
        Cell(level=rule.level.value),
        Cell(bar=bar) if bar else Cell(_in_words(gap, rule.unit)),
        *([Cell(_("must be closed"), f"{to.plan}&must={gap.code}+{gap.rule}")] if to.plan else []),
        *([Cell(_("elsewhere"), f"{to.library}?rule={gap.rule}&for={gap.code}")] if to.library else []),
    ]


def gap_bar(gap: Gap, rule: Rule, day: date) -> Bar | None:
    """None where there is no length to draw."""
    unit, lang = rule.unit, lang_now()
    if gap.required is None or not is_drawn(unit, gap.required):
        return None
    scale = AREA_SCALE if unit is Unit.AREA else 1
    return Bar(
        verdict=Verdict.GAP.code,
        measured=None if gap.measured is None else Decimal(gap.measured) / scale,
        required=Decimal(gap.required) / scale,
        measured_text="" if gap.measured is None else shown(gap.measured, unit, lang),
        required_text=shown(gap.required, unit, lang),
        shortfall_text=(difference_shown(gap.shortfall, unit, lang) or "") if gap.shortfall is not None else "",
        at_most="at_most" in rule.kind.test(day),
        lower_bound=False,
    )


def _in_words(gap: Gap, unit: Unit) -> str:
    lang = lang_now()
    found = _("Not known") if gap.measured is None else shown(gap.measured, unit, lang)
    if gap.required is None:
        return found
    return _("Measured: %(measured)s; required: %(required)s") % {
        "measured": found,
        "required": shown(gap.required, unit, lang),
    }
