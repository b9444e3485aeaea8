"""Which rule stands where, when a province, a city or a district says something about a rule of the nation.

Deterministic: packs in the order nation, province, city, district, community (then by date, then by name); each overlay's rule
meets the rules that stand on the same thing in its place, and one policy (`combine`) decides. Every decision is kept.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from assessments.standards.model import Combine, Guard, Level, Pack, Parameter, Rule, rules_in_force
from assessments.standards.strict_table import PackError
from assessments.standards.units import amount_shown
from communities.words import Lang, Words, both

Places = tuple[str, ...]


@dataclass(frozen=True)
class Decision:
    """Two rules on one thing met in `places` (empty: everywhere). `lost` is None where both stand."""

    thing: str
    places: Places
    newer: str
    kept: str
    lost: str | None
    why: Words


@dataclass(frozen=True)
class Law:
    """What holds on a day: the packs, their rules with the guards of displaced ones, and how that came about."""

    day: date
    packs: tuple[Pack, ...]
    rules: tuple[Rule, ...]
    decisions: tuple[Decision, ...]

    def rule(self, code: str) -> Rule:
        """The rule as it stands in this law; raises KeyError."""
        for rule in self.rules:
            if rule.code == code:
                return rule
        raise KeyError(f"no rule {code} is in force on {self.day}")


def above(pack: Pack, known: Sequence[Pack]) -> list[Pack]:
    """The parent, its parent and so on, as far as they are there; each once, even where they go round in a circle."""
    by_id = {other.id: other for other in known}
    found: list[Pack] = []
    at = by_id.get(pack.parent or "")
    while at is not None and at is not pack and at not in found:
        found.append(at)
        at = by_id.get(at.parent or "")
    return found


def resolve(packs: Sequence[Pack], day: date) -> Law:
    """The law of a day by these packs, drafts among them included: whoever passes one has asked for it. Raises PackError."""
    ordered = tuple(sorted(packs, key=_rank))
    rules = {rule.code: rule for pack in ordered for rule in rules_in_force(pack, day, drafts=True)}
    things = things_of(ordered)
    decisions: list[Decision] = []
    for code in [rule.code for rule in rules.values() if rule.changes]:
        for other in _on_the_same_thing(code, rules, things):
            decisions.append(_meet(rules, code, other, things[code], day))
    return Law(day, ordered, tuple(_with_standing(rule, rules) for rule in rules.values()), tuple(decisions))


def _with_standing(rule: Rule, rules: Mapping[str, Rule]) -> Rule:
    """A rule with its alternatives as they stand here, and with what an overlay put in their place."""
    if not rule.alternatives:
        return rule
    own = [rules[other.code] for other in rule.alternatives if other.code in rules]
    codes = {other.code for other in own}
    local = [other for other in rules.values() if other.changes in codes and other.level is Level.ALTERNATIVE]
    return replace(rule, alternatives=(*own, *local))


def _rank(pack: Pack) -> tuple[int, int, date, str]:
    """Whole documents before overlays, wide places before narrow ones, old before young."""
    width = min((len(place) for place in pack.places), default=0)
    return (int(pack.parent is not None), width, pack.in_force_from, pack.id)


def things_of(packs: Sequence[Pack]) -> dict[str, str]:
    """Rule code -> the code of the national rule it is about, through every change of a change."""
    changes = {rule.code: rule.changes for pack in packs for rule in pack.rules}
    found = {}
    for code in changes:
        thing, seen = code, {code}
        while (above := changes.get(thing)) is not None and above not in seen:
            thing = above
            seen.add(thing)
        found[code] = thing
    return found


def _on_the_same_thing(code: str, rules: Mapping[str, Rule], things: Mapping[str, str]) -> list[str]:
    """The earlier rules of other packs on the same thing that stand in some part of this rule's place."""
    new = rules[code]
    earlier = [rules[other] for other in list(rules)[: list(rules).index(code)] if things[other] == things[code]]
    others = [old for old in earlier if old.pack_id != new.pack_id]
    return [old.code for old in others if meet(old.places, new.places) and not _is_gone(old, new)]


