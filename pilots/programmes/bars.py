"""Bars drawn on the server: parts of a whole beside each other, one bar a line. Pure.

The parts differ in fill and outline and not only in colour, and every line says its figures: the drawing is for the eye alone.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

MARKS: Final = ("solid", "striped", "outlined", "dotted")
"""How the parts are drawn, in their order."""


@dataclass(frozen=True)
class Part:
    """``x`` and ``width``: SVG percentages."""

    mark: str
    label: str
    value: int
    x: str
    width: str


@dataclass(frozen=True)
class Bar:
    """A line: its name, where it leads, its parts that are not 0."""

    label: str
    href: str
    parts: tuple[Part, ...]
    total: int


@dataclass(frozen=True)
class BarChart:
    """``keys``: (mark, what it stands for)."""

    title: str
    keys: tuple[tuple[str, str], ...]
    bars: tuple[Bar, ...]

    @property
    def is_empty(self) -> bool:
        return not any(bar.total for bar in self.bars)


@dataclass(frozen=True)
class Line:
    """What a bar shows, by the names of the parts."""

    label: str
    values: Mapping[str, int]
    href: str = ""


def bar_chart(title: str, names: Mapping[str, str], lines: Sequence[Line]) -> BarChart:
    """``names``: part -> its words, at most as many as MARKS. All bars have one scale: the longest is the whole width."""
    marks = dict(zip(names, MARKS, strict=False))
    longest = max((sum(line.values.get(name, 0) for name in names) for line in lines), default=0) or 1
    bars = tuple(_bar(line, names, marks, longest) for line in lines)
    return BarChart(title, tuple((marks[name], words) for name, words in names.items()), bars)


def _bar(line: Line, names: Mapping[str, str], marks: Mapping[str, str], longest: int) -> Bar:
    parts, before = [], 0
    for name, words in names.items():
        value = line.values.get(name, 0)
        if value:
            parts.append(Part(marks[name], words, value, _percent(before, longest), _percent(value, longest)))
        before += value
    return Bar(line.label, line.href, tuple(parts), before)


def _percent(part: int, whole: int) -> str:
    return f"{100 * part / whole:.2f}%"
