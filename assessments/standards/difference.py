"""What differs between two packs, or between two days of one, in plain words."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, fields
from datetime import date, timedelta
from enum import StrEnum
from fractions import Fraction
from typing import Any

from assessments.standards.conditions import conditions_text
from assessments.standards.kinds.base import Kind
from assessments.standards.model import Clause, Combine, Pack, Parameter, Rule
from assessments.standards.resolution import above, things_of
from assessments.standards.units import Unit, amount_shown
from communities.words import Lang, Words, both


class Nature(StrEnum):
    """What kind of difference it is."""

    ADDED = "added"
    REMOVED = "removed"
    RELATION = "relation"
    RAISED = "raised"
    LOWERED = "lowered"
    LEVEL = "level"
    CONDITION = "condition"
    TEST = "test"
    NAME = "name"
    ENFORCED = "enforced"
    CLAUSE = "clause"

    @property
    def words(self) -> Words:
        """What changed, in a word or two."""
        return _NATURES[self]


_NATURES = {
    Nature.ADDED: Words("新增", "added"),
    Nature.REMOVED: Words("删去", "removed"),
    Nature.RELATION: Words("与原规则的关系", "what it does to the other"),
    Nature.RAISED: Words("数值提高", "raised"),
    Nature.LOWERED: Words("数值降低", "lowered"),
    Nature.LEVEL: Words("要求程度改变", "level"),
    Nature.CONDITION: Words("适用条件改变", "condition"),
    Nature.TEST: Words("核对内容改变", "what is asked"),
    Nature.NAME: Words("名称改变", "name"),
    Nature.ENFORCED: Words("是否执行", "enforced or not"),
    Nature.CLAUSE: Words("条文改写", "clause reworded"),
}
_RELATIONS = {
    Combine.ADD: Words("两项并存，都要满足", "both stand and both must be met"),
    Combine.MAX: Words("取较大值", "the larger value counts"),
    Combine.MIN: Words("取较小值", "the smaller value counts"),
    Combine.REPLACE: Words("取代原规则", "it replaces the other"),
}
_ROLES = {
    "at_least": Words("下限", "the least asked"),
    "at_most": Words("上限", "the most allowed"),
    "low": Words("下限", "the least asked"),
    "high": Words("上限", "the most allowed"),
    "floor": Words("最低值", "the least in any case"),
    "denominator": Words("总数", "the whole"),
    "within": Words("距离", "the distance"),
}
_BOTH_SIDES = {
    Nature.RAISED: Words("{role}由 {old} 提高到 {new}", "{role} raised from {old} to {new}"),
    Nature.LOWERED: Words("{role}由 {old} 降低到 {new}", "{role} lowered from {old} to {new}"),
    Nature.LEVEL: Words("要求程度由“{old}”改为“{new}”", "level changed from {old} to {new}"),
}
_WAS_IS = Words("{nature}：原为：{old}；现为：{new}", "{nature}: was: {old}; is now: {new}")
_NUMBER = Words("数值", "the number")
_EVERYWHERE = Words("一律适用", "everywhere")
Pair = tuple[Rule | None, Rule | None]
_YES, _NO = Words("执行", "enforced"), Words("不执行（未核对）", "not enforced (not compared)")


@dataclass(frozen=True)
class Side:
    """A pack on a day."""

    pack: Pack
    day: date

    @property
    def rules(self) -> tuple[Rule, ...]:
        """The rules that hold on the day, those from memory among them."""
        if not self.pack.in_force_on(self.day):
            return ()
        return tuple(rule for rule in self.pack.rules if rule.in_force_on(self.day))


def side_of(pack: Pack, today: date) -> Side:
    """The pack on this day, or on the nearest on which it is in force."""
    last = pack.in_force_to - timedelta(days=1) if pack.in_force_to else today
    return Side(pack, max(pack.in_force_from, min(today, last)))


@dataclass(frozen=True)
class Change:
    """One difference. `old` and `new` are None where there is nothing on that side; `role` says which number it is."""

    nature: Nature
    old: Words | None
    new: Words | None
    role: Words | None = None

    @property
    def words(self) -> Words:
        """The difference in a sentence without its full stop."""
        return both(lambda lang: _told(self, lang))


@dataclass(frozen=True)
class RuleDifference:
    """A rule of either side, or one of each that speak of the same thing, and what differs."""

    before: Rule | None
    after: Rule | None
    changes: tuple[Change, ...]

    @property
    def rule(self) -> Rule:
        """The newer of the two."""
        found = self.after or self.before
        assert found is not None  # noqa: S101 -- one side there always is
        return found


@dataclass(frozen=True)
class ClauseDifference:
    """A clause that one version of a document words otherwise than another, or lacks."""

    id: str
    change: Change


@dataclass(frozen=True)
class Difference:
    """Everything that differs. `same`: rules compared and found alike; `untouched`: rules an overlay says nothing of."""

    before: Side
    after: Side
    rules: tuple[RuleDifference, ...]
    clauses: tuple[ClauseDifference, ...]
    same: int
    untouched: int


def difference(before: Side, after: Side, known: Sequence[Pack] = ()) -> Difference:
    """What `after` says otherwise than `before`. `known` are the packs between and above them, for overlays of overlays."""
    pairs = tuple(_pairs(before, after, known))
    kept = [pair for pair in pairs if not _is_untouched(pair, before.pack, after.pack, known)]
    told = [RuleDifference(old, new, tuple(_changes(old, new, before.day, after.day))) for old, new in kept]
    return Difference(
        before,
        after,
        rules=tuple(each for each in told if each.changes),
        clauses=tuple(_clauses(before.pack, after.pack)),
        same=sum(not each.changes for each in told),
        untouched=len(pairs) - len(kept),
    )


def _is_untouched(pair: Pair, before: Pack, after: Pack, known: Sequence[Pack]) -> bool:
    """An overlay leaves in force what it says nothing of: that is no difference."""
    old, new = pair
    return (new is None and is_above(before, after, known)) or (old is None and is_above(after, before, known))


def is_above(high: Pack, low: Pack, known: Sequence[Pack]) -> bool:
    """Whether the second is an overlay of the first, directly or through others."""
    return any(pack.id == high.id for pack in above(low, (*known, high, low)))


def _pairs(before: Side, after: Side, known: Sequence[Pack]) -> Iterator[Pair]:
    """Rules that speak of the same thing, then those of one side alone; in the order of the newer side, then of the older."""
    things = things_of((*known, before.pack, after.pack))
    left = _by_key(before.rules, things)
    met: set[str] = set()
    for rule in after.rules:
        old = left.get(rule.code) or left.get(rule.changes or "") or left.get(things[rule.code])
        old = old or _alike(rule, before, after)
        met |= {old.code} if old else set()
        yield old, rule
    yield from ((rule, None) for rule in before.rules if rule.code not in met)


def _by_key(rules: Sequence[Rule], things: Mapping[str, str]) -> dict[str, Rule]:
    """A rule under the code of the thing it is about, and under its own, which counts first."""
    return {things[rule.code]: rule for rule in reversed(rules)} | {rule.code: rule for rule in rules}


def _alike(rule: Rule, before: Side, after: Side) -> Rule | None:
    """The one rule of the other document with the same test and conditions, where on either side there is but one."""
    mine = [each for each in after.rules if _key(each) == _key(rule)]
    theirs = [each for each in before.rules if _key(each) == _key(rule)]
    return theirs[0] if _key(rule) is not None and len(mine) == len(theirs) == 1 else None


def _key(rule: Rule) -> object:
    threshold = rule.kind.threshold()
    return None if threshold is None else (threshold[0], rule.subject, rule.conditions)


def _changes(old: Rule | None, new: Rule | None, then: date, now: date) -> Iterator[Change]:
    """The differences of one pair, the gravest first."""
    if old is None or new is None:
        yield from (_one_sided(rule, day, is_new=rule is new) for rule, day in ((old, then), (new, now)) if rule)
        return
    is_overlay = new.combine is not None and old.code != new.code
    if new.combine is not None and is_overlay:
        yield Change(Nature.RELATION, None, _RELATIONS[new.combine])
    if is_overlay and new.combine is Combine.ADD:
        yield _one_sided(new, now, is_new=True)
        return
    yield from _numbers(old, new, then, now)
    yield from _aspects(old, new)


def _aspects(old: Rule, new: Rule) -> Iterator[Change]:
    """What is not a number. Rules of two documents have two names anyhow."""
    for nature, speak in _ASPECTS.items():
        if nature is Nature.NAME and old.code != new.code:
            continue
        before, after = speak(old), speak(new)
        if before != after:
            yield Change(nature, before, after)


def _one_sided(rule: Rule, day: date, *, is_new: bool = False) -> Change:
    asks = _asks(rule, day)
    return Change(Nature.ADDED, None, asks) if is_new else Change(Nature.REMOVED, asks, None)


def _asks(rule: Rule, day: date) -> Words:
    return both(lambda lang: rule.kind.requirement(day, lang))


def _numbers(old: Rule, new: Rule, then: date, now: date) -> Iterator[Change]:
    """Numbers raised or lowered where the tests are alike; else the two tests in words."""
    mine, theirs = _parts(new.kind), _parts(old.kind)
    if type(new.kind) is not type(old.kind) or _shape(mine) != _shape(theirs):
        yield Change(Nature.TEST, _asks(old, then), _asks(new, now))
        return
    for role, parameter in mine.items():
        other = theirs[role]
        if not isinstance(parameter, Parameter) or not isinstance(other, Parameter):
            continue
        was, is_ = other.on(then).value, parameter.on(now).value
        if was != is_:
            nature = Nature.RAISED if is_ > was else Nature.LOWERED
            yield Change(nature, _shown(was, other.unit), _shown(is_, parameter.unit), _ROLES.get(role))


def _parts(kind: Kind) -> dict[str, Any]:
    """The arguments of a test by name; the bands of a tiered one apart, each with its number."""
    parts = {field.name: getattr(kind, field.name) for field in fields(kind)}  # type: ignore[arg-type]  # every kind is one
    for at, tier in enumerate(parts.pop("tiers", ())):
        parts |= {f"below {at}": tier.below, f"at_least {at}": tier.at_least}
    return parts


def _shape(parts: Mapping[str, Any]) -> dict[str, Any]:
    """What must be equal for numbers to be compared: everything but the numbers, whose unit must be the same."""
    return {name: value.unit if isinstance(value, Parameter) else value for name, value in parts.items()}


def _shown(value: Fraction, unit: Unit) -> Words:
    return both(lambda lang: amount_shown(value, unit, lang))


def _condition(rule: Rule) -> Words:
    return both(lambda lang: conditions_text(rule.conditions, lang)) if rule.conditions else _EVERYWHERE


_ASPECTS: dict[Nature, Callable[[Rule], Words]] = {
    Nature.LEVEL: lambda rule: rule.level.words,
    Nature.CONDITION: _condition,
    Nature.ENFORCED: lambda rule: _YES if rule.enabled else _NO,
    Nature.NAME: lambda rule: rule.name,
}


def _clauses(before: Pack, after: Pack) -> Iterator[ClauseDifference]:
    """Between two versions of one document; another document has other clauses anyhow."""
    if before.id != after.id:
        return
    for name in dict.fromkeys([*before.clauses, *after.clauses]):
        old, new = before.clauses.get(name), after.clauses.get(name)
        if _text(old) != _text(new):
            nature = Nature.CLAUSE if old and new else Nature.ADDED if new else Nature.REMOVED
            yield ClauseDifference(name, Change(nature, _text(old), _text(new)))


def _text(clause: Clause | None) -> Words | None:
    return clause.text if clause else None


def _told(change: Change, lang: Lang) -> str:
    """The nature, the number it is about, and both sides as far as there are."""
    old, new = (each.of(lang) if each else "" for each in (change.old, change.new))
    nature, role = change.nature.words.of(lang), (change.role or _NUMBER).of(lang)
    if old and new:
        return _BOTH_SIDES.get(change.nature, _WAS_IS).of(lang).format(nature=nature, role=role, old=old, new=new)
    return f"{nature}{'：' if lang == 'zh' else ': '}{old or new}"
