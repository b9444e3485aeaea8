"""What censuses counted: a row for each division of the scope, day and provenance.

Figures that contradict each other (they came in files of their own) stand in rows of their own, because a row is checked
against itself.
"""

from collections.abc import Generator, Iterator
from itertools import groupby
from operator import itemgetter
from typing import Any, Final

from django.db.models import QuerySet

from communities.divisions import short_code
from communities.models import DivisionCount
from communities.scope import AreaScope
from communities.selectors import within
from communities.words import Lang
from intake.exports.model import Export, Row, labels_of, read
from intake.exports.spoken import provenance_of
from intake.kinds.division_counts import FIGURES, contradictions

_COLUMNS: Final = ("division_code", "division_name", *FIGURES, "counted_on", "provenance")


def _found(scope: AreaScope) -> "QuerySet[DivisionCount]":
    found = within(DivisionCount.objects.all(), scope, path="division__path")
    return found.order_by("division__code", "counted_on", "source__provenance", "what")


def _rows(scope: AreaScope, lang: Lang) -> Generator[Row]:
    fields = ("division__code", "division__name", "counted_on", "source__provenance", "what", "number")
    for (code, name, day, provenance), those in groupby(read(_found(scope), *fields), key=itemgetter(0, 1, 2, 3)):
        for figures in _parted({what: number for *_, what, number in those}):
            yield short_code(code), name, *map(figures.get, FIGURES), day, provenance_of(provenance, lang)


def _parted(figures: dict[str, Any]) -> Iterator[dict[str, Any]]:
    if any(contradictions(figures)):
        yield from ({what: number} for what, number in figures.items())
    else:
        yield figures


EXPORT: Final = Export(_COLUMNS, _rows, lambda scope: labels_of(_found(scope)))
