"""What the law is made of: verdicts, levels, clauses, dated parameters, rules and packs. All frozen."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from enum import IntEnum, StrEnum
from fractions import Fraction
from typing import TYPE_CHECKING

from assessments.standards.units import Unit
from communities.words import Words

if TYPE_CHECKING:
    from assessments.standards.kinds.base import Kind


class Verdict(IntEnum):
    """The four answers of a rule, as stored."""

    MET = 1
    GAP = 2
    UNKNOWN = 3
    NOT_APPLICABLE = 4

    @property
    def code(self) -> str:
        """The verdict in files and addresses: met, gap, unknown, not_applicable."""
        return self.name.lower()

    @property
    def words(self) -> Words:
        """The verdict on a page."""
        return _VERDICT_WORDS[self]


_VERDICT_WORDS = {
    Verdict.MET: Words("达标", "Met"),
    Verdict.GAP: Words("短板", "Gap"),
    Verdict.UNKNOWN: Words("待核实", "Unknown"),
    Verdict.NOT_APPLICABLE: Words("不适用", "Not applicable"),
}


class Reason(IntEnum):
    """Why a verdict is neither met nor gap; and, of a met one, that it is so by an alternative."""

    NONE = 0
    MISSING_FACT = 1
    INVENTORY_OPEN = 2
    UNDEFINED_ZERO = 3
    CONDITION_UNKNOWN = 4
    CONDITION_FALSE = 5
    REPORTED = 6
    ELSEWHERE = 7
    DISPLACED = 8
    ALTERNATIVE = 9

    @property
    def code(self) -> str:
        """The reason in files and addresses."""
        return self.name.lower()


class Level(StrEnum):
    """How strongly the text speaks. Only a binding rule that is not met is a shortcoming to be remedied."""

    MANDATORY = "mandatory"
    REQUIRED = "required"
    RECOMMENDED = "recommended"
    ENCOURAGED = "encouraged"
    ALTERNATIVE = "alternative"
    INFORMATIONAL = "informational"
    TARGET = "target"
    ADVISORY = "advisory"
    DIAGNOSTIC = "diagnostic"
    REFERENCE = "reference"

    @property
    def binding(self) -> bool:
        """Whether an unmet rule of this level counts as a gap of the community."""
        return self in (Level.MANDATORY, Level.REQUIRED)

    @property
    def words(self) -> Words:
        """The level on a page."""
        return _LEVEL_WORDS[self]


_LEVEL_WORDS = {
    Level.MANDATORY: Words("强制", "mandatory"),
    Level.REQUIRED: Words("要求", "required"),
    Level.RECOMMENDED: Words("建议", "recommended"),
    Level.ENCOURAGED: Words("鼓励", "encouraged"),
    Level.ALTERNATIVE: Words("替代", "alternative"),
    Level.INFORMATIONAL: Words("参考", "informational"),
    Level.TARGET: Words("目标", "target"),
    Level.ADVISORY: Words("提示", "advisory"),
    Level.DIAGNOSTIC: Words("诊断", "diagnostic"),
    Level.REFERENCE: Words("引用", "reference"),
}


class Domain(StrEnum):
    """The parts of a scorecard, in page order."""

    SVC = "SVC"
    COM = "COM"
    INF = "INF"
    ENV = "ENV"
    SMT = "SMT"
    GOV = "GOV"
    BLK = "BLK"
    PRG = "PRG"

    @property
    def words(self) -> Words:
        """The domain on a page."""
        return _DOMAIN_WORDS[self]


_DOMAIN_WORDS = {
    Domain.SVC: Words("公共服务", "Public services"),
    Domain.COM: Words("便民商业", "Convenience commerce"),
    Domain.INF: Words("市政配套", "Infrastructure"),
    Domain.ENV: Words("公共环境", "Public environment"),
    Domain.SMT: Words("智慧服务", "Smart services"),
    Domain.GOV: Words("社区治理", "Community governance"),
    Domain.BLK: Words("活力街区", "Active block"),
    Domain.PRG: Words("试点工作", "Pilot programme"),
}


class Subject(StrEnum):
    """Whom a rule judges. A block's or programme's verdict stands on every community that belongs to it."""

    COMMUNITY = "community"
    BLOCK = "block"
    PROGRAMME = "programme"


class Confidence(StrEnum):
    """How a value is known. Rules from memory ship disabled."""

    V = "V"
    V2 = "V2"
    M = "M"
    D = "D"

    @property
    def words(self) -> Words:
        """The confidence on a page."""
        return _CONFIDENCE_WORDS[self]


_CONFIDENCE_WORDS = {
    Confidence.V: Words("见于来源文本", "read in a source"),
    Confidence.V2: Words("见于转述文本", "read in a restatement"),
    Confidence.M: Words("凭记忆，未核对", "from memory, not compared"),
    Confidence.D: Words("本系统的设定", "our own derivation"),
}


class Status(StrEnum):
    """The standing of a pack; a draft or an example is enforced only when asked for."""

    IN_FORCE = "in_force"
    TRIAL = "trial"
    DRAFT = "draft"
    SUPERSEDED = "superseded"
    EXAMPLE = "example"

    @property
    def enforced(self) -> bool:
        """Whether its rules may be enforced without being asked for."""
        return self in (Status.IN_FORCE, Status.TRIAL)

    @property
    def words(self) -> Words:
        """The standing on a page."""
        return _STATUS_WORDS[self]


_STATUS_WORDS = {
    Status.IN_FORCE: Words("现行", "in force"),
    Status.TRIAL: Words("试行", "on trial"),
    Status.DRAFT: Words("征求意见稿", "draft"),
    Status.SUPERSEDED: Words("已废止", "superseded"),
    Status.EXAMPLE: Words("示例，不是法规", "example, not law"),
}


class Combine(StrEnum):
    """What an overlay's rule does to the rule it changes, in the overlay's place."""

    ADD = "add"
    MAX = "max"
    MIN = "min"
    REPLACE = "replace"

    @property
    def words(self) -> Words:
        """The policy on a page."""
        return _COMBINE_WORDS[self]


_COMBINE_WORDS = {
    Combine.ADD: Words("并存", "both stand"),
    Combine.MAX: Words("取较大值", "the larger value counts"),
    Combine.MIN: Words("取较小值", "the smaller value counts"),
    Combine.REPLACE: Words("取代", "replaces"),
}


@dataclass(frozen=True)
class Clause:
    """A place in the document: its number, a few words of the official text, our restatement in both languages."""

    id: str
    article: Words
    pointer_zh: str
    text: Words


@dataclass(frozen=True)
class DatedValue:
    """A parameter's value from a day on. `checked_on` is when it was compared with the official text, or None."""

    since: date
    value: Fraction
    confidence: Confidence
    checked_on: date | None


