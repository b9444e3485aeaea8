"""Communities: the list of residents' committees, with the divisions and blocks it names."""

from collections.abc import Iterable
from typing import Any, Final

from communities.copying import Changes, Row
from communities.divisions import ancestry, level_of, parent_code, path_of, short_code
from communities.models import Block, BuildClass, Community, Division
from communities.services import COMMUNITY_FIELDS, record_blocks, record_communities, record_divisions
from intake.draft import Draft, compare
from intake.fields import Fields
from intake.gathering import Gathered
from intake.kinds.divisions import changes_to
from intake.kinds.fenced import check_fences
from intake.lookups import among, stored_rows, vanished
from intake.points import GIVEN, Point, located, take_point
from intake.provenance import Said
from intake.readers import Cell, RawRow
from intake.values import ValueRefused, plain
from intake.work import Work

COMMITTEE = "committee"
KINDS: Final = {
    "committee": COMMITTEE, "居委会": COMMITTEE, "社区居委会": COMMITTEE, "居民委员会": COMMITTEE,
    "committee_like": "committee_like", "类似居委会": "committee_like",
    "village": "village", "村委会": "village", "village_like": "village_like", "类似村委会": "village_like",
}  # fmt: skip
BUILD_CLASSES: Final = {
    "新建": BuildClass.NEW.value, "新建社区": BuildClass.NEW.value, "new": BuildClass.NEW.value,
    "既有": BuildClass.EXISTING.value, "既有社区": BuildClass.EXISTING.value, "existing": BuildClass.EXISTING.value,
    "unknown": BuildClass.UNKNOWN.value,
}  # fmt: skip
# Digits 10 to 12 of a committee's code say what it is (seen in the counts of the list of 2023).
_BY_NUMBER: Final = ((200, COMMITTEE), (400, "village"), (500, "committee_like"), (600, "village_like"))
# How one is not called that is of this kind.
_NOT_CALLED: Final = {
    COMMITTEE: ("村委会", "村民委员会"), "committee_like": ("村委会", "村民委员会"),
    "village": ("居委会", "居民委员会"), "village_like": ("居委会", "居民委员会"),
}  # fmt: skip
_LEVEL_COLUMNS: Final = ("province", "city", "county", "street")
_LEVEL_OF: Final = {"province": "province", "city": "city", "district": "county", "subdistrict": "street"}
_POINT_AT: Final = COMMUNITY_FIELDS.index("lng")
_STORED: Final = tuple(
    {"division_id": "division__code", "block_id": "block__code"}.get(name, name) for name in COMMUNITY_FIELDS
)
Names = dict[str, tuple[str, Said | None]]
_DEFAULTS: Final = (None, None, "", None, None, COMMITTEE, BuildClass.UNKNOWN.value, *[None] * 5, "")


class _Above:
    """The names of the divisions above the communities of one file. What was checked once is not checked again."""

    def __init__(self, work: Work) -> None:
        fields = work.fields
        self._work, self._fields = work, fields
        self._seen: set[tuple[Any, ...]] = set()
        self.names: dict[str, tuple[str, Said | None]] = {}  # with what the row says of its provenance
        self._asked = [key for key in _LEVEL_COLUMNS if fields.has(key) or fields.has(f"{key}_code")]

    def take(self, code: str) -> None:
        """Learn the names in this row; a code that is not above ``code`` is a problem."""
        fields = self._fields
        said = (code[:9], *(fields.raw(name) for key in self._asked for name in (key, f"{key}_code")))
        try:
            if said in self._seen:
                return
        except TypeError:  # a cell of JSON, which is refused when it is read
            said = (code,)
        above = {level_of(each): each for each in list(ancestry(code))[:-1]}
        for level, each in above.items():
            self._learn(_LEVEL_OF[level], each)
        for key in self._asked:
            self._check(f"{key}_code", set(above.values()))
        if not fields.failed:
            self._seen.add(said)

    def _learn(self, key: str, code: str) -> None:
        name = self._fields.text(key, 100)
        if name:
            self.names.setdefault(code, (name, self._work.said_of_row()))

    def _check(self, key: str, above: set[str]) -> None:
        if self._fields.has(key):
            said = self._fields.division_code(key)
            if said and said not in above:
                self._fields.refuse("division_not_above", key)


def draft(rows: Iterable[RawRow], work: Work) -> Draft:
    """One community a row, by its code."""
    fields, found, blocks = work.fields, Gathered[str](), dict[str, str | None]()
    above = _Above(work)
    for row in rows:
        fields.turn_to(row)
        code = None if _is_division(fields) else fields.community_code()
        if code:
            above.take(code)
            read = _row(fields, code, work.datum)
            block = _block(fields, blocks)
            if not fields.failed:
                found.add(fields, code, _with_block(read, block, fields), "code")
    work.announced.communities.update(found.rows)
    work.announced.divisions.update(each for code in found.rows for each in list(ancestry(code))[:-1])
    return _draft(found, above.names, blocks, work)


def _is_division(fields: Fields) -> bool:
    """True, with a note, where the row itself says that its code is a sub-district's: the official list has Kinmen
    (350527000000) so, a county without committees in the list, standing in as its own sub-district and committee.
    """
    code = plain(fields.raw("code"))
    if not code.endswith("000") or code != plain(fields.raw("street_code")):
        return False
    fields.refuse("row_is_division", "code")
    return True


