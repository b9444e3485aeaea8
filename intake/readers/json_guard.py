"""Looks at the bytes of a JSON file before they are parsed: a few signs of it can ask for many times their size in memory."""

import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any, Final

import numpy as np

from intake.problems import FileRefused
from intake.readers.limits import MAX_FILE_BYTES, MAX_JSON_CONTAINERS, MAX_JSON_LEVELS, MAX_JSON_VALUES
from intake.readers.packed import CHUNK, chunks

_STEPS: Final = np.zeros(256, dtype=np.int8)
_STEPS[[ord("["), ord("{")]], _STEPS[[ord("]"), ord("}")]] = 1, -1
_STRING: Final = re.compile(rb'"(?:[^"\\]|\\.)*"', re.S)


def json_text(path: Path) -> str:
    """The text of a file of JSON. Raises FileRefused."""
    raw = b"".join(chunks(path, MAX_FILE_BYTES))
    _check(raw)
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        row = raw.count(b"\n", 0, error.start) + 1
        raise FileRefused("bytes_undecodable", row=row, offset=error.start, encoding="UTF-8") from error


def parsed(parse: Callable[[], Any]) -> Any:
    """What ``parse`` makes of JSON. Raises FileRefused."""
    try:
        return parse()
    except (ValueError, RecursionError) as error:
        raise FileRefused("json_broken", reason=str(error)) from error


def no_constant(name: str) -> float:
    """What Python reads and JSON does not know: NaN, Infinity."""
    raise ValueError(f"{name} is not JSON")


def decoder() -> json.JSONDecoder:
    """Reads JSON and nothing else."""
    return json.JSONDecoder(parse_constant=no_constant)


def _check(raw: bytes) -> None:
    """Signs inside texts are counted too: that only makes the limits a little lower."""
    if raw.count(b"[") + raw.count(b"{") > MAX_JSON_CONTAINERS:
        raise FileRefused("json_too_large", limit=f"{MAX_JSON_CONTAINERS:,}")
    if raw.count(b",") > MAX_JSON_VALUES:
        raise FileRefused("json_too_large", limit=f"{MAX_JSON_VALUES:,}")
    if _deepest(raw) > MAX_JSON_LEVELS and _deepest(_STRING.sub(b"", raw)) > MAX_JSON_LEVELS:
        raise FileRefused("json_too_deep", limit=MAX_JSON_LEVELS)


def _deepest(raw: bytes) -> int:
    """The most lists and mappings that stand within each other."""
    level = deepest = 0
    for start in range(0, len(raw), CHUNK):
        levels = level + np.cumsum(_STEPS[np.frombuffer(raw[start : start + CHUNK], dtype=np.uint8)], dtype=np.int64)
        level, deepest = int(levels[-1]), max(deepest, int(levels.max()))
    return deepest
