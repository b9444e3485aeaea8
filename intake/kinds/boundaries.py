"""Boundaries of communities that are known already."""

from collections.abc import Iterable
from typing import Any, Final

import shapely

from communities.copying import Changes, Row
from communities.models import Community
from communities.services import BOUNDARY_FIELDS, record_boundaries
from intake.draft import Draft
from intake.gathering import Gathered
from intake.lookups import stored_rows
from intake.readers import RawRow
from intake.shapes import take_boundary
from intake.work import Work

_CHUNK: Final = 1_000  # boundaries read back at a time: they can be large


def draft(rows: Iterable[RawRow], work: Work) -> Draft:
    """One boundary a row, by the community's code."""
    fields, found = work.fields, Gathered[str]()
    for row in rows:
        fields.turn_to(row)
        code, shape = fields.community_code(), take_boundary(fields, work.datum)
        if shape is None and not fields.failed:
            fields.refuse("blank_required", "geometry")
        if code and shape is not None and not fields.failed:
            found.add(fields, code, _row(shape), "code")
    ids = work.communities(found.places)
    changes = _changes({code: row for code, row in found.rows.items() if code in ids})
    return Draft(0, len(changes.changed), changes.unchanged, lambda: record_boundaries(by=work.by, changes=changes))


def _row(shape: Any) -> Row:
    return (shapely.to_wkb(shape), *shape.bounds)


def _changes(wanted: dict[str, Row]) -> Changes:
    changed, unchanged, codes = list[Row](), 0, list(wanted)
    for start in range(0, len(codes), _CHUNK):
        some = Community.objects.filter(code__in=codes[start : start + _CHUNK])
        for code, (pk, boundary, *box) in stored_rows(some, ["code"], BOUNDARY_FIELDS).items():
            if (bytes(boundary or b""), *box) == wanted[code]:
                unchanged += 1
            else:
                changed.append((pk, *wanted[code]))
    return Changes([], changed, unchanged)
