"""What the readers of packed columns share: which communities to ask for, and the labels of what was found."""

from typing import Any, Final

import numpy as np
import numpy.typing as npt

from assessments.facts.frame import Frame
from assessments.facts.once import read_once
from assessments.facts.packed import Columns, Reading, Together
from assessments.facts.readings import ALL
from assessments.labels import FLAGGED, LABELS
from assessments.standards.columns import Bools, Ints

FEW = 1_000
"""Of so many communities all tables are read at once, and kept until the frame goes."""
MANY = 20_000
"""From so many communities on the whole table is read: a list of ids is dearer then, and its answer is one block."""


_TOGETHER: Final = Together(ALL)


def kinds_of(column: npt.NDArray[Any]) -> tuple[npt.NDArray[np.int16], npt.NDArray[Any]]:
    """KIND taken apart: the kinds by their number in the list, from 0 on, and the labels' bits."""
    return (column >> 2).astype(np.int16), column & 3


def read_rows(frame: Frame, reading: Reading) -> Columns:
    """The columns of all that may concern the frame; of more than that where the whole table is read."""
    if len(frame) <= FEW:
        return dict(_of_few(frame)[reading.table])
    return reading.read(frame.pk.tolist() if len(frame) < MANY else None, frame.as_of)


@read_once
def _of_few(frame: Frame) -> dict[str, Columns]:
    return _TOGETHER.read(frame.pk.tolist(), frame.as_of)


def read_in_frame(frame: Frame, reading: Reading) -> Columns:
    """The same, where the reading has a column ``community``: only what is in the frame, and its ``row`` beside it."""
    found = read_rows(frame, reading)
    row = frame.rows(found["community"])
    if (row < 0).any():
        found = {name: column[row >= 0] for name, column in found.items()}
        row = row[row >= 0]
    return found | {"row": row}


def mark_found(frame: Frame, rows: Ints, bits: npt.NDArray[Any]) -> None:
    """Remember the labels of many figures: one mark for a row and a bit, however many figures carry it."""
    for one in FLAGGED:
        bit = LABELS[one]
        marked = np.flatnonzero(has(frame, rows[(bits & bit) > 0]))
        frame.mark_bits(marked, np.full(len(marked), bit))


def has(frame: Frame, rows: Ints) -> Bools:
    """bool[N]: which rows of the frame occur."""
    found = np.zeros(len(frame), np.bool_)
    found[rows] = True
    return found


def total(frame: Frame, rows: Ints, amounts: npt.NDArray[Any]) -> Ints:
    """int64[N]: the exact sum of the amounts of each row."""
    found = np.zeros(len(frame), np.int64)
    np.add.at(found, rows, amounts.astype(np.int64, copy=False))
    return found
