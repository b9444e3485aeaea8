"""Rows of the database as hits: whose they are, whose figures they show."""

from collections.abc import Callable, Iterator, Mapping
from datetime import date
from decimal import Decimal
from functools import reduce
from operator import or_
from typing import Any

from django.db.models import Case, IntegerField, QuerySet, Value, When

from assessments.checks.model import Figure, Hit, Place, Thing
from assessments.labels import FLAGGED, LABELS
from communities.words import Words
from facilities.catalogue import FACILITY_TYPES

OWN = ("code", "name", "name_en", "division__name", "division__name_en")
THING = ("code", "name", "facility_type")
SOURCE = "source__provenance"
Row = Mapping[str, Any]
Tell = Callable[[Row], Mapping[str, Figure]]


def community_hits(found: QuerySet[Any], tell: Tell, *labels: str, path: str = "", mark: str = "") -> Iterator[Hit]:
    """One hit a row of ``found``, whose community is at the lookup ``path`` ("community__", or the row itself).

    ``tell`` makes the figures of a row. ``labels`` are columns with provenances or label bits; ``mark`` is one that tells
    several rows of a community apart.
    """
    fields = [f"{path}{name}" for name in OWN]
    for row in found.values(*dict.fromkeys([*fields, *labels, *([mark] if mark else ()), *found.query.annotations])):
        yield Hit(Place(*(row[name] for name in fields)), tell(row), _bits(row, labels), mark=str(row[mark]) if mark else "")


def facility_hits(found: QuerySet[Any], tell: Tell, *more: str, labels: tuple[str, ...] = (SOURCE,)) -> Iterator[Hit]:
    """One hit a facility, in the community where it stands. ``more`` are the columns that ``tell`` reads."""
    fields = [f"community__{name}" for name in OWN]
    for row in found.values(*dict.fromkeys([*fields, *THING, *more, *labels, *found.query.annotations])):
        thing = Thing(*(row[name] for name in THING))
        yield Hit(Place(*(row[name] for name in fields)), tell(row), _bits(row, labels), thing)


def _bits(row: Row, labels: tuple[str, ...]) -> int:
    return reduce(or_, (_bit(row[name]) for name in labels), 0)


def _bit(value: str | int | None) -> int:
    return LABELS[value] if isinstance(value, str) else value or 0


def label_bit(lookup: str = SOURCE) -> Case:
    """The label of a row's source, for adding up in the database."""
    flagged = (When(**{lookup: provenance}, then=Value(LABELS[provenance])) for provenance in FLAGGED)
    return Case(*flagged, default=Value(0), output_field=IntegerField())


def plain(number: Decimal | int) -> str:
    """``1,204.5``: thousands parted, no zeros at the end, the same in both languages."""
    text = f"{number:,f}" if isinstance(number, Decimal) else f"{number:,}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def ratio(top: Decimal | int, bottom: Decimal | int) -> str:
    """With two places; a dash where there is nothing to divide by."""
    return f"{Decimal(top) / Decimal(bottom):,.2f}" if bottom else "—"


def day(value: date | None) -> str:
    return value.isoformat() if value else "—"


def type_words(code: str) -> Words:
    """A facility type by its names; its code where the catalogue no longer has it."""
    found = FACILITY_TYPES.get(code)
    return Words(found.zh, found.en) if found else Words(code, code)


def bounds_words(low: Decimal | None, high: Decimal | None) -> Words:
    """What was expected: ``1 to 6``, ``at least 1``, ``at most 6``."""
    if low is not None and high is not None:
        return Words(f"{plain(low)} 至 {plain(high)}", f"{plain(low)} to {plain(high)}")
    if low is not None:
        return Words(f"不低于 {plain(low)}", f"at least {plain(low)}")
    return Words(f"不高于 {plain(high or 0)}", f"at most {plain(high or 0)}")
