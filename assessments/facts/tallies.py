"""Household counts and population: the newest count that is not after the day of the data."""

import numpy as np

from assessments.facts.frame import Frame
from assessments.facts.packed import Reading
from assessments.facts.readings import HOUSEHOLDS, POPULATION
from assessments.facts.rows import mark_found, read_in_frame
from assessments.standards.columns import Column


def tally_columns(frame: Frame) -> dict[str, Column]:
    """households (resident ones) and population (all ages)."""
    return {"households": _newest(frame, HOUSEHOLDS), "population": _newest(frame, POPULATION)}


def _newest(frame: Frame, tally: Reading) -> Column:
    """A community has one count of a day."""
    found = read_in_frame(frame, tally)
    order = np.lexsort((found["day"], found["row"]))
    row = found["row"][order]
    last = np.flatnonzero(np.append(row[1:] != row[:-1], np.ones(min(len(row), 1), np.bool_)))
    mark_found(frame, row[last], found["label"][order][last])
    return frame.column(row[last], found["value"][order][last])
