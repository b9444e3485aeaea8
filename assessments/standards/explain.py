"""One rule's answer for one community, in words: sentence, arithmetic, facts, what is missing, clause, trace."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from assessments.standards.columns import Facts
from assessments.standards.conditions import condition_text, conditions_text, decide
from assessments.standards.evaluate import evaluate
from assessments.standards.fact_names import fact_kind
from assessments.standards.fact_words import fact_text, missing_text
from assessments.standards.kinds.base import FactValue, Reading
from assessments.standards.model import Condition, Confidence, Guard, Pack, Parameter, Reason, Rule, Verdict
from assessments.standards.settling import Settling, settling
from assessments.standards.smallest_change import SmallestChange, smallest_change
from assessments.standards.trace import Trace, build_trace
from assessments.standards.units import amount_shown, difference_shown, shown
from communities.words import Lang, Words, both

_CONDITION_FIRST = (Reason.CONDITION_FALSE, Reason.CONDITION_UNKNOWN, Reason.ELSEWHERE, Reason.DISPLACED)


@dataclass(frozen=True)
class FactLine:
    """A fact the rule reads: its name, its words, its value as shown, and exact, at_least or unknown."""

    name: str
    words: Words
    value: Words
    status: str


@dataclass(frozen=True)
class Missing:
    """A fact of the smallest set that settles an unknown verdict. `alone`: by itself it already may, if it turns out so."""

    name: str
    words: Words
    alone: bool = False


@dataclass(frozen=True)
class ParameterLine:
    """A dated threshold the verdict rests on."""

    id: str
    name: Words
    value: Words
    since: date
    confidence: Confidence
    clause_id: str
    checked_on: date | None


@dataclass(frozen=True)
class Explanation:
    """Everything a page or an API says of one finding. Amounts are None where there is nothing to show.

    `missing` are the facts of `settling`, in words; `change` is the least that would close a gap.
    """

    rule: Rule
    verdict: Verdict
    reason: Reason
    sentence: Words
    arithmetic: Words
    requirement: Words
    condition: Words | None
    measured: Words | None
    required: Words | None
    shortfall: Words | None
    facts: tuple[FactLine, ...]
    missing: tuple[Missing, ...]
    parameters: tuple[ParameterLine, ...]
    trace: Trace
    settling: Settling
    change: SmallestChange | None


def explain(pack: Pack, rule: Rule, facts: Facts, row: int, day: date) -> Explanation:
    """Explain the answer of one rule for the community in `row`, judged by the engine itself (N = 1)."""
    one = Facts((facts.codes[row],), {name: facts.column(name).row(row) for name in rule.inputs()})
    reading = read(rule, one, day)
    settled = settling(rule, one, day) if reading.verdict is Verdict.UNKNOWN else Settling()
    missing = settled.facts
    return Explanation(
        rule=rule,
        verdict=reading.verdict,
        reason=reading.reason,
        sentence=both(lambda lang: _sentence(rule, one, reading, missing, lang)),
        arithmetic=both(lambda lang: _arithmetic(rule, one, reading, lang)),
        requirement=both(lambda lang: rule.kind.requirement(day, lang)),
        condition=_condition(rule),
        measured=_amount(reading.measured, reading),
        required=_amount(reading.required, reading),
        shortfall=_difference(reading),
        facts=tuple(_fact_line(fact) for fact in reading.facts.values()),
        missing=tuple(Missing(name, _missing_words(name), name in settled.alone) for name in missing),
        parameters=tuple(_parameter_line(parameter, day) for parameter in rule.parameters()),
        trace=build_trace(pack, rule, one.codes[0], reading),
        settling=settled,
        change=smallest_change(rule, one, day) if reading.verdict is Verdict.GAP else None,
    )


def read(rule: Rule, one: Facts, day: date) -> Reading:
    """The engine's answer for one community beside the facts it used."""
    found = evaluate([rule], one, day)
    verdict = Verdict(int(found.verdict[0, 0]))
    return Reading(
        facts={name: _fact_value(name, one) for name in rule.inputs()},
        tested=rule.kind.inputs(),
        verdict=verdict,
        reason=Reason(int(found.reason[0, 0])),
        measured=int(found.measured[0, 0]) if found.measured_known[0, 0] else None,
        required=int(found.required[0, 0]) if found.required_known[0, 0] else None,
        shortfall=int(found.shortfall[0, 0]) if verdict is Verdict.GAP else None,
        unit=rule.unit,
        day=day,
    )


def _fact_value(name: str, one: Facts) -> FactValue:
    column, kind = one.column(name), fact_kind(name)
    return FactValue(name, int(column.value[0]), bool(column.known[0]), kind.grows, kind.unit)


def _undecided(rule: Rule, one: Facts) -> list[Condition]:
    """The conditions, the rule's own and those of rules that may stand instead, of which nobody can tell."""
    guards = [guard for guard in rule.guards if not guard.places or one.codes[0].startswith(guard.places)]
    found = [*rule.conditions, *(condition for guard in guards for condition in guard.conditions)]
    return [condition for condition in found if not any(side[0] for side in decide(condition, one))]


def _first_false(rule: Rule, one: Facts) -> Condition:
    """The condition that does not hold."""
    return next(condition for condition in rule.conditions if decide(condition, one)[1][0])


def _displacing(rule: Rule, one: Facts) -> Guard:
    """The guard by which another rule stands instead."""
    return next(
        guard
        for guard in rule.guards
        if (not guard.places or one.codes[0].startswith(guard.places))
        and all(decide(condition, one)[0][0] for condition in guard.conditions)
    )


