"""Residential compounds: by the code of their community, or else by where their point lies."""

from collections.abc import Iterable
from typing import Final

from communities.copying import Row
from communities.models import Compound
from communities.services import COMPOUND_FIELDS, record_compounds
from facilities.matching import BY_NONE, NEAREST_LIMIT_M
from intake.draft import Draft, compare
from intake.fields import Place
from intake.gathering import Gathered
from intake.kinds.fenced import check_fences
from intake.kinds.inside import inside
from intake.lookups import among, match_points, stored_rows, vanished
from intake.points import located, take_point
from intake.readers import RawRow
from intake.values import read_whole
from intake.work import Work

FIRST_YEAR: Final = 1800
LAST_YEAR: Final = 2100
_COMMUNITY_AT: Final = COMPOUND_FIELDS.index("community_id")
_POINT_AT: Final = COMPOUND_FIELDS.index("lng")


def draft(rows: Iterable[RawRow], work: Work) -> Draft:
    """One compound a row."""
    fields, found, codes = work.fields, Gathered[str](), dict[str, Place]()
    for row in rows:
        fields.turn_to(row)
        key, community = fields.text("compound_code", 60, required=True), fields.community_code(required=False)
        read = _row(work, key, community)
        if not fields.failed and key:
            found.add(fields, key, read, "compound_code")
            if community:
                codes.setdefault(community, fields.place)
    return _draft(found, codes, work)


def _row(work: Work, key: str | None, community: str | None) -> Row:
    """COMPOUND_FIELDS with the community's code and one Point."""
    fields = work.fields
    name, households = fields.name("compound_name", 100, required=True), fields.whole("households")
    year, point = fields.take("built_year", lambda cell: read_whole(cell, LAST_YEAR)), take_point(fields, work.datum)
    if year is not None and year < FIRST_YEAR:
        fields.refuse("year_impossible", "built_year", first=FIRST_YEAR, last=LAST_YEAR)
    if not community and not point and not fields.failed:
        fields.refuse("place_missing", "code")
    return (key, name, community, households, year, point)


def _draft(found: Gathered[str], codes: dict[str, Place], work: Work) -> Draft:
    rows, ids = located(found.rows, _POINT_AT), work.communities(codes)
    work.check_datum(((row[_POINT_AT], ids.get(row[_COMMUNITY_AT])) for row in found.rows.values()), found.places)
    named = {key: (row[_POINT_AT], row[_COMMUNITY_AT]) for key, row in found.rows.items()}
    check_fences(named, found.places, work)
    near = _nearest(rows, found, work)
    wanted = {
        key: (*row[:_COMMUNITY_AT], ids.get(row[_COMMUNITY_AT], near.get(key)), *row[_COMMUNITY_AT + 1 :])
        for key, row in rows.items()
    }
    stored = stored_rows(among(Compound.objects.all(), "code", wanted), ["code"], COMPOUND_FIELDS)
    wanted = inside(wanted, stored, _COMMUNITY_AT, found.places, work)
    comparison = compare(wanted, stored, work.origin, names=COMPOUND_FIELDS)
    work.note_refused(comparison, found.places, "compound_code")
    changes, spoken_of = comparison.changes(), {row[_COMMUNITY_AT] for row in wanted.values()}
    gone = vanished(Compound.objects.filter(source=work.origin.pk), "community_id", spoken_of - {None}, found.known)

    def store() -> None:
        record_compounds(by=work.by, changes=changes)

    return Draft(len(changes.created), len(changes.changed), changes.unchanged, store, gone)


def _nearest(rows: dict[str, Row], found: Gathered[str], work: Work) -> dict[str, int]:
    """The community of each compound that names none; without one it cannot be stored."""
    pointed = [key for key, row in rows.items() if row[_COMMUNITY_AT] is None]
    points = [rows[key][_POINT_AT : _POINT_AT + 2] for key in pointed]
    keys, match = match_points([lng for lng, _ in points], [lat for _, lat in points])
    for key, how in zip(pointed, match.how.tolist(), strict=True):
        if how == BY_NONE:
            work.fields.note_at(found.places[key], "compound_far", "compound_code", key, limit=int(NEAREST_LIMIT_M))
    return {key: keys[index] for key, index in zip(pointed, match.index.tolist(), strict=True) if index >= 0}
