"""The law at a place, line by line: every rule that speaks there on a thing, which of them stands, which gave way and why."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from assessments.standards.conditions import conditions_text
from assessments.standards.model import AT_LEAST, BELOW, IS, Condition, Guard, Pack, Rule
from assessments.standards.resolution import Law, Places, covers, meet, things_of
from assessments.standards.units import amount_shown
from communities.words import Lang, Words, both

NAMED = 3
"""So many codes are written out; a longer list says how many there are."""
_TIERS = {
    0: Words("国家", "nation"),
    2: Words("省级", "province"),
    4: Words("市级", "city"),
    6: Words("区县", "district"),
    9: Words("街道", "sub-district"),
    12: Words("社区", "community"),
}


class Fate(StrEnum):
    """What becomes of a rule at a place."""

    STANDS = "stands"
    YIELDS = "yields"
    DISPLACED = "displaced"

    @property
    def words(self) -> Words:
        """The fate on a page."""
        return _FATES[self]


_FATES = {
    Fate.STANDS: Words("适用", "stands"),
    Fate.YIELDS: Words("部分让位", "yields in part"),
    Fate.DISPLACED: Words("不适用，已被代替", "displaced"),
}


@dataclass(frozen=True)
class Yielding:
    """Another rule stands instead: in `places` (none: in all of the place that was asked for), under `condition` if any."""

    by: str
    places: Places
    condition: Words | None
    why: Words

    @property
    def is_whole(self) -> bool:
        """Everywhere in the place and under all circumstances."""
        return not self.places and self.condition is None

    @property
    def words(self) -> Words:
        """The same in both languages."""
        return both(self.text)

    def text(self, lang: Lang) -> str:
        """By which rule, where, under which condition, and why."""
        zh, where = lang == "zh", ""
        if self.places:
            where += f"在 {places_text(self.places, lang)} " if zh else f" in {places_text(self.places, lang)}"
        if self.condition:
            where += f"当{self.condition.zh}时" if zh else f" where {self.condition.en}"
        if zh:
            return f"{where}由 {self.by} 代替（{self.why.zh}）"
        return f"{'displaced by' if self.is_whole else 'gives way to'} {self.by}{where} ({self.why.en})"


@dataclass(frozen=True)
class Line:
    """One rule on a thing at a place. `only_in`: the parts of the place in which it speaks at all; none: all of it."""

    rule: Rule
    pack: Pack
    tier: Words
    value: Words | None
    asks: Words
    condition: Words | None
    only_in: Places
    fate: Fate
    yieldings: tuple[Yielding, ...]
    beside: tuple[Words, ...]

    @property
    def told(self) -> Words:
        """The fate in a sentence, with all that goes with it."""
        fate = () if self.yieldings else (self.fate.words,)
        return both(lambda lang: _joined([*(words.of(lang) for words in fate), *_details(self, lang)], lang))

    @property
    def details(self) -> Words | None:
        """What goes with the fate: by which rule, where, under which condition, why beside others. None: nothing."""
        found = both(lambda lang: _joined(_details(self, lang), lang))
        return found if found.en else None


@dataclass(frozen=True)
class Thing:
    """A thing on which more than one rule speaks: the rule it begins with, and every line, nation first."""

    code: str
    name: Words
    lines: tuple[Line, ...]


def lines_at(law: Law, code: str) -> tuple[Thing, ...]:
    """The things on which several rules speak at a place, a prefix of community codes or a whole code, in the law's order."""
    grouped = _by_thing(law, code)
    return tuple(_thing(law, code, thing, rules) for thing, rules in grouped.items() if len(rules) > 1)


def alone_at(law: Law, code: str) -> tuple[Line, ...]:
    """The rules of overlays that speak there on a thing of their own."""
    overlays = {pack.id for pack in law.packs if pack.parent is not None}
    single = [rules[0] for rules in _by_thing(law, code).values() if len(rules) == 1]
    return tuple(_line(law, code, rule) for rule in single if rule.pack_id in overlays)


def _by_thing(law: Law, code: str) -> dict[str, list[Rule]]:
    things, grouped = things_of(law.packs), dict[str, list[Rule]]()
    for rule in law.rules:
        if meet(rule.places, (code,)):
            grouped.setdefault(things[rule.code], []).append(rule)
    return grouped


def _thing(law: Law, code: str, thing: str, rules: list[Rule]) -> Thing:
    named = {rule.code: rule.name for pack in law.packs for rule in pack.rules}
    name = named.get(thing, rules[0].name)
    return Thing(thing, name, tuple(_line(law, code, rule) for rule in rules))


