"""Facts as bytes: one row of values and of known-marks a community, and back into columns. Pure.

A row of L facts is L values of 8 bytes (little-endian) and, behind them, L bits that say which are known.
"""

from collections.abc import Sequence
from typing import Final

import numpy as np

from assessments.standards.columns import Bools, Column, Facts, Ints

VALUE: Final = np.dtype("<i8")


def width(number: int) -> int:
    """Bytes of a row of ``number`` facts."""
    return number * VALUE.itemsize + (number + 7) // 8


def packed(facts: Facts, names: Sequence[str]) -> list[bytes]:
    """One row a community. A fact without a column is wholly unknown."""
    values, known = np.zeros((len(facts), len(names)), VALUE), np.zeros((len(facts), len(names)), np.bool_)
    for at, name in enumerate(names):
        column = facts.column(name)
        values[:, at], known[:, at] = column.value, column.known
    bits = np.packbits(known, axis=1)
    return [value.tobytes() + bit.tobytes() for value, bit in zip(values, bits, strict=True)]


def unpacked(rows: Sequence[bytes], names: Sequence[str], wanted: Sequence[str]) -> dict[str, Column]:
    """The columns of the facts that are ``wanted``, out of rows of ``names``. Raises ValueError for a row of another width."""
    size, number = len(rows), len(names)
    every = np.frombuffer(b"".join(rows), np.uint8).reshape(size, width(number))
    split = number * VALUE.itemsize
    at = [names.index(name) for name in wanted]
    values = _values(every[:, :split], at)
    known = _known(every[:, split:], at)
    return {name: Column(value, mask) for name, value, mask in zip(wanted, values, known, strict=True)}


def _values(block: "np.ndarray[tuple[int, int], np.dtype[np.uint8]]", at: list[int]) -> list[Ints]:
    """One contiguous array a fact."""
    cells = block.reshape(len(block), block.shape[1] // VALUE.itemsize, VALUE.itemsize)
    return [np.ascontiguousarray(cells[:, each]).view(VALUE)[:, 0].astype(np.int64, copy=False) for each in at]


def _known(bits: "np.ndarray[tuple[int, int], np.dtype[np.uint8]]", at: list[int]) -> list[Bools]:
    return [(bits[:, each // 8] >> (7 - each % 8) & 1).astype(np.bool_) for each in at]
