"""Facts as bytes: one row of values and of known-marks a community, and back into columns. Pure.

A row of L facts is L bits that say which are known and, behind them, L values of 8 bytes (little-endian): whoever needs the
first facts only may leave the rest of the row where it is.
"""

from collections.abc import Sequence
from typing import Final

import numpy as np

from assessments.standards.columns import Bools, Column, Facts, Ints

VALUE: Final = np.dtype("<i8")
_AT_ONCE: Final = 1_000


def marks(number: int) -> int:
    """Bytes of the bits of ``number`` facts."""
    return (number + 7) // 8


def reach(names: Sequence[str], wanted: Sequence[str]) -> int:
    """How many bytes of a row of ``names`` hold those that are ``wanted``."""
    return marks(len(names)) + VALUE.itemsize * (1 + max(map(names.index, wanted), default=-1))


def packed(facts: Facts, names: Sequence[str]) -> list[bytes]:
    """One row a community. A fact without a column is wholly unknown."""
    values, known = np.zeros((len(facts), len(names)), VALUE), np.zeros((len(facts), len(names)), np.bool_)
    for at, name in enumerate(names):
        column = facts.column(name)
        values[:, at], known[:, at] = column.value, column.known
    bits = np.packbits(known, axis=1)
    return [bit.tobytes() + value.tobytes() for bit, value in zip(bits, values, strict=True)]


def unpacked(
    block: bytes | memoryview, size: int, names: Sequence[str], wanted: Sequence[str], order: Sequence[int] | None = None
) -> dict[str, Column]:
    """The columns of the facts that are ``wanted``, out of ``size`` rows of ``names``, one behind the other, whole or up to
    their ``reach``; in this ``order``, where one is given. Raises ValueError where the rows are not of one width.
    """
    bits, length = marks(len(names)), len(block) // size if size else reach(names, wanted)
    every = np.frombuffer(block, np.uint8).reshape(size, length)
    every = every if order is None else every[order]
    at = [names.index(name) for name in wanted]
    values = _values(every[:, bits:], at)
    known = _known(every[:, :bits], at)
    return {name: Column(value, mask) for name, value, mask in zip(wanted, values, known, strict=True)}


def _values(block: "np.ndarray[tuple[int, int], np.dtype[np.uint8]]", at: list[int]) -> list[Ints]:
    """One contiguous array a fact. Some rows at a time are turned, as many as lie close at hand in the processor."""
    size = len(block)
    made = np.empty((len(at), size), np.int64)
    for start in range(0, size, _AT_ONCE):
        some = np.ascontiguousarray(block[start : start + _AT_ONCE]).view(VALUE)
        made[:, start : start + _AT_ONCE] = some[:, at].T
    return list(made)


def _known(bits: "np.ndarray[tuple[int, int], np.dtype[np.uint8]]", at: list[int]) -> list[Bools]:
    return [(bits[:, each // 8] >> (7 - each % 8) & 1).astype(np.bool_) for each in at]
