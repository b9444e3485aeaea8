"""Which column a header means, and which kind of file a row of headers belongs to. Pure.

Headers are compared folded: compatibility forms (NFKC), case, spaces, underscores, hyphens and asterisks do not matter, and
a unit at the end, in brackets or not, is taken off: ``建筑面积（㎡）``, ``建筑面积(万㎡)`` and ``floor_area`` are one
column, the second with the factor 10,000. What else stands in brackets counts: ``经度(高德)`` is not ``经度``.
"""

import difflib
import re
import tomllib
import unicodedata
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from types import MappingProxyType
from typing import Any, Final, Literal

from communities.survey_items import item_named
from intake.readers.rows import BrokenCell, Cell

_FILE = Path(__file__).with_name("columns.toml")
_IGNORED = re.compile(r"[\s_\-*:()\[\]\u200b\ufeff]+")
_NEAR: Final = 0.7  # of the signs of both
_SHORTEST: Final = 3
_NO_HEADERS: Final = (type(None), BrokenCell, dict, list)
ITEM: Final = "*item"  # a column named by a survey item: one of any number
# Folded units and what one of them is in the column's own unit (m2, yuan, people, households).
_UNITS: Final[Mapping[str, int]] = {
    "万m2": 10_000, "万平方米": 10_000, "万平米": 10_000, "公顷": 10_000, "ha": 10_000, "万元": 10_000, "万人": 10_000,
    "m2": 1, "平方米": 1, "平米": 1, "sqm": 1, "元": 1, "户": 1, "人": 1, "个": 1, "处": 1, "层": 1, "年": 1, "元/年": 1,
    "必填": 1, "选填": 1, "可选": 1,
}  # fmt: skip
_LONGEST_FIRST: Final = tuple(sorted(_UNITS, key=len, reverse=True))
_AREAS: Final = frozenset({"floor_area", "activity_area", "site_area"})
_MONEY: Final = frozenset({"annual_rent", "price"})
_PEOPLE: Final = frozenset({"population", "pop_0_2", "pop_3_6", "pop_60plus", "pop_65plus"})
_SCALED: Final[Mapping[str, frozenset[str]]] = {
    **dict.fromkeys(("万m2", "万平方米", "万平米", "公顷", "ha"), _AREAS),
    "万元": _MONEY,
    "万人": _PEOPLE,
}


@dataclass(frozen=True)
class Column:
    """What a header was found to mean. ``item`` names the survey item where ``key`` is ITEM."""

    key: str
    header: str
    factor: int = 1
    item: str = ""


@dataclass(frozen=True)
class Needs:
    """Of each group one column must be there, and none of ``without``."""

    groups: tuple[tuple[str, ...], ...]
    without: frozenset[str] = frozenset()

    def missing(self, keys: Collection[str]) -> tuple[tuple[str, ...], ...]:
        """The groups of which no column is there."""
        return tuple(group for group in self.groups if not set(group).intersection(keys))


@dataclass(frozen=True)
class FileKind:
    """One kind of file and what its columns may be called. ``others`` are needs that do as well as its own; ``without`` are
    columns that only other kinds have; one that ``is_last`` is taken only where no other fits; ``taught`` is what a person said
    of a header, which goes first: a key, ``*item:<code>`` of a survey item, or "" for a column not to be read.
    """

    code: str
    zh: str
    en: str
    needs: tuple[tuple[str, ...], ...]
    by_name: Mapping[str, str]
    first_names: Mapping[str, str]
    others: tuple[Needs, ...] = ()
    without: frozenset[str] = frozenset()
    is_last: bool = False
    taught: Mapping[str, str] = field(default_factory=dict)

    def column(self, header: str) -> Column | None:
        """What ``header`` means in a file of this kind, or None."""
        plain = folded(header)
        if plain in self.taught:
            return self._taught(plain, header)
        key = self.by_name.get(plain)
        return Column(key, header) if key else self._with_unit(plain, header) or self._item(header)

    def _taught(self, plain: str, header: str) -> Column | None:
        key, _, item = self.taught[plain].partition(":")
        unit = _split_unit(plain)[1]
        factor = _UNITS[unit] if key in _SCALED.get(unit, ()) else 1
        return Column(key, header, factor, item) if key else None

    def _with_unit(self, plain: str, header: str) -> Column | None:
        base, unit = _split_unit(plain)
        key = self.by_name.get(base) if unit else None
        if key is None or key not in _SCALED.get(unit, {key}):
            return None
        return Column(key, header, _UNITS[unit])

    def _item(self, header: str) -> Column | None:
        if self.code != "survey":
            return None
        try:
            return Column(ITEM, header, item=item_named(header).code)
        except KeyError:
            return None

    def nearest(self, header: str) -> str:
        """The name of a column that ``header`` comes near to, in the form the kind knows it; empty where none is near."""
        plain = _split_unit(folded(header))[0]
        near = difflib.get_close_matches(plain, self.by_name, n=1, cutoff=_NEAR) if len(plain) >= _SHORTEST else []
        return self._as_written(near[0]) if near else ""

    def _as_written(self, plain: str) -> str:
        key = self.by_name[plain]
        return plain if not plain.isascii() else key

    def columns(self, headers: Iterable[str]) -> tuple[Column, ...]:
        return tuple(found for header in headers if (found := self.column(header)))

    def fits(self, columns: Sequence[Column]) -> bool:
        return not self._nearest(columns) and not self.without.intersection(column.key for column in columns)

    def nearness(self, headers: Iterable[str]) -> int:
        """How many of these headers speak for this kind."""
        return sum(column.key not in self.without for column in self.columns(headers))

    def missing(self, columns: Iterable[Column], lang: Literal["zh", "en"]) -> str:
        """The needed columns that are not there, for a message."""
        return " + ".join(self._named(group, lang) for group in self._nearest(columns))

    def _nearest(self, columns: Iterable[Column]) -> tuple[tuple[str, ...], ...]:
        """What is missing for the needs that come nearest to being met; its own where others come no nearer."""
        keys = {column.key for column in columns}
        allowed = (needs for needs in self.others if not needs.without & keys)
        return min((needs.missing(keys) for needs in (Needs(self.needs), *allowed)), key=len)

    def _named(self, group: Sequence[str], lang: str) -> str:
        names = (self.first_names.get(key, key) if lang == "zh" else key for key in group if key != ITEM)
        return "/".join(names)


