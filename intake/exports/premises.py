"""Premises: rooms, buildings and land that a remedy could use."""

from collections.abc import Generator
from typing import Final

from django.db.models import QuerySet

from communities.scope import AreaScope
from communities.selectors import within
from communities.words import Lang
from facilities.models import Premises
from intake.exports.model import Export, Place, Row, labels_of, read
from intake.exports.spoken import provenance_of, word_of

_COLUMNS: Final = (
    "code", "community_name", "premises_code", "premises_name", "premises_kind", "ownership", "offers", "floor_area",
    "site_area", "storey", "annual_rent", "price", "lease_until", "available_from", "lng", "lat", "provenance",
)  # fmt: skip
_READ: Final = (
    "community__code", "community__name", "code", "name", "kind", "ownership", "offers", "floor_area", "site_area", "storey",
    "annual_rent", "price", "lease_until", "available_from", "lng", "lat", "source__provenance",
)  # fmt: skip


def _found(scope: AreaScope) -> "QuerySet[Premises]":
    return within(Premises.objects.all(), scope, path="community__path").order_by("code")


def _rows(scope: AreaScope, lang: Lang) -> Generator[Row]:
    for community, community_name, code, name, kind, ownership, offers, *cells, provenance in read(_found(scope), *_READ):
        ways = "、".join(str(word_of("offers", offer, lang)) for offer in offers)
        yield (
            community, community_name, code, name, word_of("premises_kind", kind, lang), word_of("ownership", ownership, lang),
            ways or None, *cells, provenance_of(provenance, lang),
        )  # fmt: skip


EXPORT: Final = Export(_COLUMNS, _rows, lambda scope: labels_of(_found(scope)), Place.POINT)
