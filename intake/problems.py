"""What can be wrong with a file, a row or a cell: stable codes, worded in both languages in problems.toml. Pure."""

import tomllib
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from types import MappingProxyType
from typing import Any, Literal

from communities.personal import masked

Lang = Literal["zh", "en"]

_FILE = Path(__file__).with_name("problems.toml")
_SHOWN = 40


@dataclass(frozen=True)
class Wording:
    """The sentence and what to do about it, in both languages, with {placeholders} for the details."""

    code: str
    is_error: bool
    zh: str
    en: str
    do_zh: str
    do_en: str
    once: bool = False

    def sentence(self, lang: Lang) -> str:
        return self.zh if lang == "zh" else self.en

    def remedy(self, lang: Lang) -> str:
        return self.do_zh if lang == "zh" else self.do_en


def _read(code: str, row: Mapping[str, Any]) -> Wording:
    texts = {key: str(row[key]) for key in ("zh", "en", "do_zh", "do_en")}
    return Wording(code=code, is_error=not row.get("warning", False), once=bool(row.get("once", False)), **texts)


WORDINGS: Mapping[str, Wording] = MappingProxyType(
    {code: _read(code, row) for code, row in tomllib.loads(_FILE.read_text(encoding="utf-8")).items()}
)


class _Blank(dict[str, Any]):
    """A placeholder without a detail stays readable."""

    def __missing__(self, key: str) -> str:
        return "?"


def shown(value: object, limit: int = _SHOWN) -> str:
    """A cell's value fit for a message: cut to 40 characters, control characters escaped, personal numbers masked."""
    text = "" if value is None else f"{value:.15g}" if isinstance(value, float) else str(value)
    safe = masked(text)
    cut = safe if len(safe) <= limit else safe[: limit - 1] + "…"
    return "".join(_escaped(char) for char in cut)


def _escaped(char: str) -> str:
    return f"\\u{ord(char):04x}" if unicodedata.category(char) in ("Cc", "Cf", "Cs", "Zl", "Zp") else char


def storable(text: str) -> str:
    """Without what the database keeps in no text: NUL, and halves of characters."""
    return text.replace("\0", "").encode("utf-8", "ignore").decode()


@dataclass(frozen=True)
class Problem:
    """One problem and its place. ``row`` counts as the spreadsheet does, from 1; None where the whole file is meant."""

    code: str
    file: str = ""
    sheet: str = ""
    row: int | None = None
    column: str = ""
    value: str = ""
    details: Mapping[str, Any] = field(default_factory=dict)

    @property
    def wording(self) -> Wording:
        return WORDINGS[self.code]

    @property
    def is_error(self) -> bool:
        return self.wording.is_error

    def sentence(self, lang: Lang) -> str:
        return _filled(self.wording.sentence(lang), self.details, lang)

    def remedy(self, lang: Lang) -> str:
        return _filled(self.wording.remedy(lang), self.details, lang)


def _filled(template: str, details: Mapping[str, Any], lang: Lang) -> str:
    """Details may be given per language, as ``name_zh`` and ``name_en``: the template just says ``{name}``."""
    own = {key.removesuffix(f"_{lang}"): value for key, value in details.items()}
    return template.format_map(_Blank(own))


class FileRefused(Exception):
    """The file cannot be read at all. Carries the one problem that says why."""

    def __init__(self, code: str, **place: Any) -> None:
        known = {key: place.pop(key) for key in ("sheet", "row", "column") if key in place}
        value = shown(place.pop("value", ""))
        self.problem = Problem(code, value=value, details=place, **known)
        super().__init__(code)


class Problems:
    """Collects the problems of one file, in the order found. Notes worded ``once`` are counted instead of repeated."""

    def __init__(self, file: str = "") -> None:
        self.file = file
        self._found: list[Problem] = []
        self._once: dict[tuple[str, str, str], int] = {}

    def __iter__(self) -> Iterator[Problem]:
        return iter(self._found)

    def __len__(self) -> int:
        return len(self._found)

    @property
    def errors(self) -> int:
        return sum(each.is_error for each in self._found)

    def add(self, problem: Problem) -> None:
        placed = replace(problem, file=problem.file or self.file)
        if placed.wording.once:
            self._count(placed)
        else:
            self._found.append(placed)

    def _count(self, problem: Problem) -> None:
        key = (problem.code, problem.sheet, problem.column)
        at = self._once.get(key)
        if at is None:
            self._once[key] = len(self._found)
            self._found.append(replace(problem, details={"count": 1, **problem.details}))
        else:
            first = self._found[at]
            self._found[at] = replace(first, details={**first.details, "count": first.details["count"] + 1})

    def replace_all(self, problem: Problem) -> None:
        """Forget everything found so far but this one: what was found may quote what must not be quoted."""
        self._found, self._once = [], {}
        self.add(problem)
