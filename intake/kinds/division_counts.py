"""What a census counted in divisions: counts only, as they were published. NA is not known."""

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Final

from communities.copying import Row
from communities.models import Counted, DivisionCount
from communities.services import DIVISION_COUNT_FIELDS, record_division_counts
from intake.draft import Comparison, Draft, compare
from intake.fields import Fields, Place
from intake.gathering import Gathered
from intake.kinds.households import day_of
from intake.kinds.named_divisions import NAME, known_divisions, take_division
from intake.lookups import among, stored_rows
from intake.readers import RawRow
from intake.values import plain
from intake.work import Work

FIGURES: Final = tuple(each.value for each in Counted)
"""The columns of figures: each is what it counts."""
_MOST: Final = 2_000_000_000
_FIVE: Final = tuple(f"{first}_{first + 4}" for first in range(5, 85, 5))
_ADDED: Final[Mapping[str, tuple[str, ...]]] = {
    "age_0": ("0",), "age_1_4": ("1_4",), "age_5_9": _FIVE[:1], "age_10_14": _FIVE[1:2], "age_15_59": _FIVE[2:11],
    "age_60plus": (*_FIVE[11:], "85plus"), "age_65plus": (*_FIVE[12:], "85plus"), "age_80plus": (*_FIVE[15:], "85plus"),
}  # fmt: skip
"""Bands as a yearbook prints them by sex, and what they add up to."""
_WITHIN: Final = (
    *((part, "population") for part in ("urban_population", "rural_population", "family_household_population", *_ADDED)),
    ("age_65plus", "age_60plus"), ("age_80plus", "age_65plus"),
    ("one_person_households", "family_households"), ("households_with_65plus", "family_households"),
)  # fmt: skip
# (division's code while reading, then its primary key; day; what was counted)
_Key = tuple[Any, dt.date, str]


def draft(rows: Iterable[RawRow], work: Work) -> Draft:
    """Up to fifteen figures a row, by division and day."""
    fields, found = work.fields, Gathered[_Key]()
    places, names = dict[str, Place](), dict[str, str]()
    for row in rows:
        fields.turn_to(row)
        code = take_division(work)
        if code is None and not fields.failed:
            continue
        day, figures = day_of(work, "counted_on"), _figures(fields)
        if code and day and _is_consistent(fields, figures):
            places.setdefault(code, fields.place)
            names.setdefault(code, plain(fields.raw(NAME)))
            _add(found, fields, (code, day), figures)
    named = {code: name for code, name in names.items() if name}
    return _draft(found, known_divisions(places, named, work), work)


def _figures(fields: Fields) -> dict[str, int]:
    """What is known. A band that has no column is the sum of its parts, where every one of them is known."""
    said = {key: fields.whole(key, _MOST) for key in FIGURES if fields.has(key)}
    parts = _by_sex(fields)
    for key, bands in _ADDED.items():
        wanted = [parts.get(f"{sex}_{band}") for band in bands for sex in ("male", "female")]
        if key not in said and all(number is not None for number in wanted):
            said[key] = sum(number or 0 for number in wanted)
    return {key: number for key, number in said.items() if number is not None}


def _by_sex(fields: Fields) -> dict[str, int | None]:
    """Each cell read once, though it counts for several bands."""
    bands = dict.fromkeys(band for bands in _ADDED.values() for band in bands)
    keys = [f"{sex}_{band}" for band in bands for sex in ("male", "female")]
    return {key: fields.whole(key, _MOST) for key in keys if fields.has(key)}


def contradictions(figures: Mapping[str, int]) -> Iterator[tuple[str, str]]:
    """(part, whole) of each part that is more than the whole it lies in."""
    for part, whole in _WITHIN:
        if part in figures and whole in figures and figures[part] > figures[whole]:
            yield part, whole


def _is_consistent(fields: Fields, figures: Mapping[str, int]) -> bool:
    for part, whole in contradictions(figures):
        fields.refuse("part_above_whole", part, cell=figures[part], whole=fields.header(whole), number=figures[whole])
    return not fields.failed


def _add(found: Gathered[_Key], fields: Fields, where: tuple[str, dt.date], figures: Mapping[str, int]) -> None:
    """A row of a division and day that the file has already is said once, not for each of its figures."""
    pairs = {(*where, what): (number,) for what, number in figures.items()}
    again = [key for key in pairs if key in found.rows]
    worst = next((key for key in again if found.rows[key] != pairs[key]), again[0] if again else None)
    if worst:
        found.add(fields, worst, pairs[worst], worst[2])
    for key, row in pairs.items():
        if key not in found.rows and not fields.failed:
            found.add(fields, key, row, key[2])


def _draft(found: Gathered[_Key], ids: dict[str, int], work: Work) -> Draft:
    keys = {(ids[code], day, what): (code, day, what) for code, day, what in found.rows if code in ids}
    rows = {key: (*key, *found.rows[told]) for key, told in keys.items()}
    known = among(DivisionCount.objects.filter(counted_on__in={key[1] for key in rows}), "division", {key[0] for key in rows})
    stored = stored_rows(known, DIVISION_COUNT_FIELDS[:3], DIVISION_COUNT_FIELDS)
    comparison = compare(rows, stored, work.origin)
    work.note_refused(comparison, {key: found.places[told] for key, told in keys.items()}, "population")
    return _finished(comparison, rows, stored, work)


def _finished(comparison: Comparison[_Key], rows: Mapping[_Key, Row], stored: Mapping[_Key, Row], work: Work) -> Draft:
    """Counted as a reader counts: one division on one day is one, however many figures it has."""
    changes = comparison.changes()
    touched = _pairs(comparison.created) | _pairs(comparison.changed)
    existing = _pairs(stored) & touched
    return Draft(
        len(touched) - len(existing), len(existing), len(_pairs(rows)) - len(touched),
        lambda: record_division_counts(by=work.by, changes=changes),
    )  # fmt: skip


def _pairs(keys: Iterable[_Key]) -> set[tuple[int, dt.date]]:
    return {(key[0], key[1]) for key in keys}
