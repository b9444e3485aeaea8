"""What the readers of packed columns share: which communities to ask for, and the labels of what was found."""

from typing import Any, Final

import numpy as np
import numpy.typing as npt

from assessments.facts.frame import Frame
from assessments.facts.packed import Columns, Reading
from assessments.labels import FLAGGED, LABELS
from assessments.standards.columns import Bools, Ints

MANY = 20_000
"""From so many communities on the whole table is read: a list of ids is dearer then, and its answer is one block."""

SOURCE: Final = "JOIN communities_source source ON source.id = t.source_id"
LABEL: Final = " ".join(
    ("CASE source.provenance", *(f"WHEN '{one.value}' THEN {LABELS[one]}" for one in FLAGGED), "ELSE 0 END")
)
"""The label's bits of a row of a table that is joined with SOURCE."""

KIND: Final = f"(kind.number - 1) * 4 + {LABEL}"
"""In one number, of a table that is joined with ``of_kinds``: which kind a row is of, and its label's bits (``kinds_of``)."""

OF_COMMUNITIES: Final = "t.community_id = ANY(%(ids)s)"
"""``narrow`` of a table whose rows each speak of one community."""


def of_kinds(column: str) -> str:
    """A join that leaves only rows whose ``column`` is one of the texts ``%(kinds)s``, and says which; and that with SOURCE."""
    named = f'JOIN unnest(%(kinds)s::text[]) WITH ORDINALITY AS kind(code, number) ON kind.code COLLATE "C" = t.{column}'
    return f"{named} {SOURCE}"


def kinds_of(column: npt.NDArray[Any]) -> tuple[npt.NDArray[np.int16], npt.NDArray[Any]]:
    """KIND taken apart: the kinds by their number among ``%(kinds)s``, from 0 on, and the labels' bits."""
    return (column >> 2).astype(np.int16), column & 3


def read_rows(frame: Frame, reading: Reading, **params: Any) -> Columns:
    """The columns of all that may concern the frame; of more than that where the whole table is read."""
    ids = frame.pk.tolist() if len(frame) < MANY else None
    return reading.read(ids, day=frame.as_of, **params)


def read_in_frame(frame: Frame, reading: Reading, **params: Any) -> Columns:
    """The same, where the reading has a column ``community``: only what is in the frame, and its ``row`` beside it."""
    found = read_rows(frame, reading, **params)
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
