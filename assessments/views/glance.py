"""The gaps of a scorecard on a few lines: what is missing, how far off, and for what there are premises."""

from collections.abc import Iterable

from django.utils.translation import gettext as _

from assessments.contexts import Cell, Table
from assessments.selectors.cards import CardDomain, CardFinding
from assessments.standards.explain import Explanation
from assessments.standards.model import Verdict
from assessments.templatetags.components import Column
from assessments.views.findings import at_hand
from assessments.views.language import listed, spoken


def glance_table(domains: Iterable[CardDomain]) -> Table:
    """The unmet binding rules about the community, in the order of the card."""
    columns = (
        Column(_("Gap"), "text"),
        Column(_("Level"), "text"),
        Column(_("How far off"), "text"),
        Column(_("Premises at hand for"), "text"),
    )
    found = [finding for domain in domains if not domain.is_programme for finding in domain.findings]
    return Table(_("Gaps at a glance"), columns, [_row(finding) for finding in found if _is_gap(finding)], titled=True)


def _is_gap(finding: CardFinding) -> bool:
    return finding.explanation.verdict is Verdict.GAP and finding.rule.level.binding


def _row(finding: CardFinding) -> list[Cell]:
    rule = finding.rule
    return [
        Cell(spoken(rule.name), f"#{rule.code}"),
        Cell(level=rule.level.value),
        Cell(_how_far(finding.explanation)),
        Cell(listed(at_hand(finding)) or "—"),
    ]


def _how_far(told: Explanation) -> str:
    if told.shortfall:
        return _("short by %(amount)s") % {"amount": spoken(told.shortfall)}
    found = spoken(told.measured) if told.measured else _("Not known")
    if told.required is None:
        return found
    return _("Measured: %(measured)s; required: %(required)s") % {"measured": found, "required": spoken(told.required)}
