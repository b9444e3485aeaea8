"""Household counts and age bands: a row for each community, day, basis and provenance.

Bands do not depend on the basis: they stand in the first row of their provenance. Bands that contradict each other (they came
in files of their own) stand in rows of their own, because a row is checked against itself.
"""

from collections.abc import Generator, Iterator
from heapq import merge
from itertools import groupby, zip_longest
from typing import Any, Final

from django.db.models import QuerySet

from communities.models import HouseholdCount, PopulationBand
from communities.scope import AreaScope
from communities.selectors import within
from communities.words import Lang
from intake.exports.model import Export, Row, labels_of, read
from intake.exports.spoken import provenance_of, word_of
from intake.kinds.households import BANDS

_COLUMNS: Final = ("code", "community_name", "households", *BANDS, "counted_on", "basis", "provenance")
_WHERE: Final = ("community__code", "counted_on", "community__name")
_TOTAL, _OLDER, _OLD = BANDS["population"], BANDS["pop_60plus"], BANDS["pop_65plus"]
Bands = dict[str, int]
ByProvenance = dict[str, list[Any]]


def _counts(scope: AreaScope) -> "QuerySet[HouseholdCount]":
    found = within(HouseholdCount.objects.all(), scope, path="community__path")
    return found.order_by("community__code", "counted_on", "basis")


def _bands(scope: AreaScope) -> "QuerySet[PopulationBand]":
    found = within(PopulationBand.objects.all(), scope, path="community__path")
    return found.order_by("community__code", "counted_on", "band")


def _rows(scope: AreaScope, lang: Lang) -> Generator[Row]:
    """Both tables side by side, each read in the same order."""
    counts = ((*row, True) for row in read(_counts(scope), *_WHERE, "source__provenance", "basis", "households"))
    bands = ((*row, False) for row in read(_bands(scope), *_WHERE, "source__provenance", "band", "residents"))
    for (code, day, name), figures in groupby(merge(counts, bands, key=_place), key=_place_and_name):
        counted, banded = _sorted_out(figures)
        for provenance in sorted({*counted, *banded}):
            for count, people in _paired(counted.get(provenance, []), banded.get(provenance, [])):
                yield code, name, *_figures(count, people or {}), day, _basis(count, lang), provenance_of(provenance, lang)


def _figures(count: Any, people: Bands) -> Iterator[int | None]:
    yield count[1] if count else None
    yield from (people.get(band) for band in BANDS.values())


def _basis(count: Any, lang: Lang) -> str | None:
    return word_of("basis", count[0], lang) if count else None


def _place(row: tuple[Any, ...]) -> Any:
    return row[:2]


def _place_and_name(row: tuple[Any, ...]) -> Any:
    return row[:3]


def _sorted_out(figures: Iterator[tuple[Any, ...]]) -> tuple[ByProvenance, ByProvenance]:
    """(counts, bands) of a community and day by provenance, each as (basis or band, figure)."""
    counted, banded = ByProvenance(), ByProvenance()
    for *_, provenance, what, figure, is_count in figures:
        (counted if is_count else banded).setdefault(provenance, []).append((what, figure))
    return counted, banded


def _paired(counted: list[Any], banded: list[Any]) -> Iterator[tuple[Any, Bands | None]]:
    """Rows of one provenance: each count, and the bands beside the first of them or alone."""
    bands: Bands = dict(banded)
    rows = [bands] if _is_consistent(bands) else [{band: residents} for band, residents in bands.items()]
    yield from zip_longest(counted, rows if bands else [], fillvalue=None)


def _is_consistent(bands: Bands) -> bool:
    """As a row is checked on its way in: no band above the total, and no more of 65 than of 60 years and over."""
    total, older, old = bands.get(_TOTAL), bands.get(_OLDER), bands.get(_OLD)
    is_within = total is None or max(bands.values()) <= total
    return is_within and (older is None or old is None or old <= older)


def _labels(scope: AreaScope) -> set[str]:
    return labels_of(_counts(scope)) | labels_of(_bands(scope))


EXPORT: Final = Export(_COLUMNS, _rows, _labels)
