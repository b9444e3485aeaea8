"""Figures of findings as they are written out: m2 with two places, whole counts, or the word of a scale."""

from decimal import Decimal

from assessments.standards.units import Unit, printed
from communities.words import Words

Cell = str | int | Decimal | None
COUNTED = frozenset({Unit.COUNT, Unit.HOUSEHOLDS, Unit.PERSONS, Unit.METRE})
UNIT_WORDS = {
    Unit.AREA: Words("平方米", "m2"),
    Unit.COUNT: Words("个", "count"),
    Unit.HOUSEHOLDS: Words("户", "households"),
    Unit.PERSONS: Words("人", "persons"),
    Unit.FLAG: Words("是否", "yes or no"),
    Unit.STATE: Words("完好状态", "state"),
    Unit.MATURITY: Words("成熟度", "maturity"),
    Unit.MONTH: Words("月份", "month"),
    Unit.BUILD_CLASS: Words("建设类型", "build class"),
    Unit.METRE: Words("米", "m"),
}


def text_of(value: int | None, unit: Unit) -> str | None:
    """A stored figure as the API prints it, the same as in the trace."""
    return None if value is None else printed(value, unit)


def difference_of(value: int | None, unit: Unit) -> str | None:
    """A stored shortfall as the API prints it: m2 for areas, else a plain number of things, steps or months."""
    return None if value is None else printed(value, unit) if unit is Unit.AREA else str(value)


def cell_of(value: int | None, unit: Unit) -> Cell:
    """The same figure as a cell: a number where it is one, else the word."""
    return _cell(text_of(value, unit), unit)


def difference_cell(value: int | None, unit: Unit) -> Cell:
    text = difference_of(value, unit)
    return None if text is None else Decimal(text) if unit is Unit.AREA else int(text)


def _cell(text: str | None, unit: Unit) -> Cell:
    if text is None or unit is Unit.AREA:
        return None if text is None else Decimal(text)
    return int(text) if unit in COUNTED else text


def unit_words(unit: Unit) -> Words:
    return UNIT_WORDS.get(unit, Words(unit.value, unit.value))