@dataclass(frozen=True)
class Parameter:
    """A threshold of the law: a unit, a clause, and values by date (oldest first)."""

    id: str
    name: Words
    unit: Unit
    clause: Clause
    values: tuple[DatedValue, ...]

    def on(self, day: date) -> DatedValue:
        """The value in force on a day; raises LookupError before the first."""
        for dated in reversed(self.values):
            if dated.since <= day:
                return dated
        raise LookupError(f"parameter {self.id} has no value on {day}; the first is since {self.values[0].since}")


IS, AT_LEAST, BELOW = "is", "at_least", "below"


@dataclass(frozen=True)
class Condition:
    """A fact equals a value, reaches it or stays below it (in engine units)."""

    fact: str
    comparison: str
    value: int


@dataclass(frozen=True)
class Guard:
    """Where the rule `by` takes the place of another: in the communities of `places`, where its conditions hold."""

    by: str
    places: tuple[str, ...]
    conditions: tuple[Condition, ...]


@dataclass(frozen=True)
class Rule:
    """One checkable requirement. `kind` holds its test and the test's arguments.

    It applies where all `conditions` hold, to communities whose code begins with one of `places` (empty: everywhere), and not
    where a guard says that another rule took its place. Where one of `alternatives` is met, it counts as met.
    """

    pack_id: str
    code: str
    domain: Domain
    level: Level
    subject: Subject
    name: Words
    clause: Clause
    pointer_zh: str
    kind: Kind
    conditions: tuple[Condition, ...]
    rests_on: tuple[Parameter, ...]
    confidence: Confidence
    note: Words | None
    in_force_from: date
    in_force_to: date | None = None
    places: tuple[str, ...] = ()
    changes: str | None = None
    combine: Combine | None = None
    instead_of: str | None = None
    guards: tuple[Guard, ...] = ()
    alternatives: tuple[Rule, ...] = ()

    @property
    def enabled(self) -> bool:
        """Whether the rule may be enforced: nothing from memory is."""
        return self.confidence is not Confidence.M

    @property
    def unit(self) -> Unit:
        """The unit of measured, required and shortfall."""
        return self.kind.unit

    def in_force_on(self, day: date) -> bool:
        """Whether the rule has begun and not ended on that day."""
        return self.in_force_from <= day and (self.in_force_to is None or day < self.in_force_to)

    def inputs(self) -> tuple[str, ...]:
        """The facts the rule reads: its conditions', its test's, those that decide whether another rule stands instead."""
        names = [condition.fact for condition in self.conditions]
        names += self.kind.inputs()
        names += [condition.fact for guard in self.guards for condition in guard.conditions]
        names += [name for other in self.alternatives for name in other.inputs()]
        return tuple(dict.fromkeys(names))

    def parameters(self) -> tuple[Parameter, ...]:
        """The dated values the verdict rests on."""
        others = tuple(parameter for other in self.alternatives for parameter in other.parameters())
        return tuple(dict.fromkeys(self.kind.parameters() + self.rests_on + others))


