"""When a rule applies, in three values: it does, it does not, it cannot be told."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from assessments.standards.columns import Bools, Facts
from assessments.standards.fact_names import fact_kind
from assessments.standards.fact_words import fact_text
from assessments.standards.kinds.base import both_words, nowhere, reaches, stays_within
from assessments.standards.model import AT_LEAST, BELOW, Condition, Rule
from assessments.standards.units import Unit, shown
from communities.words import Lang


@dataclass(frozen=True)
class Applicability:
    """Over N communities: the rule applies; it does not, being for other places, displaced, or its condition false."""

    applies: Bools
    elsewhere: Bools
    displaced: Bools
    unmet: Bools

    @property
    def exempt(self) -> Bools:
        """Where it surely does not apply; neither this nor `applies` where the facts do not tell."""
        return self.elsewhere | self.displaced | self.unmet


def applicability(rule: Rule, facts: Facts) -> Applicability:
    """Where a rule applies: in its places, where its conditions hold and no other rule has taken its place."""
    applies, unmet = all_hold(rule.conditions, facts)
    elsewhere = displaced = nowhere(facts)
    if rule.places:
        inside = facts.inside(rule.places)
        applies, elsewhere = applies & inside, ~inside
    for guard in rule.guards:
        taken, kept = all_hold(guard.conditions, facts)
        inside = facts.inside(guard.places) if guard.places else ~nowhere(facts)
        displaced = displaced | (taken & inside)
        applies = applies & (kept | ~inside)
    return Applicability(applies, elsewhere, displaced, unmet)


def all_hold(conditions: Sequence[Condition], facts: Facts) -> tuple[Bools, Bools]:
    """(all hold, one does not) over N communities; neither where that cannot be told."""
    yes, no = ~nowhere(facts), nowhere(facts)
    for condition in conditions:
        holds, fails = decide(condition, facts)
        yes, no = yes & holds, no | fails
    return yes, no


def decide(condition: Condition, facts: Facts) -> tuple[Bools, Bools]:
    """(holds, does not hold) over N communities; neither where the fact does not tell."""
    column, grows = facts.column(condition.fact), fact_kind(condition.fact).grows
    if condition.comparison == AT_LEAST:
        return reaches(column, condition.value, grows=grows)
    if condition.comparison == BELOW:
        return stays_within(column, condition.value - 1, grows=grows)
    same = column.value == condition.value
    return column.known & same, column.known & ~same


def condition_text(condition: Condition, lang: Lang) -> str:
    """The condition as a clause: “build class” is “existing”, “e-bike site” is more than 0."""
    what, unit = fact_text(condition.fact, lang), fact_kind(condition.fact).unit
    value = shown(condition.value, unit, lang)
    if condition.comparison == BELOW:
        return both_words(f"“{what}”低于 {value}", f"“{what}” is below {value}", lang)
    if condition.comparison != AT_LEAST:
        return both_words(f"“{what}”为“{value}”", f"“{what}” is “{value}”", lang)
    if condition.value == 1 and unit in (Unit.AREA, Unit.COUNT, Unit.HOUSEHOLDS):
        return both_words(f"“{what}”大于 0", f"“{what}” is more than 0", lang)
    return both_words(f"“{what}”不少于 {value}", f"“{what}” is at least {value}", lang)


def conditions_text(conditions: Sequence[Condition], lang: Lang) -> str:
    """All conditions, joined."""
    return both_words("，且", " and ", lang).join(condition_text(each, lang) for each in conditions)
