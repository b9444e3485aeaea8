"""The elements of an OpenStreetMap extract (XML), one after the other, in flat memory. Pure but for the file.

A document type is refused before any of it is read, so there are no entities and nothing outside the file is ever asked for.
Who drew an element (user, uid, changeset) is never looked at.
"""

import re
from array import array
from collections.abc import Collection, Container, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final, NoReturn
from xml.parsers import expat

from intake.problems import FileRefused, shown
from intake.readers.limits import MAX_CELL_CHARACTERS, MAX_UNPACKED_BYTES
from intake.readers.packed import chunks

MAX_ELEMENTS: Final = 20_000_000
MAX_PARTS: Final = 100_000  # tags, nodes or members of one element
_DEEPEST: Final = 8
_MAX_NAMES: Final = 1_000  # of elements and attributes: the parser keeps every one
_MAX_UNPARSED: Final = 4 * 1024 * 1024  # one tag, comment or instruction: the parser holds it as a whole
_ID: Final = re.compile(r"-?[0-9]{1,18}")
_DEGREES: Final = re.compile(r"-?[0-9]{1,3}(?:\.[0-9]{1,20})?")
Lonlat = tuple[float, float]


@dataclass(slots=True)
class Element:
    """A node, way or relation. ``refs`` are the nodes of a way; ``members`` of a relation are (type, id, role)."""

    kind: str
    id: int
    attributes: Mapping[str, str]
    tags: dict[str, str] = field(default_factory=dict)
    refs: "array[int]" = field(default_factory=lambda: array("q"))
    members: list[tuple[str, int, str]] = field(default_factory=list)

    @property
    def place(self) -> Lonlat | None:
        """Degrees of a node, None where they are not readable."""
        lng, lat = self.attributes.get("lon", ""), self.attributes.get("lat", "")
        return (float(lng), float(lat)) if _DEGREES.fullmatch(lng) and _DEGREES.fullmatch(lat) else None

    @property
    def is_deleted(self) -> bool:
        return self.attributes.get("visible") == "false" or self.attributes.get("action") == "delete"


def elements(path: Path, kinds: Collection[str], ids: Container[int] | None = None) -> Iterator[Element]:
    """The elements of these kinds (node, way, relation) in the order of the file: those with ``ids``, or all that have tags.

    Raises FileRefused while they are read.
    """
    building = _Building(frozenset(kinds), ids)
    parser = building.parser
    fed = 0
    try:
        for chunk in chunks(path, MAX_UNPACKED_BYTES):
            parser.Parse(chunk, False)  # noqa: FBT003  (it takes no name)
            fed += len(chunk)
            _check_parser(parser, fed)
            yield from building.finished()
        parser.Parse(b"", True)  # noqa: FBT003
    except (expat.ExpatError, LookupError, ValueError) as error:
        raise FileRefused("xml_broken", line=parser.ErrorLineNumber, reason=shown(error, 80)) from error
    yield from building.finished()


def _check_parser(parser: expat.XMLParserType, fed: int) -> None:
    if fed - parser.CurrentByteIndex > _MAX_UNPARSED:
        raise FileRefused("cell_too_long", limit=_MAX_UNPARSED)
    if len(parser.intern) > _MAX_NAMES:
        raise _too_large("元素名和属性名", "names of elements and attributes", _MAX_NAMES)


class _Building:
    """Puts elements together out of the parser's events."""

    def __init__(self, kinds: frozenset[str], ids: Container[int] | None) -> None:
        self._kinds, self._ids, self._depth, self._count = kinds, ids, 0, 0
        self._begun: tuple[str, dict[str, str]] | None = None
        self._now: Element | None = None
        self._done: list[Element] = []
        self.parser = expat.ParserCreate()
        self.parser.StartElementHandler, self.parser.EndElementHandler = self._start, self._end
        self.parser.StartDoctypeDeclHandler = _refuse_doctype

    def finished(self) -> list[Element]:
        """What was finished since the last call."""
        found, self._done = self._done, []
        return found

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        self._depth += 1
        if self._depth == 2:
            self._begin(name, attributes)
        elif self._depth == 3:
            self._add(name, attributes)
        elif self._depth == 1 and name != "osm":
            raise FileRefused("osm_not_osm", root=shown(name))
        elif self._depth > _DEEPEST:
            raise FileRefused("xml_broken", line=self.parser.CurrentLineNumber, reason=f"more than {_DEEPEST} levels")

    def _begin(self, name: str, attributes: dict[str, str]) -> None:
        self._count += 1
        if self._count > MAX_ELEMENTS:
            raise _too_large("要素", "elements", MAX_ELEMENTS)
        if name not in self._kinds:
            return
        if self._ids is None:
            self._begun = name, attributes
        elif (number := _identity(attributes, "id", name)) in self._ids:
            self._now = Element(name, number, attributes)

    def _add(self, name: str, attributes: dict[str, str]) -> None:
        """Most nodes have neither tags nor a use: an element is made of one only when its first tag comes."""
        if self._begun is not None:
            kind, own = self._begun
            self._now, self._begun = Element(kind, _identity(own, "id", kind), own), None
        if self._now is not None:
            _add_part(self._now, name, attributes)

    def _end(self, _: str) -> None:
        if self._depth == 2:
            if self._now is not None and not self._now.is_deleted and (self._now.tags or self._ids is not None):
                self._done.append(self._now)
            self._now = self._begun = None
        self._depth -= 1


def _refuse_doctype(*_: object) -> NoReturn:
    raise FileRefused("xml_doctype")


def _add_part(element: Element, name: str, attributes: Mapping[str, str]) -> None:
    if name == "tag":
        key, value = attributes.get("k", ""), attributes.get("v", "")
        if max(len(key), len(value)) > MAX_CELL_CHARACTERS:
            raise FileRefused("cell_too_long", limit=MAX_CELL_CHARACTERS)
        element.tags[key] = value
    elif name == "nd":
        element.refs.append(_identity(attributes, "ref", "nd"))
    elif name == "member":
        role = attributes.get("role", "")
        element.members.append((attributes.get("type", ""), _identity(attributes, "ref", "member"), role))
    if len(element.tags) + len(element.refs) + len(element.members) > MAX_PARTS:
        raise _too_large("一个要素的标签、节点或成员", "tags, nodes or members of one element", MAX_PARTS)


def _identity(attributes: Mapping[str, str], key: str, kind: str) -> int:
    text = attributes.get(key, "")
    if not _ID.fullmatch(text):
        raise FileRefused("osm_no_identity", kind=kind, key=key, value=text)
    return int(text)


def _too_large(zh: str, en: str, limit: int) -> FileRefused:
    return FileRefused("osm_too_large", what_zh=zh, what_en=en, limit=f"{limit:,}")
