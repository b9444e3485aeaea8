"""The row in hand: its cells asked for by column, every problem noted with its place."""

import datetime as dt
from collections import defaultdict
from collections.abc import Callable, Hashable, Mapping
from collections.abc import Set as AbstractSet
from decimal import Decimal
from typing import Any, Concatenate, Final, NamedTuple, ParamSpec, TypeVar, cast

from intake import values
from intake.columns import Column, Heading
from intake.problems import Problem, Problems, shown
from intake.readers import Cell, RawRow
from intake.values import ValueRefused, is_missing, is_unanswered

P = ParamSpec("P")
T = TypeVar("T")
K = TypeVar("K", bound=Hashable)
Code = tuple[str, str | None]
_REMEMBERED: Final = 20_000  # texts of a column: so many days there are in fifty years


class Place(NamedTuple):
    """Where something stood, for a problem that shows only later."""

    sheet: str
    row: int


def note_first(places: dict[K, Place], key: K, place: Place) -> None:
    """Of the places of a key in a sheet the first one is kept, in whichever order they come to be known."""
    if key not in places or place.row < places[key].row:
        places[key] = place


def remembered(read: Callable[Concatenate["Fields", str, P], T | None]) -> Callable[Concatenate["Fields", str, P], T | None]:
    """A method that reads the cell of a key, in a table always in the same way. What it made of a text is kept where there was
    nothing to say of it: the words and days of a register repeat.
    """
    name = read.__name__

    def reading(self: "Fields", key: str, /, *terms: P.args, **more: P.kwargs) -> T | None:
        cell = self.raw(key)
        if cell is None and not more.get("required"):
            return None
        if not isinstance(cell, str):
            return read(self, key, *terms, **more)
        known = self._known[name, key]
        if cell in known:
            return cast("T | None", known[cell])
        told = self.told
        found = read(self, key, *terms, **more)
        if self.told == told and len(known) < _REMEMBERED:
            known[cell] = found
        return found

    reading.__doc__ = read.__doc__
    return reading


