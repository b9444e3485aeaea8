"""What a check is, and what it finds. Plain values. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING, Any, ClassVar, Protocol, Self

from communities.words import Lang, Words, both

if TYPE_CHECKING:
    from assessments.checks.check_table import CheckTable

Figure = str | Words
"""A figure as a reader sees it: the same in both languages, or a text in each."""


class Severity(StrEnum):
    """How sure a check is that something is wrong: certainly, very likely, worth a look."""

    ERROR = "error"
    WARNING = "warning"
    NOTICE = "notice"

    @property
    def words(self) -> Words:
        return _SEVERITIES[self]

    @property
    def rank(self) -> int:
        """0 is the gravest."""
        return list(Severity).index(self)


_SEVERITIES = {
    Severity.ERROR: Words("错误", "error"),
    Severity.WARNING: Words("警告", "warning"),
    Severity.NOTICE: Words("提示", "notice"),
}


@dataclass(frozen=True, slots=True)
class Place:
    """The community a fault lies in, and its division, by name."""

    code: str
    name: str
    name_en: str
    division: str
    division_en: str


@dataclass(frozen=True, slots=True)
class Thing:
    """The facility a fault is about. ``kind`` is a type of the catalogue."""

    code: str
    name: str
    kind: str


@dataclass(frozen=True, slots=True)
class Hit:
    """What a kind found: where, on which figures, and their labels (bit 1 sample, bit 2 synthetic).

    ``mark`` tells apart several hits of one check in one place: a day, the code of a compound.
    """

    place: Place
    figures: Mapping[str, Figure]
    labels: int
    thing: Thing | None = None
    mark: str = ""


class Kind(Protocol):
    """One way to look. ``figures`` are the names that the sentence of a check may use."""

    figures: ClassVar[frozenset[str]]

    @classmethod
    def read(cls, table: CheckTable) -> Self:
        """The arguments of a check of this kind. Raises PackError."""
        ...

    def found(self, area: Any) -> Iterable[Hit]:
        """The faults in an assessments.checks.area.Area, in a fixed number of queries."""
        ...


@dataclass(frozen=True)
class Check:
    """One check. ``says`` is the sentence about one fault, with its figures in {braces}."""

    code: str
    severity: Severity
    name: Words
    looks_for: Words
    advice: Words
    says: Words
    kind: Kind = field(hash=False)


@dataclass(frozen=True, slots=True)
class Fault:
    """Something that a check found in one place."""

    check: Check
    hit: Hit

    @property
    def place(self) -> Place:
        return self.hit.place

    @property
    def thing(self) -> Thing | None:
        return self.hit.thing

    @property
    def labels(self) -> int:
        return self.hit.labels

    @property
    def text(self) -> Words:
        """The sentence in both languages."""
        return both(self._text)

    def _text(self, lang: Lang) -> str:
        figures = {name: value.of(lang) if isinstance(value, Words) else value for name, value in self.hit.figures.items()}
        return self.check.says.of(lang).format(**figures)

    # What faults are sorted by. Rank, check, community, facility and mark together are unique.

    @property
    def rank(self) -> int:
        return self.check.severity.rank

    @property
    def code(self) -> str:
        return self.check.code

    @property
    def community(self) -> str:
        return self.hit.place.code

    @property
    def facility(self) -> str:
        return self.hit.thing.code if self.hit.thing else ""

    @property
    def mark(self) -> str:
        return self.hit.mark