def meet(one: Places, other: Places) -> bool:
    """Whether two sets of places have a community in common."""
    return not one or not other or any(a.startswith(b) or b.startswith(a) for a in one for b in other)


def covers(wide: Places, narrow: Places) -> bool:
    """Whether every community of the second lies in the first."""
    return not wide or (bool(narrow) and all(place.startswith(wide) for place in narrow))


def _is_gone(rule: Rule, newer: Rule) -> bool:
    """Displaced already in the whole of the newer rule's place."""
    return any(not guard.conditions and covers(guard.places, newer.places) for guard in rule.guards)


def _meet(rules: dict[str, Rule], newer: str, older: str, thing: str, day: date) -> Decision:
    new, old = rules[newer], rules[older]
    kept, lost, why = _decide(new, old, day)
    if lost is not None:
        rules[lost.code] = replace(lost, guards=(*lost.guards, Guard(kept.code, kept.places, kept.conditions)))
    return Decision(thing, new.places, newer, kept.code, lost.code if lost else None, why)


def _decide(new: Rule, old: Rule, day: date) -> tuple[Rule, Rule | None, Words]:
    """(kept, lost, why) of a new rule against an old one; nothing is lost where both stand."""
    if new.combine is Combine.ADD:
        return new, None, Words("并存：两项都要满足", "added: both must be met")
    if new.combine is Combine.REPLACE:
        return _unless_binding(new, old, Words("取代", "replaces"))
    mine, theirs = _comparable(new, old)
    value, other = mine.on(day).value, theirs.on(day).value
    larger = value > other if new.combine is Combine.MAX else value < other
    kept, lost = (new, old) if larger else (old, new)
    return _unless_binding(kept, lost, _weighed(new.combine or Combine.MAX, mine, theirs, day))


def _unless_binding(kept: Rule, lost: Rule, why: Words) -> tuple[Rule, Rule | None, Words]:
    """A recommendation displaces no requirement: then both stand."""
    if lost.level.binding and not kept.level.binding:
        return kept, None, Words("并存：建议不能代替要求", "both stand: advice displaces no requirement")
    if _is_half_displaced(lost, kept):
        return kept, None, Words("并存：适用条件不同", "both stand: they apply under different conditions")
    return kept, lost, why


def _is_half_displaced(lost: Rule, kept: Rule) -> bool:
    """The winner itself gave way to a third rule, somewhere or under some conditions: there the loser must not fall out too."""
    return any(meet(guard.places, lost.places) for guard in kept.guards)


def _comparable(new: Rule, old: Rule) -> tuple[Parameter, Parameter]:
    """The two numbers to be weighed. Raises PackError where the tests differ in more than their number."""
    mine, theirs = new.kind.threshold(), old.kind.threshold()
    if mine is None or theirs is None or mine[0] != theirs[0]:
        raise PackError(
            file=f"{new.pack_id}/pack.toml",
            place=f"rule {new.code}",
            field="combine",
            problem=f"{new.combine} cannot weigh it against {old.code}: the two tests differ in more than one number",
            remedy='write combine = "add" or "replace", or give the rule the same kind and facts',
        )
    return mine[1], theirs[1]


def _weighed(policy: Combine, mine: Parameter, theirs: Parameter, day: date) -> Words:
    if mine.on(day).value == theirs.on(day).value:
        return Words("数值相同：保留较早的规则", "the same number: the older rule stays")

    def text(lang: Lang) -> str:
        new, old = (amount_shown(one.on(day).value, one.unit, lang) for one in (mine, theirs))
        return f"{policy.words.zh}：{new} 与 {old}" if lang == "zh" else f"{policy.words.en}: {new} against {old}"

    return both(text)
