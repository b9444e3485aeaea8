"""Premises: rooms, buildings and land that a remedy could use."""

from collections.abc import Iterable
from typing import Final

from communities.copying import Row
from facilities.models import Ownership, Premises, PremisesKind
from facilities.services import PREMISES_FIELDS, record_premises
from intake.draft import Comparison, Draft, compare
from intake.fields import Fields, Place
from intake.gathering import Gathered
from intake.kinds.fenced import check_fences
from intake.kinds.inside import inside
from intake.lookups import among, stored_rows, vanished
from intake.points import located, take_point
from intake.readers import RawRow
from intake.values import read_small
from intake.work import Work

KINDS: Final = {
    "房屋": PremisesKind.ROOM.value, "房间": PremisesKind.ROOM.value, "room": PremisesKind.ROOM.value,
    "楼栋": PremisesKind.BUILDING.value, "building": PremisesKind.BUILDING.value,
    "土地": PremisesKind.LAND.value, "用地": PremisesKind.LAND.value, "land": PremisesKind.LAND.value,
}  # fmt: skip
OWNERSHIPS: Final = {
    "公有": Ownership.PUBLIC.value, "public": Ownership.PUBLIC.value,
    "私有": Ownership.PRIVATE.value, "private": Ownership.PRIVATE.value,
    "unknown": Ownership.UNKNOWN.value,
}  # fmt: skip
LEASE: Final = "lease"
OFFERS: Final = {
    "建设": "build", "build": "build", "出售": "sale", "sale": "sale", "置换": "swap", "swap": "swap",
    "出租": LEASE, "租赁": LEASE, "lease": LEASE, "改造": "retrofit", "retrofit": "retrofit",
}  # fmt: skip
_ORDER: Final = tuple(dict.fromkeys(OFFERS.values()))
_AT: Final = {name: index for index, name in enumerate(PREMISES_FIELDS)}
_DEFAULTS: Final[Row] = (None, None, None, None, Ownership.UNKNOWN.value, [], *[None] * 9)


def draft(rows: Iterable[RawRow], work: Work) -> Draft:
    """One room, building or piece of land a row."""
    fields, found, codes = work.fields, Gathered[str](), dict[str, Place]()
    for row in rows:
        fields.turn_to(row)
        key, community = fields.text("premises_code", 60, required=True), fields.community_code()
        read = _row(fields, key, community, work.datum)
        if not fields.failed and key and community:
            found.add(fields, key, read, "premises_code")
            codes.setdefault(community, fields.place)
    return _draft(found, codes, work)


def _row(fields: Fields, key: str | None, community: str | None, datum: str) -> Row:
    """PREMISES_FIELDS with the community's code and one Point."""
    available, lease_until = fields.day("available_from"), fields.day("lease_until")
    return (
        key, fields.name("premises_name", 200, required=True), community,
        fields.choice("premises_kind", KINDS, required=True), fields.choice("ownership", OWNERSHIPS), _offers(fields),
        fields.area("floor_area"), fields.area("site_area"), fields.take("storey", read_small), fields.money("annual_rent"),
        fields.money("price"), available, lease_until, take_point(fields, datum),
    )  # fmt: skip


def _offers(fields: Fields) -> list[str] | None:
    """The ways the owner is ready for, in one order; None where nothing is said."""
    words = fields.words("offers")
    unknown = [word for word in words if word.casefold() not in OFFERS]
    if unknown:
        fields.refuse(
            "not_a_choice", "offers", cell=unknown[0], accepted="出售/置换/出租/改造/建设, sale/swap/lease/retrofit/build"
        )
    named = {OFFERS[word.casefold()] for word in words if word.casefold() in OFFERS}
    return [way for way in _ORDER if way in named] or None


def _draft(found: Gathered[str], codes: dict[str, Place], work: Work) -> Draft:
    ids, at = work.communities(codes), _AT["community_id"]
    work.check_datum(((row[_AT["lng"]], ids.get(row[at])) for row in found.rows.values()), found.places)
    check_fences({key: (row[_AT["lng"]], row[at]) for key, row in found.rows.items()}, found.places, work)
    rows = located(found.rows, _AT["lng"])
    wanted = {key: (*row[:at], ids.get(row[at]), *row[at + 1 :]) for key, row in rows.items()}
    stored = stored_rows(among(Premises.objects.all(), "code", wanted), ["code"], PREMISES_FIELDS)
    wanted = inside(wanted, stored, at, found.places, work)
    comparison = compare(wanted, stored, work.origin, _DEFAULTS, PREMISES_FIELDS)
    work.note_refused(comparison, found.places, "premises_code")
    _check_final(comparison, found, work.fields)
    changes, spoken_of = comparison.changes(), {row[at] for row in wanted.values()}
    gone = vanished(Premises.objects.filter(source=work.origin.pk), "community_id", spoken_of - {None}, found.known)

    def store() -> None:
        record_premises(by=work.by, changes=changes)

    return Draft(len(changes.created), len(changes.changed), changes.unchanged, store, gone)


def _check_final(comparison: Comparison[str], found: Gathered[str], fields: Fields) -> None:
    """What only shows when the file's figures lie over the stored ones: a lease without an end, or one that ends first."""
    for key, row in comparison.final():
        if LEASE in row[_AT["offers"]] and row[_AT["lease_until"]] is None:
            fields.note_at(found.places[key], "lease_needs_end", "lease_until")
        available, until = row[_AT["available_from"]], row[_AT["lease_until"]]
        if available and until and until < available:
            said = until.isoformat()
            fields.note_at(found.places[key], "lease_ends_first", "lease_until", said, available=available.isoformat())