class Fields:
    """Reads one row after the other: ``turn_to(row)``, then ask. ``failed`` says whether the row had an error so far."""

    def __init__(self, heading: Heading, problems: Problems) -> None:
        self.heading = heading
        self._columns: dict[str, Column] = {}
        for column in heading.columns:
            self._columns.setdefault(column.key, column)
        self._names = heading.kind.first_names
        self._problems = problems
        self._headers = {key: column.header for key, column in self._columns.items()}
        self._cells: Mapping[str, Cell] = {}
        self._known: defaultdict[tuple[str, str], dict[str, Any]] = defaultdict(dict)  # by method and key: see remembered
        self.told = 0  # problems noted so far
        self.named: dict[tuple[str, str], Place] = {}  # the names that the rows give the codes of communities
        self.place = Place("", 0)
        self.failed = False

    def turn_to(self, row: RawRow) -> None:
        self._cells, self.place, self.failed = row.cells, Place(row.sheet, row.row_number), False

    @property
    def file(self) -> str:
        """The name of the file."""
        return self._problems.file

    @property
    def keys(self) -> AbstractSet[str]:
        """Those of the columns that the file has."""
        return self._columns.keys()

    def has(self, key: str) -> bool:
        """True where the file has this column."""
        return key in self._columns

    def raw(self, key: str) -> Cell:
        header = self._headers.get(key)
        return None if header is None else self._cells.get(header)

    def header(self, key: str) -> str:
        """How the file calls the column, or how it should."""
        column = self._columns.get(key)
        return column.header if column else self._names.get(key, key)

    def refuse(self, code: str, key: str = "", **details: Any) -> None:
        """Note a problem of this row; an error fails the row."""
        cell = details.pop("cell", self.raw(key) if key else "")
        self.note_at(self.place, code, key, shown(cell), **details)

    def note_at(self, place: Place, code: str, key: str = "", value: str = "", **details: Any) -> None:
        """Note a problem at a place seen earlier."""
        header = self.header(key) if key else ""
        problem = Problem(code, sheet=place.sheet, row=place.row, column=header, value=value, details=details)
        self._problems.add(problem)
        self.failed = self.failed or problem.is_error
        self.told += 1

    def take(
        self,
        key: str,
        read: Callable[[Cell], T],
        *,
        required: bool = False,
        missing: Callable[[Cell], bool] = is_missing,
    ) -> T | None:
        """The value of a cell, None where it is blank or cannot be read (the reason is noted)."""
        cell = self.raw(key)
        if (cell is None or cell == "") and not required:
            return None
        return self.parse(key, cell, read, required=required, missing=missing)

    def parse(
        self, key: str, cell: Cell, read: Callable[[Cell], T], *, required: bool, missing: Callable[[Cell], bool]
    ) -> T | None:
        if missing(cell):
            if required:
                self.refuse("blank_required", key)
            return None
        try:
            return read(cell)
        except ValueRefused as refused:
            self.refuse(refused.code, key, cell=cell, **refused.details)
            return None

    def text(self, key: str, limit: int, *, required: bool = False) -> str | None:
        cell = self.raw(key)
        if isinstance(cell, str) and values.is_plain_text(cell, limit):
            return cell
        return self._said(key, self.take(key, lambda cell: values.read_text(cell, limit) or None, required=required))

    def name(self, key: str, limit: int, *, required: bool = False) -> str | None:
        """As ``text``, of something that is called so: signs alone are no name."""
        cell = self.raw(key)
        if isinstance(cell, str) and values.is_plain_text(cell, limit):
            return cell
        return self._said(key, self.take(key, lambda cell: values.read_name(cell, limit) or None, required=required))

    def _said(self, key: str, text: str | None) -> str | None:
        """The text, with a note where signs were taken out of it that nobody sees, or where it was read in a wrong encoding."""
        cell = self.raw(key)
        if text and isinstance(cell, str) and not cell.isascii():
            if values.has_invisible(cell):
                self.refuse("text_tidied", key)
            if values.is_garbled(text):
                self.refuse("text_garbled", key)
        return text

    @remembered
    def day(self, key: str) -> dt.date | None:
        return self.take(key, lambda cell: values.read_date(cell, from_1904=self.heading.from_1904))

    def degrees(self, key: str) -> float | None:
        plain = values.plain_degrees(self.raw(key))
        return self.take(key, values.read_degrees) if plain is None else plain

    def area(self, key: str) -> Decimal | None:
        plain = values.plain_figure(self.raw(key)) if self.factor(key) == 1 else None
        if plain is not None:
            return plain
        return self._figure(key, lambda cell: values.read_area(cell, self.factor(key)))

    def money(self, key: str) -> Decimal | None:
        return self._figure(key, lambda cell: values.read_money(cell, self.factor(key)))

    @remembered
    def whole(self, key: str, most: int = values.MAX_COUNT) -> int | None:
        if self.factor(key) != 1:
            return self._scaled_whole(key, most)
        return self._figure(key, lambda cell: values.read_whole(cell, most))

    def factor(self, key: str) -> int:
        """How many of its own units one of the header's is."""
        return self._columns[key].factor if key in self._columns else 1

    def _figure(self, key: str, read: Callable[[Cell], T]) -> T | None:
        """The figure, with a note where its unit stands in the cell and not in the header."""
        found = self.take(key, read)
        unit = values.unit_of(self.raw(key)) if found is not None else ""
        if unit:
            self.refuse("unit_in_cell", key, unit=unit)
        return found

    def _scaled_whole(self, key: str, most: int) -> int | None:
        found = self.take(key, lambda cell: values.read_decimal(cell, Decimal(most), self.factor(key)))
        if found is None or found == int(found):
            return None if found is None else int(found)
        self.refuse("not_whole", key)
        return None

    def words(self, key: str) -> list[str]:
        """The parts of a list in one cell, empty where nothing is said."""
        cell = self.raw(key)
        return [] if is_missing(cell) else values.split_list(values.plain(cell))

    @remembered
    def flag(self, key: str) -> bool | None:
        return self.take(key, values.read_flag, missing=is_unanswered)

    @remembered
    def choice(self, key: str, choices: Mapping[str, str], *, required: bool = False) -> str | None:
        return self.take(key, lambda cell: values.read_choice(cell, choices), required=required)

    def community_code(self, key: str = "code", *, required: bool = True) -> str | None:
        cell = self.raw(key)
        read = values.read_community_code
        code = cell if values.is_plain_committee(cell) else self._noted(key, self.take(key, read, required=required))
        if code and key == "code" and not is_missing(self.raw("community_name")):
            self.named.setdefault((code, values.plain(self.raw("community_name"))), self.place)
        return code

    def division_code(self, key: str, *, required: bool = False) -> str | None:
        return self._noted(key, self.take(key, values.read_code, required=required))

    def _noted(self, key: str, found: Code | None) -> str | None:
        if found is None:
            return None
        code, note = found
        if note:
            self.refuse(note, key)
        return code