@dataclass(frozen=True)
class Pack:
    """One document as rules. `checksum` is the SHA-256 of its canonical content.

    `places`: prefixes of community codes, empty for the whole country. A pack with a `parent` is an overlay: it goes wherever
    its parent is chosen. `is_default`: judged without being chosen.
    """

    id: str
    version: str
    title: Words
    issuer: Words
    document: str
    jurisdiction: str
    places: tuple[str, ...]
    parent: str | None
    is_default: bool
    status: Status
    in_force_from: date
    in_force_to: date | None
    clauses: Mapping[str, Clause]
    parameters: Mapping[str, Parameter]
    rules: tuple[Rule, ...]
    checksum: str

    def rule(self, code: str) -> Rule:
        """The rule of this code; raises KeyError."""
        for rule in self.rules:
            if rule.code == code:
                return rule
        raise KeyError(f"pack {self.id} has no rule {code}")

    def in_force_on(self, day: date) -> bool:
        """Whether the document has begun and not ended on that day."""
        return self.in_force_from <= day and (self.in_force_to is None or day < self.in_force_to)


def rules_in_force(pack: Pack, day: date, *, drafts: bool = False) -> tuple[Rule, ...]:
    """The enabled rules of a pack on a day, in the document's order. A draft or an example counts only with `drafts`."""
    asked = drafts and pack.status in (Status.DRAFT, Status.EXAMPLE)
    if not ((pack.status.enforced or asked) and pack.in_force_on(day)):
        return ()
    return tuple(_on(rule, day) for rule in pack.rules if rule.enabled and rule.in_force_on(day))


def _on(rule: Rule, day: date) -> Rule:
    """A rule with those of its alternatives that are in force on the day."""
    kept = tuple(other for other in rule.alternatives if other.in_force_on(day))
    return rule if kept == rule.alternatives else replace(rule, alternatives=kept)
