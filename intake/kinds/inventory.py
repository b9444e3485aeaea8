"""Inventory declarations: from this day on the list of this type is complete for this community."""

import datetime as dt
from collections.abc import Iterable
from typing import Any, Final

from facilities.catalogue import FACILITY_TYPES
from facilities.models import Inventory
from facilities.services import INVENTORY_FIELDS, record_inventories
from intake.draft import Draft, compare
from intake.fields import Fields, Place
from intake.gathering import Gathered
from intake.kinds.households import day_of
from intake.kinds.types import read_types
from intake.lookups import stored_rows
from intake.readers import RawRow
from intake.values import plain
from intake.work import Work

ALL: Final = frozenset({"全部", "所有", "all"})
_Key = tuple[Any, str, dt.date]  # community (code while reading, then primary key), type, day


def draft(rows: Iterable[RawRow], work: Work) -> Draft:
    """One declaration a row, or one for each type where the row says all."""
    fields, found, codes = work.fields, Gathered[_Key](), dict[str, Place]()
    for row in rows:
        fields.turn_to(row)
        code, types, day = fields.community_code(), _types(fields), day_of(work, "complete_on")
        if code and day and not fields.failed:
            codes.setdefault(code, fields.place)
            for each in types:
                if (code, each, day) not in found.rows:
                    found.add(fields, (code, each, day), (), "facility_type")
    return _draft(found, codes, work)


def _types(fields: Fields) -> list[str]:
    if plain(fields.raw("facility_type")).casefold() in ALL:
        return list(FACILITY_TYPES)
    return [each.code for each in read_types(fields)]


def _draft(found: Gathered[_Key], codes: dict[str, Place], work: Work) -> Draft:
    ids = work.communities(codes)
    keys = {(ids[code], each, day): place for (code, each, day), place in found.places.items() if code in ids}
    wanted = {key: key for key in keys}
    days = {key[2] for key in keys}
    stored = stored_rows(Inventory.objects.filter(complete_on__in=days), INVENTORY_FIELDS[:3], INVENTORY_FIELDS)
    comparison = compare(wanted, stored, work.origin)
    work.note_refused(comparison, keys, "facility_type")
    changes = comparison.changes()
    return Draft(
        len(changes.created), len(changes.changed), changes.unchanged, lambda: record_inventories(by=work.by, changes=changes)
    )  # fmt: skip
