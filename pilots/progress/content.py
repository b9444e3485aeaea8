"""What a progress report says: a return, taken apart by city (or district). The figures of the cities add up.

All of it comes from what the return keeps: the same for the page, paper, workbook and verification, whenever it is made.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from communities.divisions import short_code
from communities.models import Division
from communities.words import Lang, Words
from pilots.models import Correction, ProjectState, Return
from pilots.programmes.parts import part_of
from pilots.returns.rows import ROWS, ReturnRow

Told = Mapping[str, Any]
STATES = tuple(state.value for state in ProjectState)


@dataclass(frozen=True)
class RowSum:
    """A row in a place: as computed, in the quarter and since the programme began, and how much of each cannot be told."""

    row: ReturnRow
    quarter: int
    unknown_quarter: int
    total: int
    unknown_total: int


@dataclass(frozen=True)
class City:
    """A part of the place: its pilots, their projects, its share of every row."""

    code: str
    name: Words
    pilots: tuple[Told, ...]
    projects: tuple[Told, ...]
    rows: tuple[RowSum, ...]

    def states(self) -> Counter[str]:
        """How many projects stand where."""
        return Counter(each["state"] for each in self.projects)

    def sum(self, moment: str, name: str) -> int:
        """Of the pilots that were judged: gaps, unknown ... at ``first``, ``before`` or ``now``."""
        return sum(each[moment][name] for each in self.pilots if each[moment])


@dataclass(frozen=True)
class ProgressContent:
    """``corrections``: those that count."""

    of: Return
    lang: Lang
    corrections: tuple[Correction, ...]
    cities: tuple[City, ...]

    def say(self, words: Words) -> str:
        return words.of(self.lang)

    def named(self, told: Told) -> str:
        return str(told["name_en"] or told["name"]) if self.lang == "en" else str(told["name"])

    @property
    def drawn(self) -> Told:
        drawn: Told = self.of.drawn
        return drawn

    @property
    def place(self) -> str:
        return self.named(self.drawn["place"])

    @cached_property
    def rows(self) -> tuple[RowSum, ...]:
        """Of the whole place, as the return has them."""
        return tuple(_row_sum(row, self.drawn["rows"]) for row in ROWS)

    def corrected_before(self, row: ReturnRow) -> int:
        """In the quarters before."""
        amount: int = self.drawn["corrected_before"].get(row.code, 0)
        return amount

    def corrected_by(self, row: ReturnRow) -> int:
        return sum(each.amount for each in self.corrections if each.row == row.code)


def progress_content(of: Return, lang: Lang) -> ProgressContent:
    corrections = tuple(Correction.objects.filter(of=of, withdrawn_at=None).order_by("row", "pk"))
    return ProgressContent(of, lang, corrections, tuple(_cities(of.drawn)))


def _row_sum(row: ReturnRow, told: Sequence[Told]) -> RowSum:
    found = next(each for each in told if each["row"] == row.code)
    return RowSum(row, *(found[name] for name in ("quarter", "unknown_quarter", "total", "unknown_total")))


def _cities(drawn: Told) -> list[City]:
    """The divisions just below the place that have pilots, in the order of their codes."""
    parts: dict[str, list[Told]] = {}
    for pilot in drawn["pilots"]:
        parts.setdefault(part_of(drawn["place"]["code"], pilot["path"]), []).append(pilot)
    for gone in drawn["gone"]:
        parts.setdefault(part_of(drawn["place"]["code"], gone["path"]), [])
    names = {each.code: Words(each.name, each.name_en or each.name) for each in Division.objects.filter(code__in=parts)}
    return [
        _city(drawn, code, names.get(code, Words(short_code(code), short_code(code))), parts[code]) for code in sorted(parts)
    ]


def _city(drawn: Told, code: str, name: Words, pilots: list[Told]) -> City:
    place = drawn["place"]["code"]
    codes = {each["code"] for each in (*pilots, *drawn["gone"]) if part_of(place, each["path"]) == code}
    projects = tuple({**each, "id": int(key)} for key, each in drawn["projects"].items() if each["code"] in codes)
    return City(code, name, tuple(pilots), projects, tuple(_share(row, drawn, codes) for row in ROWS))


def _share(row: ReturnRow, drawn: Told, codes: set[str]) -> RowSum:
    """Added up from the lines behind the row."""
    told = next(each for each in drawn["rows"] if each["row"] == row.code)
    lines = [line for line in told["lines"] if line["code"] in codes]
    known = [line for line in lines if line["value"] is not None]
    return RowSum(
        row,
        quarter=sum(line["value"] for line in known if line["in_quarter"]),
        unknown_quarter=sum(line["in_quarter"] is None or (line["in_quarter"] and line["value"] is None) for line in lines),
        total=sum(line["value"] for line in known),
        unknown_total=sum(line["value"] is None for line in lines),
    )
