"""What is asked of the process that reads a file, and what it answers: JSON both ways, for an answer may come from a process
that a hostile file has taken over. Pure."""

from dataclasses import dataclass
from typing import Any, Final

ANSWER: Final = "answer.json"
OVER_LIMIT: Final = 3  # the process's own word that it needs more than it may have, where it still has one


@dataclass(frozen=True)
class Caps:
    """The most that is read. ``memory``, ``written`` and ``workbook`` (unpacked) in bytes, ``seconds`` of processor time,
    ``cells`` of a sheet (rows times columns)."""

    layers: int
    rows: int
    columns: int
    characters: int
    vertices: int
    shape_vertices: int
    memory: int
    seconds: int
    written: int
    workbook: int
    cells: int


@dataclass(frozen=True)
class Source:
    """One file in the folder. ``title`` names the sheet of a file of one layer; ``codecs`` are tried on its texts in order."""

    file: str
    title: str = ""
    codecs: tuple[str, ...] = ()

    @property
    def is_shapefile(self) -> bool:
        return self.file.endswith(".shp")


@dataclass(frozen=True)
class Request:
    """Read these, under these caps. ``job`` is a key of ``child.JOBS``."""

    job: str
    sources: tuple[Source, ...]
    caps: Caps


@dataclass(frozen=True)
class Layer:
    """One layer as read: its lines stand in ``spool``, each a JSON pair of the properties in order and the geometry.

    ``codec`` is that in which the names were cut to ten bytes, empty where they were not.
    """

    title: str
    spool: str
    fields: tuple[str, ...]
    has_points: bool
    has_shapes: bool
    codec: str = ""
    crs_assumed: bool = False


def request_of(data: Any) -> Request:
    """The request that ``dataclasses.asdict`` made into JSON. Raises KeyError or TypeError where it is something else."""
    sources = tuple(Source(each["file"], each["title"], tuple(each["codecs"])) for each in data["sources"])
    return Request(str(data["job"]), sources, Caps(**data["caps"]))


def layer_of(data: Any) -> Layer:
    """As ``request_of``, of one layer of an answer."""
    return Layer(
        title=str(data["title"]), spool=str(int(data["spool"])), fields=tuple(map(str, data["fields"])),
        has_points=bool(data["has_points"]), has_shapes=bool(data["has_shapes"]), codec=str(data["codec"]),
        crs_assumed=bool(data["crs_assumed"]),
    )  # fmt: skip
