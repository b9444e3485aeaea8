"""Inventory declarations: from this day on the list of this type is complete for this community, until it is withdrawn."""

import datetime as dt
from collections.abc import Iterable
from typing import Any, Final

from facilities.catalogue import FACILITY_TYPES
from facilities.models import Inventory
from facilities.services import INVENTORY_FIELDS, record_inventories
from intake.draft import Comparison, Draft, compare
from intake.fields import Fields, Place
from intake.gathering import Gathered
from intake.kinds.households import day_of
from intake.kinds.types import read_types
from intake.lookups import stored_rows
from intake.readers import RawRow
from intake.values import plain, read_date
from intake.work import Work

ALL: Final = frozenset({"全部", "所有", "all"})
_Key = tuple[Any, str, dt.date]  # community (code while reading, then primary key), type, day


def draft(rows: Iterable[RawRow], work: Work) -> Draft:
    """One declaration a row, or one for each type where the row says all."""
    fields, found, codes = work.fields, Gathered[_Key](), dict[str, Place]()
    for row in rows:
        fields.turn_to(row)
        code, types, day = fields.community_code(), _types(fields), day_of(work, "complete_on")
        withdrawn = fields.take("withdrawn_on", read_date)
        if code and day and not fields.failed:
            codes.setdefault(code, fields.place)
            for each in types:
                _add(found, fields, (code, each, day), withdrawn)
    return _draft(found, codes, work)


def _add(found: Gathered[_Key], fields: Fields, key: _Key, withdrawn: dt.date | None) -> None:
    """A type may be named again, by itself and among all of them; two days of withdrawal contradict each other."""
    (had,) = found.rows.get(key, (None,))
    if had is None or withdrawn is None:
        found.rows[key] = (had or withdrawn,)
        found.places.setdefault(key, fields.place)
    else:
        found.add(fields, key, (withdrawn,), "facility_type")


def _types(fields: Fields) -> list[str]:
    if plain(fields.raw("facility_type")).casefold() in ALL:
        return list(FACILITY_TYPES)
    return [each.code for each in read_types(fields)]


def _draft(found: Gathered[_Key], codes: dict[str, Place], work: Work) -> Draft:
    ids = work.communities(codes)
    keys = {key: (ids[key[0]], *key[1:]) for key in found.rows if key[0] in ids}
    places = {known: found.places[key] for key, known in keys.items()}
    wanted = {known: (*known, *found.rows[key]) for key, known in keys.items()}
    stored = stored_rows(
        Inventory.objects.filter(complete_on__in={key[2] for key in wanted}), INVENTORY_FIELDS[:3], INVENTORY_FIELDS
    )
    comparison = compare(wanted, stored, work.origin, names=INVENTORY_FIELDS)
    work.note_refused(comparison, places, "facility_type")
    _check_final(comparison, places, work.fields)
    changes = comparison.changes()
    return Draft(
        len(changes.created), len(changes.changed), changes.unchanged, lambda: record_inventories(by=work.by, changes=changes)
    )  # fmt: skip


def _check_final(comparison: Comparison[_Key], places: dict[_Key, Place], fields: Fields) -> None:
    """A declaration cannot end before it begins."""
    for key, (*_, day, withdrawn, _source) in comparison.final():
        if withdrawn and withdrawn < day:
            said = withdrawn.isoformat()
            fields.note_at(places[key], "withdrawn_before_complete", "withdrawn_on", said, complete=day.isoformat())
