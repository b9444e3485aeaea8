"""Communities, with the divisions above them and the blocks they form.

A division that is itself invented is named only in rows of the same provenance: a recorded row that named it would make it
a recorded one.
"""

from collections.abc import Generator, Iterator, Mapping
from typing import Final, NamedTuple

from django.db.models import QuerySet

from communities.divisions import Level, ancestry, level_of, short_code
from communities.models import Community, Provenance
from communities.scope import AreaScope
from communities.selectors import within
from communities.words import Lang
from intake.exports.divisions import touched
from intake.exports.model import Cell, Export, Place, Row, labels_of, read
from intake.exports.spoken import flag_of, provenance_of, word_of

_LEVELS: Final = (Level.SUBDISTRICT, Level.DISTRICT, Level.CITY, Level.PROVINCE)
_COLUMNS: Final = (
    "code", "name", "name_en", "unit_kind", "street_code", "street", "county_code", "county", "city_code", "city",
    "province_code", "province", "build_class", "central_heating", "lng", "lat", "point_given", "block_code", "block_name",
    "in_block", "provenance",
)  # fmt: skip
_READ: Final = (
    "code", "name", "name_en", "kind", "build_class", "central_heating", "lng", "lat", "point_given", "block__code",
    "block__name", "in_block", "source__provenance",
)  # fmt: skip


class _Named(NamedTuple):
    name: str
    provenance: str


def _found(scope: AreaScope) -> "QuerySet[Community]":
    return within(Community.objects.all(), scope).order_by("code")


def _rows(scope: AreaScope, lang: Lang) -> Generator[Row]:
    names = {code: _Named(name, of) for code, name, of in read(touched(scope), "code", "name", "provenance")}
    for row in read(_found(scope), *_READ):
        code, name, name_en, kind, build_class, heating, *place, block, block_name, in_block, provenance = row
        yield (
            code, name, name_en, word_of("unit_kind", kind, lang), *_above(code, provenance, names),
            word_of("build_class", build_class, lang), flag_of(heating, lang), *place, block, block_name,
            flag_of(in_block, lang), provenance_of(provenance, lang),
        )  # fmt: skip


def _above(code: str, provenance: str, names: Mapping[str, _Named]) -> Iterator[Cell]:
    """Code and name of every level above, the lowest first; two blanks for a level that the place does not have."""
    levels = {level_of(each): each for each in ancestry(code)}
    for level in _LEVELS:
        each = levels.get(level)
        named = names.get(each) if each else None
        yield short_code(each) if each else None
        yield named.name if named and named.provenance in (Provenance.RECORDED, provenance) else None


EXPORT: Final = Export(_COLUMNS, _rows, lambda scope: labels_of(_found(scope)), Place.POINT)
