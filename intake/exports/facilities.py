"""Facilities. One that no community was found for is written only from everywhere.

Of a facility that also serves communities outside the scope the list is left blank: a blank cell says nothing, where a list
cut short would take the others away.
"""

from collections.abc import Generator
from typing import Any, Final

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef, QuerySet

from communities.divisions import path_of
from communities.scope import AreaScope
from communities.selectors import within
from communities.words import Lang, Words
from facilities.catalogue import FACILITY_TYPES
from facilities.models import Facility, MatchedBy, ServedCommunity
from intake.exports.model import Export, LeftOut, Place, Row, labels_of, read
from intake.exports.spoken import provenance_of, type_of, word_of

_COLUMNS: Final = (
    "facility_type", "facility_code", "facility_name", "code", "community_name", "matched_by", "match_metres", "floor_area",
    "activity_area", "site_area", "capacity", "lng", "lat", "opened_on", "closed_on", "evidence", "tenure", "serves",
    "provenance",
)  # fmt: skip
_READ: Final = (
    "facility_type", "code", "name", "community__code", "community__name", "matched_by", "match_metres", "floor_area",
    "activity_area", "site_area", "capacity", "lng", "lat", "opened_on", "closed_on", "evidence", "tenure", "codes",
    "source__provenance",
)  # fmt: skip


def _all(scope: AreaScope) -> "QuerySet[Facility]":
    return within(Facility.objects.all(), scope, path="community__path").order_by("code")


def _found(scope: AreaScope) -> "QuerySet[Facility]":
    return _all(scope).filter(facility_type__in=FACILITY_TYPES)


def _rows(scope: AreaScope, lang: Lang) -> Generator[Row]:
    served = ServedCommunity.objects.filter(facility=OuterRef("pk")).order_by("community__code")
    found = _found(scope).annotate(codes=ArraySubquery(served.values("community__code")))
    for row in read(found, *_READ):
        kind, code, name, community, community_name, how, metres, *cells, tenure, codes, provenance = row
        yield (
            type_of(kind, lang), code, name, community, community_name, word_of("matched_by", how, lang),
            metres if how == MatchedBy.NEAREST else None, *cells, word_of("tenure", tenure, lang), _serves(codes, scope),
            provenance_of(provenance, lang),
        )  # fmt: skip


def _serves(codes: list[Any], scope: AreaScope) -> str | None:
    are_inside = scope.is_everywhere or all(scope.covers(path_of(code)) for code in codes)
    return "；".join(codes) if codes and are_inside else None


_LEFT_OUT: Final = LeftOut(
    lambda scope: _all(scope).exclude(facility_type__in=FACILITY_TYPES).count(),
    Words(
        "有 {number} 个设施的类型已不在目录中，未写出。",
        "{number} facilities are of a type that is no longer in the catalogue, and are left out.",
    ),
)
EXPORT: Final = Export(_COLUMNS, _rows, lambda scope: labels_of(_found(scope)), Place.POINT, left_out=_LEFT_OUT)
