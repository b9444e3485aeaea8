"""Divisions: a file of its own, or the street, county, city and province columns of a list of communities."""

from collections.abc import Iterable
from typing import Final

from communities.copying import Changes, Row
from communities.divisions import Level, is_pseudo, level_of, parent_code, path_of, short_code
from communities.models import Division, Provenance
from communities.services import Actor, record_divisions
from intake.draft import Draft
from intake.fields import Fields, Place
from intake.gathering import Gathered
from intake.lookups import among, stored_rows
from intake.readers import RawRow
from intake.work import Work

LEVELS: Final = {
    "province": Level.PROVINCE, "省": Level.PROVINCE, "省份": Level.PROVINCE, "省级": Level.PROVINCE,
    "city": Level.CITY, "市": Level.CITY, "城市": Level.CITY, "地市": Level.CITY, "地级": Level.CITY,
    "county": Level.DISTRICT, "district": Level.DISTRICT, "区县": Level.DISTRICT, "县": Level.DISTRICT,
    "区": Level.DISTRICT, "县级": Level.DISTRICT,
    "street": Level.SUBDISTRICT, "subdistrict": Level.SUBDISTRICT, "街道": Level.SUBDISTRICT, "乡镇": Level.SUBDISTRICT,
    "乡级": Level.SUBDISTRICT,
}  # fmt: skip
_DEPTHS: Final = list(Level)
_COMPARED: Final = ("name", "name_en", "provenance")
_RECORDED: Final = Provenance.RECORDED.value
_ROOTS: Final = frozenset({"", "0", "00", "86", "100000"})


def draft(rows: Iterable[RawRow], work: Work) -> Draft:
    """One division a row. The code says the level and the parent; the columns are checked against it."""
    fields, found = work.fields, Gathered[str]()
    for row in rows:
        fields.turn_to(row)
        code, name = fields.division_code("code", required=True), fields.name("name", 100, required=True)
        name_en = fields.text("name_en", 100)
        if code and name and _is_consistent(fields, code):
            found.add(fields, code, (name, name_en, work.said_of_row()), "code")
    work.announced.divisions.update(found.rows)
    changes = changes_to(found.rows, _missing_parents(found, fields), work)
    return Draft(len(changes.created), len(changes.changed), changes.unchanged, lambda: _store(work.by, changes))


def _store(by: Actor, changes: Changes) -> None:
    record_divisions(by=by, changes=changes)


def _is_consistent(fields: Fields, code: str) -> bool:
    """False where the row says a level or parent that its code does not.

    A level below the code's own is no error: lists name Dongguan's county 441900, which is the city 4419 again.
    """
    level = fields.choice("level", {word: level.value for word, level in LEVELS.items()}, required=True)
    if level is None:
        return False
    if level_of(code) is Level.COMMITTEE:
        fields.refuse("division_is_committee", "code")
        return False
    if level != level_of(code):
        is_below = _DEPTHS.index(Level(level)) > _DEPTHS.index(level_of(code))
        fields.refuse("level_skipped" if is_below else "level_differs", "level", own=short_code(code))
        return False
    return _has_parent(fields, code)


def _has_parent(fields: Fields, code: str) -> bool:
    if fields.raw("parent_code") in (None, *_ROOTS):
        return True
    said = fields.division_code("parent_code")
    wanted = parent_code(code)
    # A skipped level is named by lists all the same: 441900 for 4419, both one full code.
    if said is None or said == wanted:
        return said is not None
    fields.refuse("parent_differs", "parent_code", expected=short_code(wanted) if wanted else "-")
    return False


def _missing_parents(found: Gathered[str], fields: Fields) -> dict[str, Row]:
    """Divisions above that neither the file nor the database has: named by their code until a list names them."""
    wanted = {parent for code in found.rows for parent in _above(code)} - set(found.rows)
    known = set(among(Division.objects.all(), "code", wanted).values_list("code", flat=True)) if wanted else set()
    unnamed = sorted(wanted - known)
    if unnamed:
        place = next(iter(found.places.values()), Place("", 1))
        fields.note_at(place, "division_unnamed", "", codes=" ".join(map(short_code, unnamed[:10])), number=len(unnamed))
    return {code: (short_code(code), None, None) for code in unnamed}


def _above(code: str) -> list[str]:
    parent = parent_code(code)
    return [parent, *_above(parent)] if parent else []


def changes_to(named: dict[str, Row], unnamed: dict[str, Row], work: Work) -> Changes:
    """What ``named`` (code -> name, English name or None, what the row says of its provenance or None) and the nameless
    above them mean for the table: a recorded row takes an invented division over, an invented one never a recorded.
    """
    stored = stored_rows(among(Division.objects.all(), "code", named), ["code"], _COMPARED)
    new = {code: names for code, names in {**unnamed, **named}.items() if code not in stored}
    created = [_row(code, name, name_en, work.provenance_of(said)) for code, (name, name_en, said) in new.items()]
    changed, unchanged = [], 0
    for code, (*names, said) in named.items():
        if code in stored:
            pk, *had = stored[code]
            merged = [new or old for new, old in zip(names, had[:2], strict=True)]
            merged.append(_RECORDED if had[2] == _RECORDED else work.provenance_of(said))
            if merged == had:
                unchanged += 1
            else:
                changed.append((pk, *_row(code, *merged)))
    return Changes(created, changed, unchanged)


def _row(code: str, name: str, name_en: str | None, provenance: str) -> Row:
    """A row of DIVISION_FIELDS, with the parent's code in the last place."""
    level, path = level_of(code).value, path_of(code)
    return (code, name, name_en or "", level, path, is_pseudo(code), provenance, parent_code(code))
