"""The smallest change that closes a gap, as one sentence in both languages."""

from __future__ import annotations

from assessments.standards.fact_names import fact_kind
from assessments.standards.fact_words import fact_text
from assessments.standards.kinds.base import both_words
from assessments.standards.model import Verdict
from assessments.standards.smallest_change import Route, SmallestChange, Step
from assessments.standards.units import Unit, difference_shown, shown
from communities.words import Lang, Words, both


def change_words(change: SmallestChange) -> Words:
    """ "Smallest change: kindergarten: add 1 (from 0 to 1)." """
    return both(lambda lang: _sentence(change, lang))


def _sentence(change: SmallestChange, lang: Lang) -> str:
    ways = [_route_text(change.route, lang), *(_other(route, lang) for route in change.instead)]
    said = both_words("；", "; ", lang).join(ways)
    return both_words(f"最小改动：{said}。", f"Smallest change: {said}.", lang)


def _other(route: Route, lang: Lang) -> str:
    name, way = route.by.name.of(lang), _route_text(route, lang)
    return both_words(f"或改由“{name}”：{way}", f"or instead by “{name}”: {way}", lang)


def _route_text(route: Route, lang: Lang) -> str:
    """The steps; and whether the answer then still waits for something."""
    waits = route.after is Verdict.UNKNOWN
    texts = [_choice(route, lang)] if route.among else [step_text(step, lang, at_least=waits) for step in route.steps]
    if waits:
        texts.append(both_words("此后仍有事实待核实，方能判定", "the answer then still waits for facts nobody knows", lang))
    return both_words("；", "; ", lang).join(texts)


def _choice(route: Route, lang: Lang) -> str:
    number, listed = len(route.steps), both_words("、", ", ", lang).join(fact_text(name, lang) for name in route.among)
    return both_words(f"以下各项中再有任意 {number} 项：{listed}", f"any {number} more of these: {listed}", lang)


def step_text(step: Step, lang: Lang, *, at_least: bool = False) -> str:
    """One step: what, by how much, from what to what; "at least" where more may prove to be needed."""
    unit, what = fact_kind(step.fact).unit, fact_text(step.fact, lang)
    start, to = shown(step.start, unit, lang), shown(step.to, unit, lang)
    amount = difference_shown(abs(step.difference), unit, lang)
    if amount is None:
        return both_words(f"{what}由“{start}”变为“{to}”", f"{what}: from “{start}” to “{to}”", lang)
    verb = _verb(unit, lang, more=step.difference > 0) + both_words("至少 ", "at least ", lang) * at_least
    return both_words(f"{what}{verb}{amount}（{start} → {to}）", f"{what}: {verb}{amount} ({start} → {to})", lang)


def _verb(unit: Unit, lang: Lang, *, more: bool) -> str:
    if unit is Unit.MONTH:
        return both_words("推后 " if more else "提前 ", "later by " if more else "earlier by ", lang)
    return both_words("增加 " if more else "减少 ", "add " if more else "take away ", lang)
