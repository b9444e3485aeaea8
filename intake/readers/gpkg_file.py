"""GeoPackage: each layer is a grid, as a GeoJSON file of its features would be."""

from collections.abc import Iterator
from pathlib import Path

from intake.apart.request import Source
from intake.readers.folder import Folder
from intake.readers.geodata_grids import grids_of
from intake.readers.rows import Grid


def read_gpkg(path: Path) -> Iterator[Grid]:
    """The layers. Raises FileRefused."""
    folder = Folder()
    folder.take(path, "0.gpkg")
    yield from grids_of(folder, [Source("0.gpkg")])
