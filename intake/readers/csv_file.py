"""CSV, also .csv.gz and tab-separated: byte order mark, else strict UTF-8, else GB18030; the delimiter by what is there.

The apostrophe that keeps a text from being calculated by a spreadsheet is no part of the text.
"""

import codecs
import csv
import io
import itertools
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice, repeat, takewhile
from pathlib import Path
from typing import Final, NoReturn
from weakref import finalize

from communities.formula_signs import unguarded
from intake.problems import FileRefused
from intake.readers.limits import MAX_CELL_CHARACTERS, MAX_COLUMNS, MAX_LINE_CHARACTERS, MAX_ROWS, MAX_UNPACKED_BYTES
from intake.readers.packed import CHUNK, chunks, open_packed
from intake.readers.rows import Grid, Line

_MARKS: Final = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_DELIMITERS: Final = (",", "\t", ";", "|", "，")
_SAMPLE_LINES: Final = 10


def read_csv(path: Path) -> Iterator[Grid]:
    """One grid. Raises FileRefused for what is wrong with the bytes; for broken quoting while its lines are read."""
    encoding = _encoding(path)
    yield Grid(sheet="", lines=CsvLines(path, encoding, _delimiter(path, encoding), is_simple=_is_simple(path)))


def _chunks(path: Path) -> Iterator[bytes]:
    return chunks(path, MAX_UNPACKED_BYTES)


def _encoding(path: Path) -> str:
    """Reads the whole file once. Raises FileRefused where no encoding fits, or where NUL bytes say it is no text."""
    head = next(_chunks(path), b"")[:4]
    for mark, name in _MARKS:
        if head.startswith(mark):
            _check_decodes(path, name)
            return name
    _check_no_nul(path)
    try:
        _check_decodes(path, "utf-8")
    except FileRefused as refused:
        return _gb18030_or(path, refused)
    return "utf-8"


def _gb18030_or(path: Path, refused: FileRefused) -> str:
    try:
        _check_decodes(path, "gb18030")
    except FileRefused:
        raise refused from None
    return "gb18030"


def _check_no_nul(path: Path) -> None:
    before = 0
    for chunk in _chunks(path):
        at = chunk.find(b"\0")
        if at >= 0:
            raise FileRefused("nul_bytes", offset=before + at)
        before += len(chunk)


def _is_simple(path: Path) -> bool:
    """No apostrophe stands in the file, and no line is too long to be waited for."""
    waited = 0
    for chunk in _chunks(path):
        if b"'" in chunk:
            return False
        waited = waited + len(chunk) if b"\n" not in chunk else len(chunk) - chunk.rfind(b"\n")
        if waited > MAX_LINE_CHARACTERS - CHUNK:
            return False
    return True


def _check_decodes(path: Path, encoding: str) -> None:
    decoder, before, row = codecs.getincrementaldecoder(encoding)("strict"), 0, 1
    for chunk in itertools.chain(_chunks(path), (b"",)):
        pending = len(decoder.getstate()[0])
        try:
            row += decoder.decode(chunk, final=not chunk).count("\n")
        except UnicodeDecodeError as error:
            line = row + error.object[: error.start].count(b"\n")
            offset = before - pending + error.start
            raise FileRefused("bytes_undecodable", row=line, offset=offset, encoding=encoding) from error
        before += len(chunk)


def _text(path: Path, encoding: str) -> io.TextIOWrapper:
    return io.TextIOWrapper(open_packed(path), encoding=encoding, newline="")


def _delimiter(path: Path, encoding: str) -> str:
    """The mark that stands in most of the first lines, and most often; a comma where none does.

    Lines come first: a list inside a cell (``a|b|c``) may hold more marks than the row, but the header does not hold them.
    """
    with _text(path, encoding) as text:
        sample = [text.readline(CHUNK) for _ in range(_SAMPLE_LINES)]
    return max(_DELIMITERS, key=lambda mark: (sum(mark in line for line in sample), sum(map(str.count, sample, repeat(mark)))))


