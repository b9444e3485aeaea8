"""The figures of a return from what is known of its pilots and their projects, each with the lines behind it. Pure.

Whole numbers throughout: counts and households as they are, areas as hundredths of m2. What is not known is never 0: a figure
says how many of its lines cannot be told, and is then a lower bound.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from pilots.returns.rows import ROWS, Counts, ReturnRow


@dataclass(frozen=True)
class PilotFact:
    """A pilot at three moments: ``gaps`` and ``unknown`` of the rules that count, None where it was not judged.

    ``first``: before the programme, ``before``: at the end of the quarter before, ``now``: at the end of this one.
    """

    key: int
    code: str
    first: tuple[int, int] | None
    before: tuple[int, int] | None
    now: tuple[int, int] | None
    households: int | None


@dataclass(frozen=True)
class ProjectFact:
    """A finished project of a pilot: ``builds`` as it came out, ``in_quarter``: it ended in the quarter, not before."""

    key: int
    code: str
    builds: Sequence[dict[str, Any]]
    in_quarter: bool


@dataclass(frozen=True)
class FigureLine:
    """What one pilot or one thing of a project adds. ``value`` None: whether it belongs there, or how much it is, cannot be
    told; ``in_quarter`` None: nor whether it was in the quarter.
    """

    of: str
    key: int
    code: str
    thing: str
    value: int | None
    in_quarter: bool | None

    def as_json(self) -> dict[str, Any]:
        return {
            "of": self.of, "key": self.key, "code": self.code, "thing": self.thing, "value": self.value,
            "in_quarter": self.in_quarter,
        }  # fmt: skip


@dataclass(frozen=True)
class Figure:
    """A row: in the quarter, and since the programme began; ``unknown`` lines of either are not in the sums."""

    row: ReturnRow
    lines: tuple[FigureLine, ...]

    @property
    def quarter(self) -> int:
        return _sum(line for line in self.lines if line.in_quarter)

    @property
    def total(self) -> int:
        return _sum(self.lines)

    @property
    def unknown_quarter(self) -> int:
        return sum(line.in_quarter is None or (line.in_quarter and line.value is None) for line in self.lines)

    @property
    def unknown_total(self) -> int:
        return sum(line.value is None for line in self.lines)


def _sum(lines: Iterable[FigureLine]) -> int:
    return sum(line.value for line in lines if line.value is not None)


def figures(pilots: Sequence[PilotFact], projects: Sequence[ProjectFact]) -> list[Figure]:
    """Every row of the return, in its order."""
    return [Figure(row, tuple(_lines(row, pilots, projects))) for row in ROWS]


def _lines(row: ReturnRow, pilots: Sequence[PilotFact], projects: Sequence[ProjectFact]) -> Iterator[FigureLine]:
    if row.is_of_projects:
        return (line for each in projects for line in _of_project(row, each))
    return (line for each in pilots if (line := _of_pilot(row, each)))


def _of_pilot(row: ReturnRow, one: PilotFact) -> FigureLine | None:
    """A pilot that is complete now and was not before the programme; one of which that cannot be told has no value."""
    built, in_quarter = _became(one.first, one.now), _became(one.before, one.now)
    if built is False:
        return None
    built = built or in_quarter  # what was not complete a quarter ago became so within the programme, whatever it was before
    value = 1 if row.counts is Counts.COMPLETE else one.households
    return FigureLine("pilot", one.key, one.code, "", value if built else None, in_quarter)


def _became(then: tuple[int, int] | None, now: tuple[int, int] | None) -> bool | None:
    """Whether it became complete between two moments; None where that cannot be told."""
    was, is_now = _complete(then), _complete(now)
    if is_now is False or was is True:
        return False
    return None if is_now is None or was is None else True


def _complete(counts: tuple[int, int] | None) -> bool | None:
    """No gap and nothing unknown is complete; a gap is not; anything else cannot be told."""
    if counts is None:
        return None
    gaps, unknown = counts
    return False if gaps else None if unknown else True


def _of_project(row: ReturnRow, one: ProjectFact) -> Iterator[FigureLine]:
    for build in one.builds:
        if build["kind"] == "built" and build["thing"] in row.types:
            value = 1 if row.counts is Counts.FACILITIES else hundredths(build.get("site_area"))
            yield FigureLine("project", one.key, one.code, build["thing"], value, one.in_quarter)


def hundredths(text: str | None) -> int | None:
    """m2 with two decimals as hundredths; None where it is not filled in."""
    if text is None:
        return None
    whole, _, part = text.partition(".")
    return int(whole) * 100 + int(part.ljust(2, "0")[:2] or 0)
