"""The findings of a card as its round stored them, each beside what the engine says of it now."""

from dataclasses import dataclass

from assessments.law import is_programme, pack_of
from assessments.reports.figures import text_of
from assessments.selectors.cards import Card, CardFinding
from assessments.standards.model import Domain, Reason, Rule, Verdict


@dataclass(frozen=True)
class CardLine:
    """One rule's answer. Figures as stored, in the unit of the rule. ``place``: its domain, and whether of the programme.

    ``is_same``: the answer and every figure are what the engine finds today, so its sentence says what was stored.
    """

    rule: Rule
    place: tuple[Domain, bool]
    verdict: Verdict
    measured: int | None
    required: int | None
    shortfall: int | None
    now: CardFinding
    is_same: bool

    @property
    def clause(self) -> str:
        """The number of the clause behind that of its document: they name it in every language."""
        return f"{pack_of(self.rule.code).document} {self.rule.clause.id}"


def card_lines(found: Card) -> list[CardLine]:
    """In the order of the card; without the rules of other places, which the page does not show either."""
    findings = [finding for domain in found.domains for finding in domain.findings]
    return [_line(found, finding) for finding in findings if finding.explanation.reason is not Reason.ELSEWHERE]


def _line(found: Card, finding: CardFinding) -> CardLine:
    stored, rule, at = found.scorecard, finding.rule, found.round.rules.index(finding.rule.code)
    measured, required = stored.measured[at], stored.required[at]
    trace = finding.explanation.trace
    is_same = not finding.has_changed and (trace["measured"], trace["required"]) == (
        text_of(measured, rule.unit), text_of(required, rule.unit),
    )  # fmt: skip
    place = (rule.domain, is_programme(rule))
    return CardLine(rule, place, finding.stored, measured, required, stored.shortfall[at], finding, is_same)
