"""A document in one language, ready to be drawn: the same for the page for paper, DOCX and PDF. Pure."""

from collections.abc import Iterator
from dataclasses import asdict, dataclass
from typing import Any

from communities.words import Lang

Row = tuple[str, ...]


@dataclass(frozen=True)
class Grid:
    """A table. ``widths``: shares of the width of the paper. ``right``: the columns of figures."""

    heads: Row
    widths: tuple[int, ...]
    rows: tuple[Row, ...]
    right: tuple[int, ...] = ()

    @property
    def shares(self) -> list[str]:
        """The widths in hundredths of the paper's."""
        whole = sum(self.widths)
        return [f"{100 * width / whole:.0f}%" for width in self.widths]

    @property
    def plain_rows(self) -> list[list[tuple[str, bool]]]:
        """For a template: each cell with whether it is a figure."""
        return [[(text, at in self.right) for at, text in enumerate(row)] for row in self.rows]

    @property
    def plain_heads(self) -> list[tuple[str, bool]]:
        return [(head, at in self.right) for at, head in enumerate(self.heads)]


@dataclass(frozen=True)
class Part:
    """A heading, what is said below it, a table. ``named``: (name, text) lines, as the met rules of each domain."""

    heading: str
    texts: tuple[str, ...] = ()
    grid: Grid | None = None
    named: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class Paper:
    """``is_brief``: one page if it can be, in small type; else the form of an official document.

    ``notes``: what nobody may miss (not real, data has changed). ``facts``: (name, text) at the head; ``ground``: the same at
    the foot: round, law, data. ``code``: the verification code as it is printed, ``address`` where it leads; ``stem``: the name
    of a file without its ending, ASCII. ``day``: of issue, ISO.
    """

    lang: Lang
    title: str
    subtitle: str
    day: str
    notes: tuple[str, ...]
    facts: tuple[tuple[str, str], ...]
    parts: tuple[Part, ...]
    ground: tuple[tuple[str, str], ...]
    code: str
    address: str
    check: str
    stem: str
    is_brief: bool

    def as_json(self) -> dict[str, Any]:
        return asdict(self)

    @property
    def number_of_rows(self) -> int:
        return sum(len(part.grid.rows) for part in self.parts if part.grid)

    def texts(self) -> Iterator[str]:
        """Everything that is printed, piece by piece."""
        yield from (self.title, self.subtitle, self.day, self.code, self.address, self.check, *self.notes)
        for pair in (*self.facts, *self.ground):
            yield from pair
        for part in self.parts:
            yield from (part.heading, *part.texts)
            for pair in part.named:
                yield from pair
            if part.grid:
                yield from part.grid.heads
                for row in part.grid.rows:
                    yield from row
