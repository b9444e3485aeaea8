"""The text of PostgreSQL's hstore, as GDAL writes the tags of a map: ``"amenity"=>"cafe","name:en"=>"Starbucks"``. Pure."""

import re
from collections.abc import Iterator
from typing import Final

_QUOTED: Final = r'"((?:[^"\\]|\\.)*)"'
_PAIR: Final = re.compile(rf"\s*{_QUOTED}\s*=>\s*(?:{_QUOTED}|NULL)\s*(?:,|$)", re.DOTALL)
_ESCAPED: Final = re.compile(r"\\(.)", re.DOTALL)


def read_hstore(text: str) -> tuple[dict[str, str], str]:
    """The pairs from the beginning on that are whole, and what stands after them: an export may cut a text off."""
    pairs = list(_pairs(text))
    end = pairs[-1].end() if pairs else 0
    tags = {_plain(pair[1]): _plain(pair[2]) for pair in pairs if pair[2] is not None}
    return tags, text[end:].strip()


def _pairs(text: str) -> Iterator[re.Match[str]]:
    at = 0
    while found := _PAIR.match(text, at):
        yield found
        at = found.end()


def _plain(quoted: str) -> str:
    return _ESCAPED.sub(r"\1", quoted)
