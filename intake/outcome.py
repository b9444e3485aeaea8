"""What became of the files of one import."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from intake.columns import FileKind, Heading
from intake.preview import TablePreview
from intake.problems import Problem, Problems
from intake.provenance import Said
from intake.tables import Table

CONTRADICTIONS = frozenset({"duplicate_differs"})
"""Problems of two rows of which nobody can say which is right; ``first`` is the other row."""


def rows_of(errors: Iterable[Problem]) -> frozenset[int]:
    """The numbers of the rows that the errors concern. Of two that contradict each other neither is the right one."""
    listed = list(errors)
    others = (problem.details.get("first") for problem in listed if problem.code in CONTRADICTIONS)
    return frozenset(row for row in (*(problem.row for problem in listed), *others) if isinstance(row, int))


@dataclass
class Part:
    """One table of one file (a CSV has one, a workbook one a sheet), or a file that gave none."""

    path: Path
    name: str
    sha256: str
    problems: Problems
    table: Table | None = None
    heading: Heading | None = None  # known also of a table that lacks what it needs
    rows: int = 0
    created: int = 0
    changed: int = 0
    unchanged: int = 0
    source: int | None = None
    provenance: Said | None = None
    is_stopped: bool = field(default=False)  # personal data: nothing of it may be quoted
    left_out: Sequence[Problem] = ()  # the errors of rows that were left out so that the others come in
    sheet: str = ""  # the sheet or layer of a file with several
    vanished: Sequence[str] = ()  # what the same source held in the same places, and this table does not name

    @property
    def rows_left_out(self) -> frozenset[int]:
        """The numbers of the rows that were left out."""
        return rows_of(self.left_out)

    def told(self) -> Iterator[Problem]:
        """What is to be said of the part: what was left out, then the rest."""
        yield from self.left_out
        yield from self.problems

    @property
    def kind(self) -> FileKind | None:
        return self.heading.kind if self.heading else None


@dataclass(frozen=True)
class Outcome:
    """All or nothing: ``accepted`` says which. A dry run stores nothing either way."""

    parts: tuple[Part, ...]
    is_dry_run: bool = False
    preview: Sequence[TablePreview] = ()  # what would be written, or was; only where it was asked for
    delivery: int | None = None  # the number under which it is recorded; None of a dry run

    @property
    def accepted(self) -> bool:
        return not any(part.problems.errors for part in self.parts)

    def problems(self) -> Iterator[Problem]:
        for part in self.parts:
            yield from part.told()


class Cancelled(Exception):
    """Raised by a Report: whoever brought the files does not want them any more. Nothing is stored."""


@dataclass(frozen=True)
class Progress:
    """How far one table is: ``rows`` read, or ``stage`` storing."""

    file: str
    stage: str  # reading, comparing, storing
    rows: int


Report = Callable[[Progress], None]


def silent(progress: Progress) -> None:
    """Report nothing."""