def folded(text: str) -> str:
    """The form in which headers are compared."""
    return _IGNORED.sub("", unicodedata.normalize("NFKC", text).casefold())


def _split_unit(plain: str) -> tuple[str, str]:
    if not plain.endswith(_LONGEST_FIRST):  # asked for every cell in which a header may stand, of every kind of file
        return plain, ""
    for unit in _LONGEST_FIRST:
        if plain.endswith(unit) and plain != unit:
            return plain.removesuffix(unit), unit
    return plain, ""


def _read_kind(code: str, row: Mapping[str, Any], common: Mapping[str, Sequence[str]]) -> FileKind:
    columns = {**common, **row["columns"]}
    by_name = {folded(name): key for key, names in columns.items() for name in (key, *names)}
    firsts = {key: names[0] for key, names in columns.items() if names}
    others = tuple(Needs(_groups(each), frozenset(each["without"])) for each in row.get("or", ()))
    without = frozenset(row.get("without", ()))
    names, first_names = MappingProxyType(by_name), MappingProxyType(firsts)
    return FileKind(code, row["zh"], row["en"], _groups(row), names, first_names, others, without, row.get("last", False))


def _groups(row: Mapping[str, Any]) -> tuple[tuple[str, ...], ...]:
    return tuple(tuple(group) for group in row["needs"])


_DATA = tomllib.loads(_FILE.read_text(encoding="utf-8"))
FILE_KINDS: Mapping[str, FileKind] = MappingProxyType(
    {code: _read_kind(code, row, _DATA["common"]) for code, row in _DATA["kind"].items()}
)


@dataclass(frozen=True)
class Heading:
    """The recognised header of one table."""

    kind: FileKind
    columns: tuple[Column, ...]
    headers: tuple[str, ...]
    row: int
    from_1904: bool = False  # the numbers that stand for days are counted from that year on

    @property
    def ignored(self) -> tuple[str, ...]:
        """Headers that mean nothing to us."""
        known = {column.header for column in self.columns}
        return tuple(header for header in self.headers if header and header not in known)


def recognise(
    headers: Sequence[str], kinds: Iterable[FileKind] = FILE_KINDS.values()
) -> list[tuple[tuple[int, int], FileKind]]:
    """The kinds these headers fit, with their score, best first: the columns understood, then the columns needed."""
    scored = ((kind.columns(headers), kind) for kind in kinds)
    every = [((len(columns), len(kind.needs)), kind) for columns, kind in scored if kind.fits(columns)]
    fitting = [found for found in every if not found[1].is_last] or every
    return sorted(fitting, key=lambda found: found[0], reverse=True)


def header_texts(cells: Iterable[Cell]) -> tuple[str, ...]:
    """A line of cells as headers: text, trimmed, line breaks joined. What is no single value, such as a shape, is none."""
    return tuple("" if isinstance(cell, _NO_HEADERS) else " ".join(str(cell).split()) for cell in cells)


def understood(headers: Sequence[str], kinds: Iterable[FileKind] = FILE_KINDS.values()) -> int:
    """How many of these headers the kind that knows them best understands."""
    return max((len(kind.columns(headers)) for kind in kinds), default=0)


def joined(upper: Sequence[str], lower: Sequence[str], knows: Callable[[str], bool]) -> tuple[str, ...] | None:
    """A two-line header as one: the lower line where it is understood, else the upper.

    None where the lower line is data: it has something else below a header that is understood.
    """
    width = max(len(upper), len(lower))
    pairs = list(zip(_wide(upper, width), _wide(lower, width), strict=True))
    if any(below and below != above and knows(above) and not knows(below) for above, below in pairs):
        return None
    return tuple(below if below and knows(below) else above or below for above, below in pairs)


def _wide(texts: Sequence[str], width: int) -> tuple[str, ...]:
    return (*texts, *[""] * (width - len(texts)))
