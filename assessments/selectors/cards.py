"""One community's card: every finding explained from the facts, with the remedies of its gaps.

The card is judged anew by the engine from the facts of the round's ``as_of`` and the law of its ``day``: what is printed is
what was computed. ``stored`` is the verdict of the round; where they differ the data has changed since, and the page says so.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from functools import reduce
from operator import or_

import numpy as np

from assessments.facts import FactSheet, derived_parts, parts_of, read_facts
from assessments.facts.parts import Part as RowPart
from assessments.facts.parts import Parts
from assessments.labels import LABELS, label_codes
from assessments.law import every_pack, in_card_order, is_programme, law_on, law_pinned, pack_of, rule_named
from assessments.models import Round, Scorecard
from assessments.remedies.needs import need_of
from assessments.remedies.option import Option
from assessments.remedies.options import options_for
from assessments.remedies.stock import Situation
from assessments.selectors.hiding import shown_to
from assessments.selectors.situations import situation_of
from assessments.standards.binding import SameThing, same_things
from assessments.standards.columns import Facts
from assessments.standards.explain import Explanation, explain
from assessments.standards.fact_names import fact_kind
from assessments.standards.model import Domain, Pack, Rule, Verdict
from assessments.standards.trace import Part, Trace
from communities.models import Community
from communities.scope import AreaScope
from facilities.catalogue import FACILITY_TYPES


@dataclass(frozen=True)
class CardFinding:
    """One rule's answer on a card. ``options`` only for gaps: the five in the notice's order, then those outside them."""

    explanation: Explanation
    stored: Verdict
    options: tuple[Option, ...]

    @property
    def rule(self) -> Rule:
        return self.explanation.rule

    @property
    def has_changed(self) -> bool:
        """The data behind this finding is not what the round saw."""
        return self.explanation.verdict is not self.stored


@dataclass(frozen=True)
class CardDomain:
    """One domain's findings, and how many there are of each verdict code."""

    domain: Domain
    findings: tuple[CardFinding, ...]

    @property
    def counts(self) -> dict[str, int]:
        return counts_of(self.findings)

    @property
    def is_programme(self) -> bool:
        return all(is_programme(finding.rule) for finding in self.findings)


NOT_REACHED = "not_reached"


def counts_of(findings: Iterable[CardFinding]) -> dict[str, int]:
    """How many findings there are of each verdict code; an unmet rule that does not bind is `not_reached` and no gap."""
    return Counter(_counted_as(each.explanation) for each in findings)


def _counted_as(told: Explanation) -> str:
    return NOT_REACHED if told.verdict is Verdict.GAP and not told.rule.level.binding else told.verdict.code


@dataclass(frozen=True)
class Beside:
    """What a document says that the round was not judged by: shown beside, counted nowhere."""

    pack: Pack
    findings: tuple[CardFinding, ...]


@dataclass(frozen=True)
class Card:
    """Everything a scorecard's page shows. ``labels``: bit 1 sample, bit 2 synthetic figures are among the facts.

    ``beside``: the answers of the other documents, where they were asked for. ``things``: where several rules ask for an amount
    of the same thing, and which of them binds.
    """

    community: Community
    round: Round
    scorecard: Scorecard
    households: int | None
    labels: int
    domains: tuple[CardDomain, ...]
    beside: tuple[Beside, ...]
    things: tuple[SameThing, ...]

    @property
    def has_changed(self) -> bool:
        """A verdict or the household count is no longer what the round stored."""
        verdicts = any(finding.has_changed for domain in self.domains for finding in domain.findings)
        return verdicts or self.households != self.scorecard.households


def card(scope: AreaScope, scorecard: Scorecard, *, beside: bool = False) -> Card:
    """The card of a scorecard that the scope has already let through; with the other documents ``beside``, if asked."""
    community, one = scorecard.community, scorecard.round
    rules, others = rules_of(one), _others(one, community) if beside else ()
    sheet = _sheet(scope, scorecard, (*rules, *others))
    stored = {code: Verdict(value) for code, value in zip(one.rules, scorecard.verdicts, strict=True)}
    situation = _situation(scope, scorecard, sheet, rules)
    domains = tuple(
        CardDomain(domain, tuple(_finding(rule, one, sheet, stored[rule.code], situation) for rule in found))
        for domain, found in _grouped(rules)
    )
    told = _told_beside(others, sheet, one)
    findings = [*(one for domain in domains for one in domain.findings), *(one for each in told for one in each.findings)]
    households = sheet.facts.column("households")
    known = int(households.value[0]) if households.known[0] else None
    labels = int(sheet.labels[0]) | scorecard.labels | _labels_at_hand(domains)
    return Card(
        community, one, scorecard, known, labels, domains, told, same_things([each.explanation for each in findings], one.day)
    )


def _situation(scope: AreaScope, scorecard: Scorecard, sheet: FactSheet, rules: Iterable[Rule]) -> Situation:
    types = {found for rule in rules if (found := facility_type_of(rule))}
    as_of, build_class = scorecard.round.as_of, _build_class(sheet)
    return situation_of(scope, scorecard.community, build_class=build_class, types=types, as_of=as_of)


def _grouped(rules: tuple[Rule, ...]) -> list[tuple[Domain, tuple[Rule, ...]]]:
    """The rules about the community by domain, then those about the pilot programme."""
    apart = tuple(rule for rule in rules if is_programme(rule))
    own = tuple(rule for rule in rules if not is_programme(rule))
    return [*in_card_order(own).items(), *in_card_order(apart).items()]