def _missing_words(name: str) -> Words:
    return both(lambda lang: missing_text(name, lang))


def _sentence(rule: Rule, one: Facts, reading: Reading, missing: tuple[str, ...], lang: Lang) -> str:
    stop, colon = {"zh": ("。", "："), "en": (".", ": ")}[lang]
    heading = _heading(rule, reading).of(lang)
    if reading.reason is Reason.ALTERNATIVE:
        other = _met_instead(rule, one, reading.day)
        return f"{heading}{colon}{other.name.of(lang)}{colon}{other.kind.statement(read(other, one, reading.day), lang)}{stop}"
    if reading.verdict in (Verdict.MET, Verdict.GAP):
        return f"{heading}{colon}{rule.kind.statement(reading, lang)}{stop}"
    return f"{heading}{colon}{_why(rule, one, reading, missing, lang)}{stop}"


def _met_instead(rule: Rule, one: Facts, day: date) -> Rule:
    """The first alternative that is met."""
    return next(other for other in rule.alternatives if read(other, one, day).verdict is Verdict.MET)


def _heading(rule: Rule, reading: Reading) -> Words:
    """The verdict in a word; an unmet rule that does not bind is not called a gap."""
    if reading.reason is Reason.REPORTED:
        return Words("仅报告", "For information")
    if reading.reason is Reason.ALTERNATIVE:
        return Words("达标（以替代方式）", "Met by an alternative")
    if reading.verdict is Verdict.GAP and not rule.level.binding:
        level = rule.level.words
        return Words(f"未达到（{level.zh}项，不计为短板）", f"Not reached ({level.en}, no gap)")
    return reading.verdict.words


def _why(rule: Rule, one: Facts, reading: Reading, missing: tuple[str, ...], lang: Lang) -> str:
    """Why a verdict is neither met nor gap."""
    if reading.reason is Reason.REPORTED:
        return rule.kind.statement(reading, lang)
    if reading.reason is Reason.ELSEWHERE:
        places = "、".join(rule.places) if lang == "zh" else ", ".join(rule.places)
        return f"仅适用于代码以 {places} 开头的社区" if lang == "zh" else f"applies only to codes that begin with {places}"
    if reading.reason is Reason.DISPLACED:
        by = _displacing(rule, one).by
        return f"此处由 {by} 代替" if lang == "zh" else f"{by} stands in its place here"
    if reading.reason is Reason.CONDITION_FALSE:
        return _only_where(_first_false(rule, one), reading, lang)
    if reading.reason is Reason.UNDEFINED_ZERO:
        return _undefined(rule, reading, lang)
    texts = dict.fromkeys(missing_text(name, lang) for name in missing)
    return ("；" if lang == "zh" else "; ").join(texts)


def _only_where(condition: Condition, reading: Reading, lang: Lang) -> str:
    where, found = condition_text(condition, lang), reading.facts[condition.fact].text(lang)
    if lang == "zh":
        return f"仅适用于以下情形：{where}；此处为“{found}”"
    return f"applies only where {where}; here it is “{found}”"


def _undefined(rule: Rule, reading: Reading, lang: Lang) -> str:
    zeros = [name for name in rule.kind.inputs() if reading.facts[name].known and reading.facts[name].value == 0]
    what = fact_text(zeros[-1], lang)
    return f"{what}登记为 0，比值无意义" if lang == "zh" else f"{what} is recorded as 0, so the ratio is undefined"


def _arithmetic(rule: Rule, one: Facts, reading: Reading, lang: Lang) -> str:
    """The comparison, or what decides before it: place, displacement, condition."""
    if reading.reason is Reason.ALTERNATIVE:
        other = _met_instead(rule, one, reading.day)
        return other.kind.arithmetic(read(other, one, reading.day), lang)
    if reading.reason not in _CONDITION_FIRST:
        return rule.kind.arithmetic(reading, lang)
    if reading.reason is Reason.ELSEWHERE:
        return f"{one.codes[0]} ∉ {{{', '.join(f'{place}…' for place in rule.places)}}}"
    if reading.reason is Reason.DISPLACED:
        return f"{rule.code} → {_displacing(rule, one).by}"
    false = reading.reason is Reason.CONDITION_FALSE
    undecided = [_first_false(rule, one)] if false else _undecided(rule, one)
    if not undecided:  # an alternative's condition it is, that nobody can tell
        return rule.kind.arithmetic(reading, lang)
    found = reading.facts[undecided[0].fact].text(lang)
    return f"{condition_text(undecided[0], lang)} — {found} {'✗' if false else '?'}"


def _condition(rule: Rule) -> Words | None:
    return both(lambda lang: conditions_text(rule.conditions, lang)) if rule.conditions else None


def _amount(value: int | None, reading: Reading) -> Words | None:
    return None if value is None else both(lambda lang: shown(value, reading.unit, lang))


def _difference(reading: Reading) -> Words | None:
    amount, unit = reading.shortfall, reading.unit
    if amount is None or (zh := difference_shown(amount, unit, "zh")) is None:
        return None
    return Words(zh, difference_shown(amount, unit, "en") or zh)


def _fact_line(fact: FactValue) -> FactLine:
    return FactLine(fact.name, both(lambda lang: fact_text(fact.name, lang)), both(fact.text), fact.status)


def _parameter_line(parameter: Parameter, day: date) -> ParameterLine:
    dated = parameter.on(day)
    value = both(lambda lang: amount_shown(dated.value, parameter.unit, lang))
    return ParameterLine(
        parameter.id, parameter.name, value, dated.since, dated.confidence, parameter.clause.id, dated.checked_on
    )
