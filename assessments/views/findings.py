"""A finding as the components draw it: sentence, bar, clause, remedies."""

from dataclasses import dataclass, replace
from decimal import Decimal
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext as _

from assessments.law import pack_of
from assessments.remedies.catalogue import POOL
from assessments.remedies.option import Standing
from assessments.selectors.cards import CardFinding, facility_type_of
from assessments.standards.change_words import change_words
from assessments.standards.explain import Explanation
from assessments.standards.model import Clause, Pack, Rule, Verdict
from assessments.standards.units import Unit
from assessments.views.language import listed, spoken
from assessments.views.remedies import RemedyBox, remedy_boxes

PEOPLE = (Unit.PERSONS, Unit.HOUSEHOLDS)
"""Units of what nobody adds or takes away to close a gap."""
ORGANISED = (Unit.FLAG, Unit.MATURITY)
"""Units of answers about what people do and not about what stands there."""
DRAWN = (Unit.AREA, Unit.HOUSEHOLDS, Unit.PERSONS, Unit.COUNT)
"""Units whose figures can be drawn as lengths."""


@dataclass(frozen=True)
class ClauseBox:
    """As clause.html takes it."""

    text_zh: str
    text_en: str
    document: str
    number: str
    pointer: str
    href: str = ""
    checked: str = ""


@dataclass(frozen=True)
class Bar:
    """As gap_bar.html takes it: numbers for the lengths, texts for the words."""

    verdict: str
    measured: Decimal | None
    required: Decimal | None
    measured_text: str
    required_text: str
    shortfall_text: str
    at_most: bool
    lower_bound: bool


@dataclass(frozen=True)
class FindingBox:
    """As finding.html takes it."""

    code: str
    name: str
    level: str
    verdict: str
    advisory: bool
    sentence: str
    missing: list[str]
    alone: list[str]
    change: str
    bar: Bar | None
    clause: ClauseBox
    remedies: list[RemedyBox]
    at_hand: str
    folded: bool
    note: str
    trace_href: str
    elsewhere_href: str = ""


def clause_box(clause: Clause, pack: Pack, *, pointer: str = "", href: str = "") -> ClauseBox:
    return ClauseBox(clause.text.zh, clause.text.en, pack.document, clause.id, pointer or clause.pointer_zh, href)


def rule_clause(rule: Rule) -> ClauseBox:
    """The clause a rule stands on, leading to the rule's page."""
    href = reverse("assessments:rule", args=[rule.code])
    return clause_box(rule.clause, pack_of(rule.code), pointer=rule.pointer_zh, href=href)


def finding_box(
    finding: CardFinding, community: str, query: str = "", *, folded: bool = False, library: str = ""
) -> FindingBox:
    """``query`` keeps the chosen round on the way to the trace: empty, or beginning with a question mark. ``library``: where
    is told what closed such a gap elsewhere; empty for a reader who may not go there.
    """
    told, rule = finding.explanation, finding.rule
    return FindingBox(
        code=rule.code,
        name=spoken(rule.name),
        level=rule.level.value,
        verdict=told.verdict.code,
        advisory=told.verdict is Verdict.GAP and not rule.level.binding,
        sentence=spoken(told.sentence),
        missing=[spoken(fact.words) for fact in told.missing],
        alone=[spoken(fact.words) for fact in told.missing if fact.alone and len(told.missing) > 1],
        change=spoken(change_words(told.change)) if told.change and rule.unit not in PEOPLE else "",
        bar=bar_of(told),
        clause=rule_clause(rule),
        remedies=[_with_elsewhere(box, rule, community, library) for box in remedy_boxes(finding.options, pack_of(rule.code))],
        at_hand=listed(at_hand(finding)),
        folded=folded,
        note=_closing_note(finding),
        trace_href=reverse("assessments:trace", args=[community, rule.code]) + query,
        elsewhere_href=f"{library}?rule={rule.code}&for={community}" if library and told.verdict is Verdict.GAP else "",
    )


def _with_elsewhere(box: RemedyBox, rule: Rule, community: str, library: str) -> RemedyBox:
    """With where is told what the same way did for the same type of facility; of what is no way of ours, nothing is told."""
    kind, ways = facility_type_of(rule), [code for code in (box.kind, *box.also) if code != POOL.code]
    if not library or not ways or not box.eligible:
        return box
    asked = [*([("type", kind)] if kind else []), *(("way", code) for code in ways), ("for", community)]
    return replace(box, elsewhere_href=f"{library}?{urlencode(asked)}")


def at_hand(finding: CardFinding) -> list[str]:
    """The remedies for which premises are known."""
    return [spoken(option.remedy.name) for option in finding.options if option.standing is Standing.CONCRETE]


def _closing_note(finding: CardFinding) -> str:
    """Why a gap has no remedy in rooms or works; that nothing settles what is undefined over zero."""
    if finding.explanation.settling.is_hopeless:
        return _("No fact would settle this: correct the figure that is recorded as 0, if it is wrong.")
    if finding.explanation.verdict is not Verdict.GAP or finding.options or finding.rule.unit not in ORGANISED:
        return ""
    return _("Nothing has to be built for this: it is a matter of organisation.")


def bar_of(told: Explanation) -> Bar | None:
    """None where a length would say no more than the sentence: words, months, or one of something."""
    required = _figure(told, "required")
    if required is None or not is_drawn(told.rule.unit, required):
        return None
    measured = _figure(told, "measured")
    return Bar(
        verdict=told.verdict.code,
        measured=measured,
        required=required,
        measured_text=spoken(told.measured) if told.measured else "",
        required_text=spoken(told.required) if told.required else "",
        shortfall_text=spoken(told.shortfall) if told.shortfall else "",
        at_most="at_most" in told.trace["test"],
        lower_bound=measured is not None and any(fact.status == "at_least" for fact in told.facts),
    )


def is_drawn(unit: Unit, required: Decimal | int) -> bool:
    """One of something is there or is not: a length would not say it better."""
    return unit in DRAWN and not (unit is Unit.COUNT and required <= 1)


def _figure(told: Explanation, which: str) -> Decimal | None:
    printed = told.trace[which]  # type: ignore[literal-required]  # measured or required
    return Decimal(printed) if printed is not None and told.rule.unit in DRAWN else None