class CsvLines:
    """The lines of a CSV: one by one, or some at once. Raises FileRefused for broken quoting and for what is too large."""

    def __init__(self, path: Path, encoding: str, delimiter: str, *, is_simple: bool = False) -> None:
        csv.field_size_limit(MAX_CELL_CHARACTERS)
        self._source = (path, encoding, delimiter)
        self._text = _text(path, encoding)
        finalize(self, self._text.close)
        self._seen = _Seen()
        lines = self._text if is_simple else _whole_lines(self._text, self._seen)
        self._reader = csv.reader(lines, delimiter=delimiter, strict=True)
        self._number = 0
        self._is_broken = False

    def __iter__(self) -> Iterator[Line]:
        return self

    def __next__(self) -> Line:
        while True:
            cells = self._next()
            if cells:
                return self._number, [unguarded(cell) if cell.startswith("'") else cell for cell in cells]

    def _next(self) -> list[str]:
        first_line = self._reader.line_num + 1
        self._number += 1
        try:
            cells = next(self._reader)
        except csv.Error as error:
            raise _broken(error, self._number, self._reader.line_num - first_line) from error
        _check_size(cells, self._number)
        return cells

    def some(self, most: int) -> tuple[list[int], list[list[str]]]:
        """See ManyLines. What stands before a broken line is given first."""
        if self._is_broken:
            self._say_where()
        rows, before, self._seen.apostrophe = list[list[str]](), self._number, False
        try:
            rows.extend(islice(self._reader, most))
        except csv.Error:
            self._is_broken = True
        self._number += len(rows)
        rows = self._sized(rows, before)
        if self._seen.apostrophe:
            rows = [[unguarded(cell) for cell in cells] for cells in rows]
        numbers = [number for number, cells in enumerate(rows, before + 1) if cells]
        return numbers, [cells for cells in rows if cells]

    def _sized(self, rows: list[list[str]], before: int) -> list[list[str]]:
        """The rows before the first that there may not be."""
        kept = rows[: MAX_ROWS - before]
        if max(map(len, kept), default=0) > MAX_COLUMNS:
            kept = list(takewhile(lambda cells: len(cells) <= MAX_COLUMNS, kept))
        self._is_broken = self._is_broken or len(kept) < len(rows)
        return kept

    def _say_where(self) -> NoReturn:
        """Which line is broken, and how, shows when they are read one by one."""
        for _ in CsvLines(*self._source):
            pass
        raise AssertionError("a line that was broken is no longer")


@dataclass
class _Seen:
    """What stood in the lines read so far."""

    apostrophe: bool = False


def _whole_lines(text: io.TextIOWrapper, seen: _Seen) -> Iterator[str]:
    """A line that has no end is not waited for."""
    while line := text.readline(MAX_LINE_CHARACTERS):
        if len(line) == MAX_LINE_CHARACTERS and not line.endswith(("\n", "\r")):
            raise csv.Error("field limit")
        if "'" in line:
            seen.apostrophe = True
        yield line


def _check_size(cells: list[str], number: int) -> None:
    if number > MAX_ROWS:
        raise FileRefused("too_many_rows", limit=MAX_ROWS)
    if len(cells) > MAX_COLUMNS:
        raise FileRefused("too_many_columns", row=number, limit=MAX_COLUMNS)


def _broken(error: csv.Error, number: int, lines: int) -> FileRefused:
    """A cell that runs over many lines is a quote that was never closed: name the row where it was opened."""
    if "field limit" in str(error) and lines <= 1:
        return FileRefused("cell_too_long", row=number, limit=MAX_CELL_CHARACTERS)
    if "field limit" in str(error) or "unexpected end" in str(error):
        return FileRefused("quote_unclosed", row=number)
    return FileRefused("quote_broken", row=number, reason=str(error))
