"""Shapefiles in a ZIP archive: each .shp with the files of its name beside it is a layer."""

import codecs
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Final

from intake.apart.request import Source
from intake.problems import FileRefused
from intake.readers.folder import Folder
from intake.readers.geodata_grids import grids_of
from intake.readers.limits import MAX_LAYERS
from intake.readers.rows import Grid
from intake.readers.zip_guard import Member, unpacked

_MAGIC: Final = b"\x00\x00\x27\x0a"  # of .shp and .shx
_NEEDED: Final = (".shx", ".dbf")
_PARTS: Final = (".shp", *_NEEDED, ".prj", ".cpg")
_CODECS: Final = ("utf-8", "gb18030")
_NUMBERED: Final[Mapping[str, str]] = {"65001": "utf-8", "936": "gb18030", "54936": "gb18030", "950": "big5"}
_LABEL_BYTES: Final = 64


def read_shapefile(path: Path) -> Iterator[Grid]:
    """The layers. Raises FileRefused."""
    folder = Folder()
    layers = _layers(unpacked(path, folder.path, _PARTS))
    if not layers:
        raise FileRefused("shapefile_none")
    if len(layers) > MAX_LAYERS:
        raise FileRefused("geodata_layers", limit=MAX_LAYERS)
    yield from grids_of(folder, [_source(folder.path, number, title, parts) for number, (title, parts) in enumerate(layers)])


def _layers(members: list[Member]) -> list[tuple[str, dict[str, Path]]]:
    """(title, part by suffix) of each .shp, in the order of the archive."""
    by_stem: dict[str, dict[str, Path]] = {}
    for member in members:
        by_stem.setdefault(member.stem, {})[member.suffix] = member.path
    return [(stem, parts) for stem, parts in by_stem.items() if ".shp" in parts]


def _source(folder: Path, number: int, title: str, parts: Mapping[str, Path]) -> Source:
    """The parts of one layer under our own names."""
    missing = [f"{title}{suffix}" for suffix in _NEEDED if suffix not in parts]
    if missing:
        raise FileRefused("shapefile_incomplete", sheet=title, missing=", ".join(missing))
    _check_magic(parts)
    choice = _choice(parts.get(".cpg"))
    for suffix, part in parts.items():
        part.rename(folder / f"layer{number}{suffix}")
    (folder / f"layer{number}.cpg").write_text("ISO-8859-1", "ascii")  # so that GDAL hands over bytes: see intake.apart.texts
    return Source(f"layer{number}.shp", title, choice)


def _check_magic(parts: Mapping[str, Path]) -> None:
    """GDAL goes by the content: what calls itself .shp may be a list of addresses to fetch."""
    for suffix in (".shp", ".shx"):
        with parts[suffix].open("rb") as stream:
            if stream.read(len(_MAGIC)) != _MAGIC:
                raise FileRefused("signature_differs", suffix=suffix)


def _choice(label: Path | None) -> tuple[str, ...]:
    """The encoding that .cpg names, then UTF-8, then GB18030."""
    named = _named(label.read_bytes()[:_LABEL_BYTES].decode("ascii", "replace")) if label else None
    return tuple(dict.fromkeys([*([named] if named else []), *_CODECS]))


def _named(text: str) -> str | None:
    word = text.strip().casefold().removeprefix("ansi ").removeprefix("cp")
    try:
        name = codecs.lookup(_NUMBERED.get(word, word)).name
        codecs.getincrementaldecoder(name)
        "".encode(name).decode(name)
    except (LookupError, TypeError, ValueError, AttributeError):
        return None
    return "gb18030" if name in ("gbk", "gb2312", "cp936") else name
