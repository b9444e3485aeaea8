"""Small invented extracts of a map, as XML."""

import gzip
from collections.abc import Mapping
from pathlib import Path

HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n<osm version="0.6" generator="invented">'


def tagged(**tags: str) -> str:
    return "".join(f'<tag k="{key.replace("__", ":")}" v="{value}"/>' for key, value in tags.items())


def node(number: int, lng: float, lat: float, **tags: str) -> str:
    who = 'user="someone" uid="77" changeset="88" timestamp="2024-01-01T00:00:00Z"'
    return f'<node id="{number}" {who} lat="{lat}" lon="{lng}">{tagged(**tags)}</node>'


def way(number: int, refs: str, **tags: str) -> str:
    nodes = "".join(f'<nd ref="{ref}"/>' for ref in refs.split())
    return f'<way id="{number}" user="someone">{nodes}{tagged(**tags)}</way>'


def relation(number: int, members: Mapping[int, str], **tags: str) -> str:
    listed = "".join(f'<member type="way" ref="{ref}" role="{role}"/>' for ref, role in members.items())
    return f'<relation id="{number}">{listed}{tagged(**tags)}</relation>'


def square_nodes(first: int, west: float, south: float, side: float) -> str:
    """Four nodes with the numbers from ``first`` on, anticlockwise."""
    corners = ((0, 0), (1, 0), (1, 1), (0, 1))
    return "".join(node(first + at, west + x * side, south + y * side) for at, (x, y) in enumerate(corners))


def extract(folder: Path, *parts: str, name: str = "a.osm") -> Path:
    path = folder / name
    data = (HEAD + "\n".join(parts) + "</osm>").encode()
    path.write_bytes(gzip.compress(data) if name.endswith(".gz") else data)
    return path
