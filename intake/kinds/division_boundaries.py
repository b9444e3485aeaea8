"""Boundaries of divisions that are known already."""

from collections.abc import Iterable, Iterator
from typing import Any, Final

import shapely

from communities.copying import Changes, Row
from communities.models import Division
from communities.services import FENCE_FIELDS, record_division_boundaries
from intake.draft import Comparison, Draft, compare
from intake.fields import Fields
from intake.gathering import Gathered
from intake.kinds.named_divisions import NAME, known_divisions, take_division
from intake.lookups import stored_rows
from intake.readers import RawRow
from intake.readers.geojson_file import datum_in
from intake.shapes import take_boundary
from intake.values import plain
from intake.work import Work

_CHUNK: Final = 500  # boundaries read back at a time: they can be large


def draft(rows: Iterable[RawRow], work: Work) -> Draft:
    """One boundary a row, by the division's code."""
    fields, found, names = work.fields, Gathered[str](), dict[str, str]()
    datum = _datum(work)
    for row in rows:
        fields.turn_to(row)
        code = take_division(work)
        if code is None and not fields.failed:
            continue
        shape = take_boundary(fields, datum)
        if shape is None and not fields.failed:
            fields.refuse("blank_required", "geometry")
        if code and not fields.failed and found.add(fields, code, _row(shape), "division_code"):
            _learn(names, code, fields)
    known = known_divisions(found.places, names, work)
    comparison = _compared({code: row for code, row in found.rows.items() if code in known}, work)
    work.note_refused(comparison, found.places, "geometry")
    changes = Changes([], list(comparison.changed.values()), comparison.unchanged)
    return Draft(0, len(changes.changed), changes.unchanged, lambda: record_division_boundaries(by=work.by, changes=changes))


def _learn(names: dict[str, str], code: str, fields: Fields) -> None:
    if plain(fields.raw(NAME)):
        names[code] = plain(fields.raw(NAME))


def _datum(work: Work) -> str:
    """What was said of the file or by it; else what the header of the shapes names, or the file's own name, which is told."""
    fields = work.fields
    by_header = work.datum or datum_in(fields.header("geometry"))
    by_name = "" if by_header else datum_in(fields.file)
    if by_name:
        fields.note_at(fields.place, "datum_by_name", "geometry", datum=by_name)
    return by_header or by_name


def _row(shape: Any) -> Row:
    return (shapely.to_wkb(shape), *shape.bounds)


def _compared(wanted: dict[str, Row], work: Work) -> Comparison[str]:
    """Against what is stored, a part at a time. What is not stored yet comes with a set that is rejected."""
    whole: Comparison[str] = Comparison()
    for codes in _parts(list(wanted)):
        stored = {code: _plain(row) for code, row in _stored(codes)}
        found = compare({code: wanted[code] for code in codes if code in stored}, stored, work.origin)
        whole.changed |= found.changed
        whole.refused += found.refused
        whole.unchanged += found.unchanged
    return whole


def _parts(codes: list[str]) -> Iterator[list[str]]:
    for start in range(0, len(codes), _CHUNK):
        yield codes[start : start + _CHUNK]


def _stored(codes: list[str]) -> Iterable[tuple[str, Row]]:
    return stored_rows(Division.objects.filter(code__in=codes), ["code"], FENCE_FIELDS).items()


def _plain(row: Row) -> Row:
    """The shape as bytes, which compare."""
    pk, boundary, *rest = row
    return (pk, None if boundary is None else bytes(boundary), *rest)
