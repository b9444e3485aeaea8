"""The raw data out again, in the form in which it comes in: what is brought in again changes nothing.

One module for each kind gives columns and rows; one for each format writes them.
"""

from collections.abc import Callable, Generator, Iterator, Mapping
from contextlib import closing
from dataclasses import dataclass
from types import MappingProxyType

from assessments.reports.writers import XLSX
from intake.exports import (
    boundaries,
    communities,
    compounds,
    division_boundaries,
    division_counts,
    divisions,
    facilities,
    households,
    inventory,
    premises,
    survey,
)
from intake.exports.csv_file import csv_chunks
from intake.exports.geojson_file import geojson_chunks
from intake.exports.model import Export, Place
from intake.exports.sheet import Sheet, sheet_of
from intake.exports.xlsx_file import xlsx_chunks

__all__ = ["EXPORTS", "FORMATS", "Export", "Format", "Sheet", "formats_of", "sheet_of", "written"]

EXPORTS: Mapping[str, Export] = MappingProxyType(
    {
        "divisions": divisions.EXPORT,
        "communities": communities.EXPORT,
        "division_boundaries": division_boundaries.EXPORT,
        "division_counts": division_counts.EXPORT,
        "boundaries": boundaries.EXPORT,
        "households": households.EXPORT,
        "compounds": compounds.EXPORT,
        "facilities": facilities.EXPORT,
        "premises": premises.EXPORT,
        "survey": survey.EXPORT,
        "inventory": inventory.EXPORT,
    }
)
"""By kind of file, in the order in which a set is taken in."""


@dataclass(frozen=True)
class Format:
    """One format. ``is_map``: only for what lies somewhere."""

    media_type: str
    chunks: Callable[[Sheet], Iterator[bytes]]
    is_map: bool = False


FORMATS: Mapping[str, Format] = MappingProxyType(
    {
        "csv": Format("text/csv; charset=utf-8", csv_chunks),
        "xlsx": Format(XLSX, xlsx_chunks),
        "geojson": Format("application/geo+json", geojson_chunks, is_map=True),
    }
)


def written(sheet: Sheet, chosen: Format) -> Generator[bytes]:
    """The file in pieces. The cursors behind the rows are closed with it, whether it was read to its end or not."""
    with closing(sheet.rows):
        yield from chosen.chunks(sheet)


def formats_of(kind: str) -> list[str]:
    """The formats in which a kind can be written."""
    has_place = EXPORTS[kind].place is not Place.NONE
    return [suffix for suffix, each in FORMATS.items() if has_place or not each.is_map]
