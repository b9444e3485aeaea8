"""Plain facilities (facility_columns.py) once all of a table is read: which of them have to be looked at one by one after all,
and the others as the database takes texts, which is what the long way would write.
"""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from itertools import compress
from typing import Any

import numpy as np
import numpy.typing as npt

from communities.copying import NULL, Row, TextColumns
from facilities.models import Facility, MatchedBy, Tenure
from intake.blocks import Bools, Plain, Texts
from intake.fields import Fields
from intake.kinds.facility_rows import body_of, row_of, stands_of
from intake.kinds.fenced import FarOutside, Named
from intake.kinds.inside import elsewhere
from intake.kinds.proposals import take_types
from intake.learned_words import LearnedWords
from intake.lookups import among
from intake.points import Point
from intake.problems import Problems
from intake.readers import RawRow
from intake.work import Work

Floats = npt.NDArray[np.float64]


def read_alone(row: RawRow, work: Work) -> Row:
    """A plain row the long way."""
    fields = Fields(work.fields.heading, Problems(work.fields.file))
    fields.turn_to(row)
    (kind,) = take_types(fields)
    return row_of(kind, str(fields.raw("facility_code")), stands_of(fields), body_of(fields, work))


class OddOnes:
    """Which plain rows have to be compared one by one: those that are stored already, stand elsewhere than they may, or have
    a point far off. What can be asked of the database once for a table is asked when it is made.
    """

    def __init__(self, codes: Collection[str], ids: Mapping[str, int], work: Work, *, with_stored: bool) -> None:
        keys = [ids.get(code) for code in codes]
        self._elsewhere = set(compress(keys, elsewhere(keys, work)))
        self._is_far = FarOutside(codes, work)
        self._with_stored = with_stored

    def __call__(self, rows: Plain, ids: Sequence[int | None]) -> Bools:
        """bool[N] of N rows with the keys of their communities."""
        found = np.zeros(len(rows), np.bool_)
        if self._elsewhere:
            found |= np.fromiter((key in self._elsewhere for key in ids), np.bool_, len(rows))
        if self._is_far and len(rows):
            found |= self._is_far(rows.columns["code"], *degrees_of(rows))
        if self._with_stored and len(rows):
            stored = set(among(Facility.objects.all(), "code", rows.keys).order_by().values_list("code", flat=True))
            found |= np.fromiter((code in stored for code in rows.keys), np.bool_, len(rows))
        return found


def degrees_of(rows: Plain) -> tuple[Floats, Floats]:
    """Longitudes and latitudes, NaN where there are none."""
    lng, lat = (rows.columns.get(key, ("",) * len(rows)) for key in ("lng", "lat"))
    x, y = (np.fromiter((float(text or "nan") for text in texts), np.float64, len(rows)) for texts in (lng, lat))
    return x, y


def located_texts(rows: Plain) -> Callable[[int], tuple[str, str, str]]:
    """Longitude, latitude and the code of the community of a row, as texts."""
    lng, lat = (rows.columns.get(key, ("",) * len(rows)) for key in ("lng", "lat"))
    codes = rows.columns["code"]
    return lambda at: (lng[at], lat[at], codes[at])


def points_of(kept: Iterable[tuple[Any, ...]], datum: str) -> list[Named]:
    """Points with the codes of their communities, of such texts and of what is one already."""
    return [each if len(each) == 2 else (_point(each[0], each[1], datum), each[2]) for each in kept]


def _point(lng: str, lat: str, datum: str) -> Point | None:
    return Point(float(lng), float(lat), datum or "wgs84") if lng else None


def types_of(rows: Plain, words: LearnedWords) -> Sequence[str]:
    """Codes of their types."""
    texts = rows.columns["facility_type"]
    return list(map(words.read("facility_type", texts).__getitem__, texts))


def text_columns(rows: Plain, ids: Sequence[int | None], words: LearnedWords, source: int) -> TextColumns:
    """FACILITY_FIELDS, for COPY."""

    def given(key: str, blank: str = NULL) -> Sequence[str]:
        return [text or blank for text in rows.columns[key]] if key in rows.columns else alike(blank)

    def read(key: str, blank: str = NULL) -> Sequence[str]:
        texts = rows.columns.get(key, Texts())
        known = {word: _written(found, blank) for word, found in words.read(key, texts).items()} | {"": blank}
        return [known[text] for text in texts] if texts else alike(blank)

    def alike(text: str) -> Sequence[str]:
        return [text] * len(rows)

    return (
        given("facility_code"), given("facility_name", ""), types_of(rows, words), [str(key) if key else NULL for key in ids],
        alike(MatchedBy.CODE.value), alike(NULL), given("floor_area"), given("activity_area"), given("site_area"),
        read("capacity"), given("lng"), given("lat"), read("tenure", Tenure.UNKNOWN.value), read("opened_on"), alike(NULL),
        given("evidence", ""), alike(str(source)),
    )  # fmt: skip


def _written(value: object, blank: str) -> str:
    return blank if value is None else str(value)