def _line(law: Law, code: str, rule: Rule) -> Line:
    only_in = _part_of(rule.places, code)
    target = only_in or (code,)
    yieldings = tuple(_yielding(law, rule, guard, target) for guard in rule.guards if _bites(guard, rule, target))
    whole = any(each.is_whole for each in yieldings)
    return Line(
        rule=rule,
        pack=next(pack for pack in law.packs if pack.id == rule.pack_id),
        tier=tier_words(rule.places),
        value=value_words(law, rule),
        asks=both(lambda lang: rule.kind.requirement(law.day, lang)),
        condition=both(lambda lang: conditions_text(rule.conditions, lang)) if rule.conditions else None,
        only_in=only_in,
        fate=Fate.DISPLACED if whole else Fate.YIELDS if yieldings else Fate.STANDS,
        yieldings=yieldings,
        beside=_beside(law, rule, code),
    )


def _part_of(places: Places, code: str) -> Places:
    """The places that lie inside the one asked for; none where they cover it."""
    return () if covers(places, (code,)) else tuple(place for place in places if place.startswith(code))


def _bites(guard: Guard, rule: Rule, target: Places) -> bool:
    """Whether the other rule can take this one's place there: not where each applies only when the other does not."""
    apart = any(_exclude(one, other) for one in guard.conditions for other in rule.conditions)
    return meet(guard.places, target) and not apart


def _exclude(one: Condition, other: Condition) -> bool:
    """Whether two conditions can never hold together."""
    if one.fact != other.fact:
        return False
    if one.comparison == other.comparison == IS:
        return one.value != other.value
    sides = {one.comparison: one.value, other.comparison: other.value}
    return sides.keys() == {AT_LEAST, BELOW} and sides[AT_LEAST] >= sides[BELOW]


def _yielding(law: Law, rule: Rule, guard: Guard, target: Places) -> Yielding:
    """A condition that the rule has itself is not said again: whenever the rule would apply, it gives way."""
    inside = () if covers(guard.places, target) else tuple(place for place in guard.places if meet((place,), target))
    further = tuple(each for each in guard.conditions if each not in rule.conditions)
    condition = both(lambda lang: conditions_text(further, lang)) if further else None
    why = next(
        (each.why for each in law.decisions if (each.kept, each.lost) == (guard.by, rule.code)), Words("取代", "replaces")
    )
    return Yielding(guard.by, inside, condition, why)


def _beside(law: Law, rule: Rule, code: str) -> tuple[Words, ...]:
    """Why other rules that were weighed against this one left it standing."""
    found = []
    for each in law.decisions:
        if each.lost is None and rule.code == each.newer and meet(each.places, (code,)):
            found.append(each.why)
    return tuple(dict.fromkeys(found))


def value_words(law: Law, rule: Rule) -> Words | None:
    """The numbers of a rule on the law's day as a reader sees them; None where it has none."""
    parameters = rule.kind.parameters()
    if not parameters:
        return None

    def text(lang: Lang) -> str:
        return (" / ").join(amount_shown(each.on(law.day).value, each.unit, lang) for each in parameters)

    return both(text)


def tier_words(places: Places) -> Words:
    """Whose rule it is, by the length of the codes it names."""
    length = min((len(place) for place in places), default=0)
    return _TIERS[next(each for each in sorted(_TIERS) if each >= length)]


def places_text(places: Places, lang: Lang) -> str:
    """Codes of places, the first few by name."""
    shown, more = places[:NAMED], len(places) - NAMED
    listed = ("、" if lang == "zh" else ", ").join(shown)
    if more <= 0:
        return listed
    return f"{listed} 等 {len(places)} 处" if lang == "zh" else f"{listed} and {more} more"


def _details(line: Line, lang: Lang) -> list[str]:
    zh = lang == "zh"
    parts = [each.text(lang) for each in line.yieldings]
    if line.only_in:
        listed = places_text(line.only_in, lang)
        parts.append(f"只涉及 {listed}" if zh else f"speaks only in {listed}")
    if line.condition:
        parts.append(f"仅当{line.condition.zh}" if zh else f"only where {line.condition.en}")
    if not line.yieldings:
        parts += [words.of(lang) for words in line.beside]
    return parts


def _joined(parts: list[str], lang: Lang) -> str:
    return ("；" if lang == "zh" else "; ").join(parts)
