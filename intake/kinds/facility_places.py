"""Where facilities stand and whom they serve: what their rows name, or what their points find."""

from collections.abc import Collection

from communities.copying import Row
from facilities.matching import BY_NONE, BY_POLYGON, NEAREST_LIMIT_M
from facilities.models import MatchedBy, ServedCommunity
from intake.draft import CLEARED
from intake.fields import Fields, Place
from intake.kinds.facility_rows import AT, PLACE_AT, POINT_AT, Stands
from intake.kinds.proposals import is_layer_of_nodes
from intake.lookups import among, match_points
from intake.points import located
from intake.slices import Slice
from intake.work import Work

NOWHERE: Row = (CLEARED, MatchedBy.NONE.value, CLEARED)
Served = dict[str, set[int]]


def placed_rows(found: Slice, ids: dict[str, int], work: Work) -> dict[str, Row]:
    """The rows with community, how it was found, and metres, in their places."""
    rows = located(found.rows, POINT_AT)
    pointed = [code for code, row in rows.items() if row[POINT_AT] is not None and _is_open(row[PLACE_AT])]
    by_point = dict(zip(pointed, _matches([rows[code][POINT_AT : POINT_AT + 2] for code in pointed]), strict=True))
    placed: dict[str, Row] = {}
    for code, row in rows.items():
        stands: Stands = row[PLACE_AT]
        known = stands.match(ids.get(stands.community)) if stands.community else by_point.get(code)
        if stands.is_unmatched:
            known = NOWHERE if row[POINT_AT] is not None else None
        _note_unplaced(code, known, stands, found.places[code], work.fields)
        placed[code] = (*row[:PLACE_AT], *(known or (None, None, None)), *row[PLACE_AT + 3 :])
    return placed


def _is_open(stands: Stands) -> bool:
    """The community is to be found by the point."""
    return not stands.community and not stands.is_unmatched


def _is_map_without_points(fields: Fields) -> bool:
    """The numbers and tags of a map without where anything is."""
    return is_layer_of_nodes(fields) and not any(
        map(fields.has, ("code", "lng", "lng_gcj02", "lng_bd09", "geometry", "serves"))
    )


def with_a_place(wanted: dict[str, Row], stored: dict[str, Row], places: dict[str, Place], fields: Fields) -> dict[str, Row]:
    """Of a map without points only what is in the register already: nobody knows where the other things are. Their names
    fill what has none; a name that is registered stays.
    """
    if not _is_map_without_points(fields):
        return wanted
    for code in wanted:
        if code not in stored:
            fields.note_at(places[code], "map_row_nowhere", "osm_id", code)
    at = AT["name"]
    known = {code: row for code, row in wanted.items() if code in stored}
    return {code: (*row[:at], None, *row[at + 1 :]) if stored[code][1 + at] else row for code, row in known.items()}


def moved(wanted: dict[str, Row], stored: dict[str, Row], found: Slice) -> dict[str, Row]:
    """A row that names another community than the stored one names it by code, whatever it still says of how it was found."""
    others = {
        code: (*row[:PLACE_AT], row[PLACE_AT], MatchedBy.CODE.value, CLEARED, *row[PLACE_AT + 3 :])
        for code, row in wanted.items()
        if found.rows[code][PLACE_AT].community and code in stored and stored[code][1 + PLACE_AT] != row[PLACE_AT]
    }
    return {**wanted, **others}


def _matches(points: list[Row]) -> list[Row]:
    """Community, how and metres for each (lng, lat)."""
    keys, match = match_points([lng for lng, _ in points], [lat for _, lat in points])
    found = zip(match.index.tolist(), match.how.tolist(), match.metres.tolist(), strict=True)
    return [_matched(keys, index, how, metres) for index, how, metres in found]


def _matched(keys: list[int], index: int, how: int, metres: float) -> Row:
    if how == BY_NONE:
        return NOWHERE
    if how == BY_POLYGON:
        return (keys[index], MatchedBy.POLYGON.value, CLEARED)
    return (keys[index], MatchedBy.NEAREST.value, round(metres))


def _note_unplaced(code: str, known: Row | None, stands: Stands, place: Place, fields: Fields) -> None:
    """A facility without a community is kept, and said."""
    if known is None and not stands.serves and not _is_map_without_points(fields):
        fields.note_at(place, "facility_nowhere", "code", facility=code)
    elif known is not None and known[0] is CLEARED:
        fields.note_at(place, "facility_far", "lng", facility=code, limit=int(NEAREST_LIMIT_M))


def served_by(each: Slice, wanted: dict[str, Row], stored: dict[str, Row], ids: dict[str, int]) -> Served:
    """Per facility whose list of served communities differs from the stored one: the list, its own included."""
    serves = {code: each.rows[code][PLACE_AT].serves for code in wanted if each.rows[code][PLACE_AT].serves}
    moves = {code: move for code in wanted.keys() - serves.keys() if (move := _move(wanted[code], stored.get(code)))}
    if not serves and not moves:
        return {}
    known = _lists({*serves, *moves})
    own = {code: wanted[code][PLACE_AT] for code in serves}
    listed = {code: {ids[each] for each in codes if each in ids} for code, codes in serves.items()}
    complete = {code: those | ({own[code]} if isinstance(own[code], int) else set()) for code, those in listed.items()}
    complete |= {code: known[code] - {old} | {new} for code, (old, new) in moves.items() if known[code]}
    return {code: those for code, those in complete.items() if those != known[code]}


def _move(row: Row, had: Row | None) -> tuple[int, int] | None:
    """(from, to) of a facility that moves and says nothing of whom it serves; whom it served it goes on serving."""
    old, new = had[PLACE_AT + 1] if had else None, row[PLACE_AT]
    return (old, new) if isinstance(old, int) and isinstance(new, int) and old != new else None


def _lists(codes: Collection[str]) -> Served:
    """The communities that each facility serves now; empty where it serves its own only."""
    known: Served = {code: set() for code in codes}
    pairs = among(ServedCommunity.objects.all(), "facility__code", known).values_list("facility__code", "community_id")
    for code, community in pairs:
        if code in known:
            known[code].add(community)
    return known
