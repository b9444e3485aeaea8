"""References of formulas when rows are put in: what lies below moves down, what spans the place grows. Pure."""

import re
from dataclasses import dataclass
from typing import Final

from openpyxl.formula.tokenizer import Token, Tokenizer

_RANGE: Final = re.compile(
    r"(?P<c1>\$?[A-Z]{1,3})?(?P<a1>\$?)(?P<r1>[0-9]+)(?::(?P<c2>\$?[A-Z]{1,3})?(?P<a2>\$?)(?P<r2>[0-9]+))?"
)


@dataclass(frozen=True)
class Insertion:
    """``number`` rows go in below row ``last`` of a table whose first row of data is ``first``."""

    first: int
    last: int
    number: int

    def row(self, row: int) -> int:
        """Where a row is afterwards."""
        return row + self.number if row > self.last else row

    def span(self, top: int, bottom: int) -> tuple[int, int]:
        """Where rows ``top`` to ``bottom`` are afterwards; they grow where they held the last row of data."""
        ends = bottom + self.number if top <= self.last <= bottom else self.row(bottom)
        return self.row(top), ends

    def is_inside(self, row: int) -> bool:
        return self.first <= row <= self.last


def moved_formula(text: str, sheet: str, home: str, row: int | None, inserted: Insertion) -> str:
    """The formula ``text`` that stands on sheet ``home`` (in ``row`` before the insertion) after rows went into ``sheet``.

    A row of data may add up its own cells: there only a range that is fixed with $ grows.
    """
    tokens = Tokenizer(text)
    in_row = sheet == home and row is not None and inserted.is_inside(row)
    return "=" + "".join(_moved(token, sheet, home, inserted, in_row=in_row) for token in tokens.items)


def _moved(token: Token, sheet: str, home: str, inserted: Insertion, *, in_row: bool) -> str:
    if token.type != Token.OPERAND or token.subtype != Token.RANGE:
        return str(token.value)
    named, sign, reference = str(token.value).rpartition("!")
    target = named.strip("'").replace("''", "'") if sign else home
    if target != sheet:
        return str(token.value)
    return f"{named}{sign}{moved_reference(reference, inserted, in_row=in_row)}"


def moved_reference(text: str, inserted: Insertion, *, in_row: bool = False) -> str:
    """``B5:B9`` or ``$5:$9`` or ``B5`` after the insertion. What is no reference (a name, a column) comes back as it was."""
    found = _RANGE.fullmatch(text)
    if found is None:
        return text
    if found["r2"] is None:
        return f"{found['c1']}{found['a1']}{inserted.row(int(found['r1']))}" if found["c1"] else text
    top, bottom = int(found["r1"]), int(found["r2"])
    grows = not in_row or bool(found["a2"])
    first, last = inserted.span(top, bottom) if grows else (inserted.row(top), inserted.row(bottom))
    return f"{found['c1'] or ''}{found['a1']}{first}:{found['c2'] or ''}{found['a2']}{last}"
