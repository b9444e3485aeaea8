"""Household counts and age bands of a day: counts only."""

import datetime as dt
from collections.abc import Iterable
from typing import Any, Final, NamedTuple

from communities.copying import Row
from communities.models import Band, Basis, HouseholdCount, PopulationBand
from communities.services import BAND_FIELDS, HOUSEHOLD_FIELDS, record_household_counts, record_population_bands
from intake.draft import Comparison, Draft, compare
from intake.fields import Fields, Place
from intake.gathering import Gathered
from intake.lookups import stored_rows
from intake.readers import RawRow
from intake.work import Work

BASES: Final = {
    "常住": Basis.RESIDENT.value, "常住户": Basis.RESIDENT.value, "resident": Basis.RESIDENT.value,
    "户籍": Basis.REGISTERED.value, "户籍户": Basis.REGISTERED.value, "registered": Basis.REGISTERED.value,
}  # fmt: skip
BANDS: Final = {
    "population": Band.TOTAL.value,
    "pop_0_2": Band.UNDER_3.value,
    "pop_3_6": Band.FROM_3_TO_6.value,
    "pop_60plus": Band.FROM_60.value,
    "pop_65plus": Band.FROM_65.value,
}


class _Pairs(NamedTuple):
    """Community and day of what the file says and of what is stored."""

    wanted: set[tuple[int, dt.date]]
    stored: set[tuple[int, dt.date]]


# (community's code while reading, then its primary key; day; basis or band)
_Key = tuple[Any, dt.date, str]


def draft(rows: Iterable[RawRow], work: Work) -> Draft:
    """A count a row and up to five bands, by community, day and basis (or band)."""
    fields, counts, bands = work.fields, Gathered[_Key](), Gathered[_Key]()
    codes: dict[str, Place] = {}
    for row in rows:
        fields.turn_to(row)
        code, day = fields.community_code(), day_of(work, "counted_on")
        basis = fields.choice("basis", BASES) or Basis.RESIDENT.value
        households, people = fields.whole("households"), {key: fields.whole(key) for key in BANDS if fields.has(key)}
        if code:
            codes.setdefault(code, fields.place)
        if not code or not day or not _is_consistent(fields, households, people):
            continue
        if households is not None:
            counts.add(fields, (code, day, basis), (households,), "code")
        for key, residents in people.items():
            if residents is not None:
                _add_band(bands, fields, (code, day, BANDS[key]), residents, key)
    return _draft(counts, bands, codes, work)


def day_of(work: Work, key: str) -> dt.date | None:
    """The day in the row, or the day given for the whole file; neither is a problem."""
    fields = work.fields
    day = fields.day(key)
    if day is None and not fields.failed:
        day = work.day
        if day is None:
            fields.refuse("date_missing" if fields.has(key) else "date_column_missing", key)
    return work.not_future(key, day)


def _is_consistent(fields: Fields, households: int | None, people: dict[str, int | None]) -> bool:
    """False where the row failed. Says what cannot be: more old people than people."""
    if households == 0:
        fields.refuse("households_zero", "households")
    total = people.get("population")
    older, old = people.get("pop_60plus"), people.get("pop_65plus")
    for key, residents in people.items():
        if residents is not None and total is not None and residents > total:
            fields.refuse("band_above_total", key, total=total)
    if older is not None and old is not None and old > older:
        fields.refuse("band_above_band", "pop_65plus", other=older)
    return not fields.failed


def _add_band(bands: Gathered[_Key], fields: Fields, key: _Key, residents: int, column: str) -> None:
    """Residents do not depend on the basis: the rows of both bases may repeat them."""
    if bands.rows.get(key) != (residents,):
        bands.add(fields, key, (residents,), column)


def _draft(counts: Gathered[_Key], bands: Gathered[_Key], codes: dict[str, Place], work: Work) -> Draft:
    ids = work.communities(codes)
    days = {key[1] for key in (*counts.rows, *bands.rows)}
    count_rows, count_places = _with_ids(counts, ids)
    band_rows, band_places = _with_ids(bands, ids)
    stored_counts = HouseholdCount.objects.filter(counted_on__in=days)
    stored_bands = PopulationBand.objects.filter(counted_on__in=days)
    if len(ids) < 50_000:
        stored_counts = stored_counts.filter(community__in=set(ids.values()))
        stored_bands = stored_bands.filter(community__in=set(ids.values()))
    had_counts = stored_rows(stored_counts, HOUSEHOLD_FIELDS[:3], HOUSEHOLD_FIELDS)
    had_bands = stored_rows(stored_bands, BAND_FIELDS[:3], BAND_FIELDS)
    first, second = compare(count_rows, had_counts, work.origin), compare(band_rows, had_bands, work.origin)
    work.note_refused(first, count_places, "households")
    work.note_refused(second, band_places, "population")
    asked = _Pairs(wanted=_pairs(count_rows, band_rows), stored=_pairs(had_counts, had_bands))
    return _finished(first, second, asked, work)


def _finished(counts: Comparison[_Key], bands: Comparison[_Key], asked: _Pairs, work: Work) -> Draft:
    """Counted as a reader counts: one community on one day is one, however many figures it has."""
    first, second = counts.changes(), bands.changes()
    touched = _pairs(counts.created, counts.changed, bands.created, bands.changed)
    existing = asked.stored & touched

    def store() -> None:
        record_household_counts(by=work.by, changes=first)
        record_population_bands(by=work.by, changes=second)

    return Draft(len(touched) - len(existing), len(existing), len(asked.wanted) - len(touched), store)


def _pairs(*keyed: Iterable[_Key]) -> set[tuple[int, dt.date]]:
    return {(key[0], key[1]) for keys in keyed for key in keys}


def _with_ids(found: Gathered[_Key], ids: dict[str, int]) -> tuple[dict[_Key, Row], dict[_Key, Place]]:
    """Keys and rows with the community's primary key in place of its code; unknown communities left out."""
    rows: dict[_Key, Row] = {}
    places: dict[_Key, Place] = {}
    for (code, day, what), row in found.rows.items():
        if code in ids:
            key = (ids[code], day, what)
            rows[key], places[key] = (*key, *row), found.places[code, day, what]
    return rows, places