def _row(fields: Fields, code: str, datum: str) -> Row:
    """COMMUNITY_FIELDS up to central_heating, then in_block, the block's code and the point."""
    name = fields.name("name", 100, required=True)
    kind = fields.choice("unit_kind", KINDS) or (None if fields.has("unit_kind") else _kind_of(code))
    if name and (kind or _kind_of(code)) in _NOT_CALLED and name.endswith(_NOT_CALLED[kind or _kind_of(code)]):
        fields.refuse("kind_unlike_name", "name", kind=kind or _kind_of(code))
    return (
        code,
        name,
        fields.text("name_en", 100),
        parent_code(code),
        path_of(code),
        kind,
        fields.choice("build_class", BUILD_CLASSES),
        fields.flag("central_heating"),
        fields.flag("in_block"),
        None,
        _point(fields, datum),
    )


def _point(fields: Fields, datum: str) -> Point | None:
    """With the original that the row names beside it, where the point was once brought in another datum."""
    point, given = take_point(fields, datum), fields.take("point_given", _given)
    return point._replace(said=given) if point and given else point


def _given(cell: Cell) -> str:
    text = plain(cell)
    if not GIVEN.fullmatch(text):
        raise ValueRefused("given_unreadable")
    return text


def _kind_of(code: str) -> str:
    return next((kind for below, kind in _BY_NUMBER if int(code[9:]) < below), COMMITTEE)


def _block(fields: Fields, blocks: dict[str, str | None]) -> str | None:
    code, name = fields.text("block_code", 40), fields.text("block_name", 100)
    if name and not code:
        fields.refuse("block_without_code", "block_name")
    if code:
        blocks[code] = name or blocks.get(code)
    return code


def _with_block(row: Row, block: str | None, fields: Fields) -> Row:
    *start, in_block, _, point = row
    if block and in_block is False:
        fields.refuse("block_contradicts", "in_block")
    return (*start, True if block else in_block, block, point)


def _draft(found: Gathered[str], names: Names, blocks: dict[str, str | None], work: Work) -> Draft:
    stored = stored_rows(among(Community.objects.all(), "code", found.rows), ["code"], _STORED)
    known = ((row[_POINT_AT], stored[code][0]) for code, row in found.rows.items() if code in stored)
    work.check_datum(known, found.places)
    check_fences({code: (row[_POINT_AT], code) for code, row in found.rows.items()}, found.places, work)
    _note_shared_points(found, work.fields)
    wanted = located(found.rows, _POINT_AT, keep_given=True)
    comparison = compare(wanted, stored, work.origin, _DEFAULTS, COMMUNITY_FIELDS)
    work.note_refused(comparison, found.places, "code")
    changes, divisions = comparison.changes(), _divisions(found, names, work)
    block_changes = _block_changes(blocks)

    def store() -> None:
        record_divisions(by=work.by, changes=divisions)
        record_blocks(by=work.by, changes=block_changes)
        record_communities(by=work.by, changes=changes)

    return Draft(len(changes.created), len(changes.changed), changes.unchanged, store, _vanished(found, work))


def _vanished(found: Gathered[str], work: Work) -> list[str]:
    """Communities of the same source in the sub-districts that the file speaks of."""
    above = Division.objects.filter(code__in={parent_code(code) for code in found.rows}).values_list("pk", flat=True)
    return vanished(Community.objects.filter(source=work.origin.pk), "division_id", set(above), found.known)


def _note_shared_points(found: Gathered[str], fields: Fields) -> None:
    """Two communities at one point: that of one of them, or of neither. Distances from it are no better than that."""
    first: dict[Any, str] = {}
    for code, row in found.rows.items():
        point = row[_POINT_AT]
        other = first.setdefault(point, code) if point else code
        if other != code:
            shared = f"{point.lng}, {point.lat}"
            fields.note_at(found.places[code], "point_shared", "code", code, first=found.places[other].row, shared=shared)


def _divisions(found: Gathered[str], names: Names, work: Work) -> Changes:
    """The named ones, and nameless ones where nobody has named them yet."""
    wanted = {each for code in found.rows for each in list(ancestry(code))[:-1]}
    nameless = wanted - set(names)
    known = set(among(Division.objects.all(), "code", nameless).values_list("code", flat=True)) if nameless else set()
    unnamed = sorted(nameless - known)
    if unnamed:
        place = next(iter(found.places.values()))
        codes = " ".join(map(short_code, unnamed[:10]))
        work.fields.note_at(place, "division_unnamed", "", codes=codes, number=len(unnamed))
    rows: dict[str, Row] = {code: (name, None, said) for code, (name, said) in names.items() if code in wanted}
    return changes_to(rows, {code: (short_code(code), None, None) for code in unnamed}, work)


def _block_changes(blocks: dict[str, str | None]) -> Changes:
    stored = stored_rows(Block.objects.filter(code__in=blocks), ["code"], ["name", "name_en"])
    created = [(code, name or code, "") for code, name in blocks.items() if code not in stored]
    changed = [
        (stored[code][0], code, name, stored[code][2])
        for code, name in blocks.items()
        if name and code in stored and stored[code][1] != name
    ]
    return Changes(created, changed)
