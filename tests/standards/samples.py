"""Random facts that keep close to the thresholds, where mistakes live."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from assessments.standards.columns import Column, Facts, Ints
from assessments.standards.fact_names import fact_kind
from assessments.standards.model import Rule
from assessments.standards.units import Unit
from tests.standards.worlds import Known, turning_points

HIGHEST = {
    Unit.AREA: 200, Unit.COUNT: 8, Unit.HOUSEHOLDS: 6, Unit.PERSONS: 6, Unit.METRE: 6,
    Unit.FLAG: 1, Unit.STATE: 2, Unit.MATURITY: 3, Unit.BUILD_CLASS: 1,
}  # fmt: skip
WORDS = (Unit.FLAG, Unit.STATE, Unit.MATURITY, Unit.BUILD_CLASS)
MONTHS = range(2024 * 12 + 8, 2024 * 12 + 12)


def inputs_of(rules: Sequence[Rule]) -> list[str]:
    """All facts that some rule reads."""
    return sorted({name for rule in rules for name in rule.inputs()})


def lowest_highest(name: str) -> tuple[int, int]:
    """The range of small values to try for a fact."""
    unit = fact_kind(name).unit
    return (MONTHS[0], MONTHS[-1]) if unit is Unit.MONTH else (0, HIGHEST[unit])


def random_facts(rules: Sequence[Rule], size: int, seed: int) -> Facts:
    """Columns of `size` communities; about two facts in three are known. Same seed, same facts."""
    rng = np.random.default_rng(seed)
    columns = {name: _random_column(rng, name, size, _values(rules, name)) for name in inputs_of(rules)}
    return Facts([str(row) for row in range(size)], columns)


def _values(rules: Sequence[Rule], name: str) -> Ints:
    """Small values and those about which some rule turns."""
    low, high = lowest_highest(name)
    turning = {point for rule in rules for point in turning_points(rule, name)}
    words = fact_kind(name).unit in WORDS
    small = list(range(low, high + 1))
    return np.array(small if words else small + sorted(turning), np.int64)


def _random_column(rng: np.random.Generator, name: str, size: int, pool: Ints) -> Column:
    values: Ints = rng.choice(pool, size)
    known = rng.random(size) < 2 / 3
    if fact_kind(name).grows:
        values[~known & (rng.random(size) < 1 / 3)] = 0
    return Column(values, known)


def row_of(facts: Facts, row: int) -> Known:
    """One community's facts as plain values."""
    return {name: (int(column.value[row]), bool(column.known[row])) for name, column in facts.columns.items()}
