"""What a document says in figures, in no language: its digest, and what differs between two of a kind. Pure."""

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

Figures = Mapping[str, Any]
PARTS: Final = ("of", "ground", "sums", "lines", "rows")


@dataclass(frozen=True)
class Content:
    """Values that JSON has, no floats.

    ``of``: of what (codes of places, what it was narrowed to). ``ground``: from which round, law and data. ``sums``: name ->
    number. ``lines``: key (a rule, a project) -> its figures. ``rows``: how many single rows are behind it, and their SHA-256.
    """

    kind: str
    of: Figures
    ground: Figures
    sums: Figures
    lines: Figures
    rows: Figures

    def as_json(self) -> dict[str, Any]:
        return {"kind": self.kind, **{part: getattr(self, part) for part in PARTS}}


@dataclass(frozen=True)
class Difference:
    """One place where two contents say different things; None where one of them says nothing there."""

    part: str
    key: str
    then: Any
    now: Any


def digest_of(content: Mapping[str, Any]) -> str:
    """SHA-256 over canonical JSON: keys in order, no spaces, UTF-8."""
    text = json.dumps(content, sort_keys=True, separators=(",", ":"), ensure_ascii=False, allow_nan=False)
    return hashlib.sha256(text.encode()).hexdigest()


def differences(then: Mapping[str, Any], now: Mapping[str, Any]) -> list[Difference]:
    """Part by part, key by key. Empty where the digests are the same."""
    return [found for part in PARTS for found in _differing(part, then.get(part, {}), now.get(part, {}))]


def _differing(part: str, then: Figures, now: Figures) -> Iterator[Difference]:
    for key in dict.fromkeys((*then, *now)):
        if then.get(key) != now.get(key):
            yield Difference(part, key, then.get(key), now.get(key))


class RowSum:
    """Adds rows up into a number and a digest, so that two lists can be compared without either being kept."""

    def __init__(self) -> None:
        self._number, self._hash = 0, hashlib.sha256()

    def add(self, row: Iterable[Any]) -> None:
        self._number += 1
        self._hash.update(f"{json.dumps(list(row), separators=(',', ':'))}\n".encode())

    def told(self) -> dict[str, Any]:
        return {"number": self._number, "sha256": self._hash.hexdigest()}
