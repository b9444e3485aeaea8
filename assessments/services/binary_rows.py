"""Fields of PostgreSQL's binary COPY made from arrays: many rows at once, each field with its length before it. Pure.

The format: https://www.postgresql.org/docs/current/sql-copy.html#SQL-COPY-FILE-FORMATS; arrays as ``array_recv`` takes them.
"""

from collections.abc import Sequence
from typing import Any, Final

import numpy as np
import numpy.typing as npt

from assessments.standards.columns import Bools, Codes, Ints

HEADER: Final = b"PGCOPY\n\xff\r\n\0" + bytes(8)
TRAILER: Final = b"\xff\xff"
_SMALLINT, _BIGINT = 21, 20  # of pg_type
_NULL: Final = b"\xff\xff\xff\xff"
_EMPTY: Final = np.array([12, 0, 0, _SMALLINT], ">i4").tobytes()
Fields = list[bytes]


def texts(values: Sequence[str]) -> Fields:
    """Of plain ASCII, as codes and paths are."""
    return [len(value).to_bytes(4, "big") + value.encode() for value in values]


def numbers(*columns: tuple[str, npt.NDArray[Any]]) -> Fields:
    """Several fields side by side, each as ``(">i2", values)``: numbers that are always there."""
    shape = [
        (f"{part}{at}", ">i4" if part == "length" else kind)
        for at, (kind, _) in enumerate(columns)
        for part in ("length", "value")
    ]
    made = np.empty(len(columns[0][1]), shape)
    for at, (kind, values) in enumerate(columns):
        made[f"length{at}"], made[f"value{at}"] = np.dtype(kind).itemsize, values
    return _cut(made.tobytes(), made.itemsize, len(made))


def optional_integers(values: Ints, known: Bools) -> Fields:
    """``integer`` fields; NULL where not known."""
    return [own if there else _NULL for own, there in zip(numbers((">i4", values)), known.tolist(), strict=True)]


def code_arrays(values: Codes) -> Fields:
    """``smallint[]`` of (N, R): every row has all R."""
    rows, size = values.shape
    cells = np.empty((rows, size), [("length", ">i4"), ("value", ">i2")])
    cells["length"], cells["value"] = 2, np.ascontiguousarray(values)
    made = np.empty((rows, 24 + 6 * size), np.uint8)
    made[:, :24] = np.frombuffer(_head(20 + 6 * size, size, _SMALLINT), np.uint8)
    made[:, 24:] = cells.view(np.uint8).reshape(rows, 6 * size)
    return _cut(made.tobytes(), made.shape[1], rows)


def figure_arrays(values: Ints, known: Bools) -> Fields:
    """``bigint[]`` of (N, R): NULL where not known."""
    rows, size = values.shape
    known = np.ascontiguousarray(known)  # the engine's arrays lie rule by rule
    words = np.empty((rows, 6 + 3 * size), ">u4")
    words[:, :6] = np.frombuffer(_head(0, size, _BIGINT), ">u4")
    words[:, 0] = 20 + 4 * size + 8 * known.sum(axis=1)
    words[:, 2] = ~known.all(axis=1)  # whether there are NULLs
    cells = words[:, 6:].reshape(rows, size, 3)
    cells[:, :, 0] = np.where(known, 8, 0xFFFFFFFF)
    cells[:, :, 1:] = values.astype(">i8", order="C").view(">u4").reshape(rows, size, 2)
    kept = np.ones(words.shape, np.bool_)
    kept[:, 6:].reshape(rows, size, 3)[:, :, 1:] = known[:, :, None]
    return _ragged(words[kept].tobytes(), words[:, 0].astype(np.int64) + 4)


def place_arrays(marked: Bools) -> Fields:
    """``smallint[]``: of each row of (N, R) the places that are marked, from 1 on."""
    numbers_ = marked.sum(axis=1)
    rows, places = np.nonzero(np.ascontiguousarray(marked))
    cells = np.empty(len(rows), [("length", ">i4"), ("value", ">i2")])
    cells["length"], cells["value"] = 2, places + 1
    found = _ragged(cells.tobytes(), 6 * numbers_)
    heads = {number: _head(20 + 6 * number, number, _SMALLINT) if number else _EMPTY for number in set(numbers_.tolist())}
    return [heads[number] + own for number, own in zip(numbers_.tolist(), found, strict=True)]


def _head(length: int, size: int, kind: int) -> bytes:
    """The field's length, then: dimensions, whether there are NULLs (no), the type, how many, the first one's number."""
    return np.array([length, 1, 0, kind, size, 1], ">i4").tobytes()


def _cut(made: bytes, width: int, rows: int) -> Fields:
    return [made[at * width : (at + 1) * width] for at in range(rows)]


def _ragged(made: bytes, widths: Ints) -> Fields:
    ends = np.cumsum(widths).tolist()
    return [made[start:end] for start, end in zip([0, *ends], ends, strict=False)]