def rules_of(one: Round) -> tuple[Rule, ...]:
    """The rules of a round in its order, as they stand in the law it was judged by."""
    standing = {rule.code: rule for rule in law_pinned(one.day, one.packs).rules}
    return tuple(standing.get(code) or rule_named(code) for code in one.rules)


def rule_for(one: Round, code: str) -> Rule:
    """A rule as a card of the round shows it: of the round's law, else of the other documents. Raises KeyError."""
    if code in one.rules:
        return next(rule for rule in rules_of(one) if rule.code == code)
    return law_on(one.day, every_pack()).rule(code)


def stored_verdict(found: Scorecard, rule: Rule) -> Verdict | None:
    """What the round stored; None for a rule of another document, that it was not judged by."""
    rules = found.round.rules
    return Verdict(found.verdicts[rules.index(rule.code)]) if rule.code in rules else None


def _others(one: Round, community: Community) -> tuple[Rule, ...]:
    """The rules of the documents that the round was not judged by and that speak of this place."""
    used = {pack["id"] for pack in one.packs}
    every = law_on(one.day, every_pack()).rules
    return tuple(rule for rule in every if rule.pack_id not in used and _is_for(rule, community))


def _is_for(rule: Rule, community: Community) -> bool:
    return not rule.places or community.code.startswith(rule.places)


def _told_beside(others: tuple[Rule, ...], sheet: FactSheet, one: Round) -> tuple[Beside, ...]:
    told: dict[str, list[CardFinding]] = defaultdict(list)
    for rule in others:
        explanation = explain(pack_of(rule.code), rule, sheet.facts, 0, one.day)
        told[rule.pack_id].append(CardFinding(explanation, explanation.verdict, ()))
    return tuple(Beside(pack_of(found[0].rule.code), tuple(found)) for found in told.values())


def _labels_at_hand(domains: tuple[CardDomain, ...]) -> int:
    """The labels of the premises and facilities that the remedies name: they stand on the card as the facts do."""
    options = (option for domain in domains for finding in domain.findings for option in finding.options)
    return reduce(or_, (LABELS[each] for option in options for each in option.provenances), 0)


def _sheet(scope: AreaScope, scorecard: Scorecard, rules: Iterable[Rule]) -> FactSheet:
    """The facts that the rules read. Where the community no longer exists on the round's day, nothing is known of it."""
    community, as_of = scorecard.community, scorecard.round.as_of
    names = {name for rule in rules for name in rule.inputs()}
    found = read_facts(scope, under=community.path, as_of=as_of, names=names)
    if len(found):
        return found
    nothing = np.zeros(1, np.int64)
    return FactSheet(Facts((community.code,), {}), nothing, (community.path,), nothing, as_of)


def _finding(rule: Rule, one: Round, sheet: FactSheet, stored: Verdict, situation: Situation) -> CardFinding:
    explanation = explain(pack_of(rule.code), rule, sheet.facts, 0, one.day)
    if explanation.verdict is not Verdict.GAP:
        return CardFinding(explanation, stored, ())
    return CardFinding(explanation, stored, _options(explanation, situation))


def _options(explanation: Explanation, situation: Situation) -> tuple[Option, ...]:
    rule = explanation.rule
    need = need_of(
        kind=rule.kind.name,
        facility_type=facility_type_of(rule),
        item=item_of(rule),
        shortfall=_shortfall(explanation),
    )
    return options_for(need, situation)


def facility_type_of(rule: Rule) -> str:
    """The type a rule's test speaks of; empty where it speaks of none."""
    return next((found for name in rule.kind.inputs() if (found := _type_in(name))), "")


def item_of(rule: Rule) -> str:
    """The survey item that a rule's test reads, or what else it reads that is no facility's."""
    first = fact_kind(rule.kind.inputs()[0])
    return first.argument if first.stem == "survey" else first.stem


def _type_in(fact: str) -> str:
    """The facility type in a fact's name (``count.nursery``); empty where there is none."""
    argument = fact_kind(fact).argument
    return argument if argument in FACILITY_TYPES else ""


def _shortfall(explanation: Explanation) -> int | None:
    printed = explanation.trace["shortfall"]
    return int(printed.replace(".", "")) if printed is not None else None


def _build_class(sheet: FactSheet) -> str:
    column = sheet.facts.column("build_class")
    if not column.known[0]:
        return "unknown"
    return "new" if column.value[0] else "existing"


def trace_of(scope: AreaScope, scorecard: Scorecard, rule: Rule) -> tuple[Explanation, Trace]:
    """A finding with its full trace: each fact with the rows it was read from, their ids, sources and dates."""
    community, one = scorecard.community, scorecard.round
    sheet = _sheet(scope, scorecard, (rule,))
    explanation = explain(pack_of(rule.code), rule, sheet.facts, 0, one.day)
    labels = int(sheet.labels[0]) | scorecard.labels
    explanation.trace["data_labels"] = label_codes(labels)
    parts = parts_of(community, as_of=one.as_of)
    for name, fact in explanation.trace["facts"].items():
        found = derived_parts(name, community, as_of=one.as_of) or _parts(parts, name)
        fact["parts"] = [Part(**part) for part in shown_to(scope, found)]
    return explanation, explanation.trace


def _parts(parts: Parts, name: str) -> list[RowPart]:
    """The rows of the fact, then the declaration that its list is complete, where there is one."""
    found = parts.get(name, [])
    facility_type = _type_in(name)
    declared = parts.get(f"inventory.{facility_type}", []) if facility_type else []
    return [*found, *declared]
