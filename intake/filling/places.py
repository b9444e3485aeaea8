"""Where something can be filled in: a column with a row for each community, a cell, or a blank in a text. Pure."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Final

from intake.filling.limits import MAX_PLACES

_KEY: Final = re.compile(r"(column|cell|blank)-(\d{1,3})-(\d{1,6})-(\d{1,4})-(\d{1,3})")


class Kind(StrEnum):
    """How a place is filled."""

    COLUMN = "column"
    CELL = "cell"
    BLANK = "blank"


@dataclass(frozen=True, order=True)
class Place:
    """``part``: number of the sheet or table from 1, 0 for the text of a document. ``row`` and ``column`` count from 1.

    Of a column ``row`` is the first row of data. Of a blank in a cell ``number`` (from 1) tells which blank it is; in the text
    of a document ``row`` is the number of the paragraph.
    """

    kind: Kind
    part: int
    row: int
    column: int
    number: int = 0

    @property
    def key(self) -> str:
        return f"{self.kind}-{self.part}-{self.row}-{self.column}-{self.number}"

    @classmethod
    def from_key(cls, key: str) -> "Place | None":
        """None for what is no key."""
        found = _KEY.fullmatch(key)
        return cls(Kind(found[1]), *(int(found[at]) for at in range(2, 6))) if found else None


@dataclass(frozen=True)
class Found:
    """A place of a form, with the words that stand by it and how people call it (``C5``, ``row 2, column 4``)."""

    place: Place
    label: str
    address: str


@dataclass(frozen=True)
class Part:
    """A sheet or a table, or the text of a document. ``first_row``: of the data; None where no table was recognised."""

    number: int
    name: str
    first_row: int | None
    found: tuple[Found, ...]


@dataclass(frozen=True)
class Sketch:
    """A blank form as the program sees it. ``losses``: what the filled copy cannot keep, as codes of LOSSES."""

    parts: tuple[Part, ...]
    losses: tuple[str, ...] = ()

    @classmethod
    def of(cls, parts: Iterable[Part], losses: tuple[str, ...] = ()) -> "Sketch":
        """With no more places in all than fit on a page."""
        left, kept = MAX_PLACES, []
        for part in parts:
            kept.append(replace(part, found=part.found[:left]))
            left -= len(kept[-1].found)
        return cls(tuple(kept), losses)

    def places(self) -> Mapping[Place, Found]:
        return {each.place: each for part in self.parts for each in part.found}


@dataclass(frozen=True)
class Placement:
    """What belongs into a place: a field, and what it is about (a facility type, a rule)."""

    place: Place
    field: str
    about: str = ""


def rows_of(placements: Sequence[Placement]) -> dict[int, set[int]]:
    """Part -> the first rows that its columns name; more than one is a contradiction."""
    found: dict[int, set[int]] = {}
    for each in placements:
        if each.place.kind is Kind.COLUMN:
            found.setdefault(each.place.part, set()).add(each.place.row)
    return found
