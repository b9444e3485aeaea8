"""When a rule applies, in three values: it does, it does not, it cannot be told."""

from __future__ import annotations

from assessments.standards.columns import Bools, Facts
from assessments.standards.fact_names import fact_kind
from assessments.standards.fact_words import fact_text
from assessments.standards.kinds.base import both_words, nowhere, reaches
from assessments.standards.model import AT_LEAST, Condition
from assessments.standards.units import Unit, shown
from communities.words import Lang


def decide(condition: Condition | None, facts: Facts) -> tuple[Bools, Bools]:
    """(applies, does not apply) over N communities; neither where the fact does not tell."""
    if condition is None:
        return ~nowhere(facts), nowhere(facts)
    column = facts.column(condition.fact)
    if condition.comparison == AT_LEAST:
        return reaches(column, condition.value, additive=fact_kind(condition.fact).additive)
    same = column.value == condition.value
    return column.known & same, column.known & ~same


def condition_text(condition: Condition, lang: Lang) -> str:
    """The condition as a clause: “build class” is “existing”, “e-bike site” is more than 0."""
    what, unit = fact_text(condition.fact, lang), fact_kind(condition.fact).unit
    value = shown(condition.value, unit, lang)
    if condition.comparison != AT_LEAST:
        return both_words(f"“{what}”为“{value}”", f"“{what}” is “{value}”", lang)
    if condition.value == 1 and unit in (Unit.AREA, Unit.COUNT, Unit.HOUSEHOLDS):
        return both_words(f"“{what}”大于 0", f"“{what}” is more than 0", lang)
    return both_words(f"“{what}”不少于 {value}", f"“{what}” is at least {value}", lang)
