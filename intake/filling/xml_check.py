"""One part of a form as XML, looked through while it is read: DTDs, links, formulas and fields that fetch, cells far out.

It is parsed and not searched: a word can be spelt in many ways that a parser takes for the same.
"""

import re
from typing import Final
from xml.parsers import expat

from intake.filling.limits import MAX_FORM_CELLS, MAX_FORM_COLUMNS, MAX_FORM_ROWS
from intake.problems import FileRefused

_READABLE: Final = frozenset({None, "utf-8", "utf-16", "us-ascii", "ascii"})
_SPOKEN: Final = frozenset({"f", "formula", "formula1", "formula2", "definedName", "instrText"})
_FETCHING: Final = re.compile(
    r"\b(?:WEBSERVICE|IMAGE|RTD|CALL|REGISTER(?:\.ID)?|SQL\.REQUEST|EXEC|FILES|FOPEN)\s*\(|\|[^|]*!", re.IGNORECASE
)
_LITERAL: Final = re.compile(r'"[^"]*"')
_LINK: Final = re.compile(r'\bHYPERLINK\s*\((?!\s*"#)', re.IGNORECASE)
"""A link to another sheet is fine; one to an address made by a formula may carry figures there."""
_FIELDS: Final = re.compile(
    r"\b(?:DDE|DDEAUTO|INCLUDETEXT|INCLUDEPICTURE|INCLUDE|IMPORT|DATABASE|LINK|MACROBUTTON|RD|AUTOTEXT)\b", re.IGNORECASE
)
_CELL: Final = re.compile(r"([A-Z]{1,4})([0-9]{1,9})")
_SPANS: Final = frozenset({"gridSpan", "gridBefore", "gridAfter"})


class PartCheck:
    """Of one part: ``cells`` counts those it names, ``merged`` those that its merged ranges cover."""

    def __init__(self) -> None:
        self.cells = 0
        self.merged = 0
        self._open = ""
        self._text: list[str] = []
        self._instructions: list[str] = []

    def look(self, text: bytes) -> int:
        """How many cells the part names. Raises FileRefused."""
        parser = expat.ParserCreate()
        parser.XmlDeclHandler = self._declared
        parser.StartDoctypeDeclHandler = parser.EntityDeclHandler = self._refuse_dtd
        parser.StartElementHandler, parser.EndElementHandler = self._start, self._end
        parser.CharacterDataHandler = self._words
        try:
            parser.Parse(text, True)  # noqa: FBT003  as expat has it
        except (expat.ExpatError, LookupError, ValueError) as error:
            raise FileRefused("file_damaged", reason=str(error)) from error
        if _FIELDS.search("".join(self._instructions)):
            raise FileRefused("form_outside")
        if self.merged > MAX_FORM_CELLS:
            raise FileRefused("form_too_many_cells", limit=MAX_FORM_CELLS)
        return self.cells

    def _declared(self, _version: str, encoding: str | None, _standalone: int) -> None:
        if (encoding.lower() if encoding else None) not in _READABLE:
            raise FileRefused("form_doctype")

    def _refuse_dtd(self, *_given: object) -> None:
        raise FileRefused("form_doctype")

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        plain = name.rpartition(":")[2]
        given = {key.rpartition(":")[2]: value for key, value in attributes.items()}
        if plain in _SPOKEN:
            self._open, self._text = plain, []
        elif plain in ("c", "tc"):
            self.cells += 1
            _check_cell(given.get("r", ""))
        elif plain == "mergeCell":
            self.merged += _covered(given.get("ref", ""))
        elif plain in _SPANS:
            _check_corner(_whole(given.get("val", "")), 1)
        elif plain == "Relationship":
            _check_link(given)
        elif plain == "fldChar":
            self._instructions.append("\n")  # another field, or another part of it
        elif plain == "fldSimple":
            self._instructions.append(given.get("instr", "") + "\n")

    def _words(self, text: str) -> None:
        if self._open:
            self._text.append(text)

    def _end(self, name: str) -> None:
        """Instructions of a field may be parted among several elements: they are looked at together."""
        if name.rpartition(":")[2] != self._open:
            return
        text = "".join(self._text)
        if self._open == "instrText":
            self._instructions.append(text)
        elif _FETCHING.search(_LITERAL.sub('""', text)) or _LINK.search(text):
            raise FileRefused("form_outside")
        self._open = ""


def _check_link(given: dict[str, str]) -> None:
    """A link that a reader may click is fine; what a program follows by itself is not."""
    if given.get("TargetMode") == "External" and not given.get("Type", "").endswith("/hyperlink"):
        raise FileRefused("form_outside")


def _check_cell(address: str) -> None:
    found = _CELL.fullmatch(address)
    if found:
        _check_corner(_column(found[1]), int(found[2]))


def _check_corner(column: int, row: int) -> None:
    """A cell, a merged range or a span far out costs all that lies between."""
    if row > MAX_FORM_ROWS:
        raise FileRefused("too_many_rows", limit=MAX_FORM_ROWS)
    if column > MAX_FORM_COLUMNS:
        raise FileRefused("too_many_columns", limit=MAX_FORM_COLUMNS)


def _covered(reference: str) -> int:
    """Cells of a merged range. One that is spelt otherwise is not measured but refused."""
    first, _sign, last = reference.replace("$", "").partition(":")
    corners = [_CELL.fullmatch(each) for each in (first, last or first)]
    if corners[0] is None or corners[1] is None:
        raise FileRefused("file_damaged", reason="mergeCell")
    left, right = _column(corners[0][1]), _column(corners[1][1])
    top, bottom = int(corners[0][2]), int(corners[1][2])
    _check_corner(max(left, right), max(top, bottom))
    return (abs(right - left) + 1) * (abs(bottom - top) + 1)


def _whole(text: str) -> int:
    """What is no plain number is larger than anything allowed."""
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else MAX_FORM_COLUMNS + 1


def _column(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number
