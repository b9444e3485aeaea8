"""Residential compounds."""

from collections.abc import Generator
from typing import Final

from django.db.models import QuerySet

from communities.models import Compound
from communities.scope import AreaScope
from communities.selectors import within
from communities.words import Lang
from intake.exports.model import Export, Place, Row, labels_of, read
from intake.exports.spoken import provenance_of

_COLUMNS: Final = (
    "code", "community_name", "compound_code", "compound_name", "households", "built_year", "lng", "lat", "provenance",
)  # fmt: skip
_READ: Final = (
    "community__code", "community__name", "code", "name", "households", "built_year", "lng", "lat", "source__provenance",
)  # fmt: skip


def _found(scope: AreaScope) -> "QuerySet[Compound]":
    return within(Compound.objects.all(), scope, path="community__path").order_by("code")


def _rows(scope: AreaScope, lang: Lang) -> Generator[Row]:
    for *cells, provenance in read(_found(scope), *_READ):
        yield *cells, provenance_of(provenance, lang)


EXPORT: Final = Export(_COLUMNS, _rows, lambda scope: labels_of(_found(scope)), Place.POINT)
