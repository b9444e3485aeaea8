"""Inventory declarations, the withdrawn ones too."""

from collections.abc import Generator
from typing import Final

from django.db.models import QuerySet

from communities.scope import AreaScope
from communities.selectors import within
from communities.words import Lang, Words
from facilities.catalogue import FACILITY_TYPES
from facilities.models import Inventory
from intake.exports.model import Export, LeftOut, Row, labels_of, read
from intake.exports.spoken import provenance_of, type_of

_COLUMNS: Final = ("code", "community_name", "facility_type", "complete_on", "withdrawn_on", "provenance")
_READ: Final = (
    "community__code", "community__name", "facility_type", "complete_on", "withdrawn_on", "source__provenance",
)  # fmt: skip


def _all(scope: AreaScope) -> "QuerySet[Inventory]":
    found = within(Inventory.objects.all(), scope, path="community__path")
    return found.order_by("community__code", "facility_type", "complete_on")


def _found(scope: AreaScope) -> "QuerySet[Inventory]":
    return _all(scope).filter(facility_type__in=FACILITY_TYPES)


def _rows(scope: AreaScope, lang: Lang) -> Generator[Row]:
    for code, name, kind, *days, provenance in read(_found(scope), *_READ):
        yield code, name, type_of(kind, lang), *days, provenance_of(provenance, lang)


_LEFT_OUT: Final = LeftOut(
    lambda scope: _all(scope).exclude(facility_type__in=FACILITY_TYPES).count(),
    Words(
        "有 {number} 条核实的设施类型已不在目录中，未写出。",
        "{number} declarations are of a type that is no longer in the catalogue, and are left out.",
    ),
)
EXPORT: Final = Export(_COLUMNS, _rows, lambda scope: labels_of(_found(scope)), left_out=_LEFT_OUT)
