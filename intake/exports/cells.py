"""Cells as text, exactly: what is read back is what was stored. Pure."""

from datetime import date
from typing import Final

import shapely

from intake.exports.model import Cell

CODES: Final = frozenset(
    {
        "code", "division_code", "parent_code", "street_code", "county_code", "city_code", "province_code", "block_code",
        "facility_code", "compound_code", "premises_code",
    }
)  # fmt: skip
"""Columns whose digits are no number."""


def text_of(cell: Cell) -> str:
    """Degrees to the last bit, figures with their two places, days as 2026-06-30, a shape as well-known text."""
    if cell is None:
        return ""
    if isinstance(cell, bytes):
        return well_known(cell)
    return cell.isoformat() if isinstance(cell, date) else str(cell)


def well_known(shape: bytes) -> str:
    """``POLYGON ((116.3 40, ...))`` of WKB, with every digit that the numbers need."""
    text: str = shapely.to_wkt(shapely.from_wkb(shape), rounding_precision=-1)
    return text
