"""Stops a file with personal data before anything of it is stored. Pure.

This system needs counts, never persons. A header that asks for a person, or three cells of one column that look like identity
numbers (18 characters, a possible birth date, the right check digit) or mobile numbers, stop the whole file; one or two are
reported. What was found is reported by column and number of cells, never by value.
"""

import re
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Final

import numpy as np

from communities.personal import SUSPECT
from intake.blocks import Bools, Texts
from intake.columns import Column, folded
from intake.hstore import read_hstore
from intake.readers import Cell, RawRow
from intake.values import plain

STOPS_AT: Final = 3

_PERSON_WORDS: Final = (
    "姓名", "身份证", "证件号", "手机", "户主", "出生日期", "出生年月", "残疾证", "联系人", "家庭住址", "银行卡", "微信号",
    "idcard", "idnumber", "idno", "mobilephone", "mobile", "cellphone", "householder", "birthdate", "dateofbirth", "birthday",
    "personname", "surname",
)  # fmt: skip
_PHONE_WORDS: Final = ("电话", "phone", "telephone")
_CODE_COLUMNS: Final = frozenset({"code", "facility_code", "compound_code", "premises_code", "osm_id", "serves", "parent_code"})
_ENOUGH_DIGITS: Final = re.compile(r"\d{3}[- ]?\d{4}[- ]?\d{4}")  # in everything that is suspect
_ENOUGH_PLAIN_DIGITS: Final = re.compile("[0-9]{3}[- ]?[0-9]{4}[- ]?[0-9]{4}")  # asked of a text in a fraction of the time
# Whoever takes a row for plain has looked at the form of these cells, or at the word in them (intake/learned_words.py) ...
_SEEN: Final = frozenset(
    {
        "code", "floor_area", "activity_area", "site_area", "lng", "lat",
        "facility_type", "tenure", "capacity", "opened_on",
    }
)  # fmt: skip
_OF_PLAIN_SIGNS: Final = frozenset(
    {"facility_code", "facility_name", "evidence"}
)  # ... and knows that no other digits are in these
_WEIGHTS: Final = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_CHECKS: Final = "10X98765432"
_BORN: Final = re.compile(r"\d{6}(?:19|20)\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])\d{3}[\dX]")


def is_identity_number(text: str) -> bool:
    """Shape, possible birth date and check digit (ISO 7064 MOD 11-2) of an 18-character identity number."""
    text = text.upper()
    if not _BORN.fullmatch(text):
        return False
    total = sum(weight * int(digit) for weight, digit in zip(_WEIGHTS, text, strict=False))
    return _CHECKS[total % 11] == text[17]


@dataclass
class Tripwire:
    """Looks at the headers and at every cell of one file."""

    columns: Mapping[str, Column] = field(default_factory=dict)  # by header
    phones_allowed: bool = False
    _headers: list[str] = field(default_factory=list)
    _cells: Counter[str] = field(default_factory=Counter)

    def look_at_headers(self, headers: Iterable[str]) -> None:
        self._headers += [header for header in headers if header and self._asks_for_a_person(header)]

    def _asks_for_a_person(self, header: str) -> bool:
        plain_header = folded(header)
        if any(word in plain_header for word in _PERSON_WORDS):
            return True
        return not self.phones_allowed and any(word in plain_header for word in _PHONE_WORDS)

    def watch(self, rows: Iterable[RawRow]) -> Iterator[RawRow]:
        """The same rows, each looked at on the way."""
        for row in rows:
            self._look(row)
            yield row

    def silent(self, columns: Mapping[str, Texts]) -> Bools:
        """Which lines of a block ``watch`` would pass without a second look: asked of whole columns first."""
        found = np.ones(max(map(len, columns.values())), np.bool_)
        for header, texts in columns.items():
            key = self.columns[header].key if header in self.columns else ""
            if key not in _SEEN and (_ENOUGH_PLAIN_DIGITS if key in _OF_PLAIN_SIGNS else _ENOUGH_DIGITS).search(texts.joined):
                found &= np.fromiter((not SUSPECT.search(text) for text in texts), np.bool_, len(texts))
        return found

    def _look(self, row: RawRow) -> None:
        # Most rows hold nothing: one search over the whole row decides.
        cells = row.cells if self._shapeless else self._without_shapes(row.cells)
        if SUSPECT.search(_joined(cells.values())):
            for header, cell in cells.items():
                for name, part in _parts(header, self._opened(header, cell)):
                    self._look_at(header, name, plain(part))

    @cached_property
    def _shapeless(self) -> bool:
        return all(column.key != "geometry" for column in self.columns.values())

    def _without_shapes(self, cells: Mapping[str, Cell]) -> Mapping[str, Cell]:
        return {header: cell for header, cell in cells.items() if not self._is_shape(header, cell)}

    def _is_shape(self, header: str, cell: Cell) -> bool:
        """Corners of a shape are no persons, and may be a million."""
        return (
            isinstance(cell, Mapping) and "coordinates" in cell and getattr(self.columns.get(header), "key", "") == "geometry"
        )

    def _opened(self, header: str, cell: Cell) -> Cell:
        """The tags of a map, where they come as one text."""
        if not isinstance(cell, str) or getattr(self.columns.get(header), "key", "") != "tags":
            return cell
        tags, rest = read_hstore(cell)
        return {**tags, "": rest} if tags else cell

    def _look_at(self, header: str, name: str, text: str) -> None:
        column = self.columns.get(header)
        for match in SUSPECT.finditer(text):
            is_long = len(match[0]) == 18 and match[0][:17].isdigit()
            if is_identity_number(match[0]) if is_long else not self._may_hold_phones(column, name):
                self._cells[name] += 1
                return

    def _may_hold_phones(self, column: Column | None, name: str) -> bool:
        if column and column.key in _CODE_COLUMNS:
            return True
        is_phone = (column is not None and column.key == "phone") or any(word in folded(name) for word in _PHONE_WORDS)
        return self.phones_allowed and is_phone

    @property
    def stops(self) -> dict[str, int]:
        """Columns that stop the file, with the number of cells found (0: the header alone)."""
        found = {header: self._cells[header] for header in self._headers}
        return found | {name: count for name, count in self._cells.items() if count >= STOPS_AT}

    @property
    def doubts(self) -> dict[str, int]:
        """Columns with one or two such cells."""
        return {name: count for name, count in self._cells.items() if name not in self.stops}


def _joined(cells: Collection[Cell]) -> str:
    try:
        return "\n".join(cells)  # type: ignore[arg-type]  # nearly always texts, and that is told soonest by trying
    except TypeError:
        return "\n".join(map(str, cells))


def _parts(header: str, cell: Cell) -> Iterator[tuple[str, Cell]]:
    """A cell of JSON piece by piece: the phone of a shop among its map tags is told from one in its name."""
    if isinstance(cell, Mapping):
        for key, value in cell.items():
            yield from _parts(f"{header}.{key}", value)
    elif isinstance(cell, list):
        for value in cell:
            yield from _parts(header, value)
    else:
        yield header, cell
