"""GeoPackage: each layer is a grid, as a GeoJSON file of its features would be."""

import shutil
from collections.abc import Iterator
from pathlib import Path

from intake.apart.request import Source
from intake.problems import FileRefused
from intake.readers.folder import Folder
from intake.readers.geodata_grids import grids_of
from intake.readers.rows import Grid


def read_gpkg(path: Path) -> Iterator[Grid]:
    """The layers. Raises FileRefused."""
    folder = Folder()
    try:
        # A copy: SQLite may write beside a file that it reads, and the name of this one is ours.
        shutil.copyfile(path, folder.path / "0.gpkg")
    except OSError as error:
        raise FileRefused("file_unreadable", reason=error.strerror or str(error)) from error
    yield from grids_of(folder, [Source("0.gpkg")])
