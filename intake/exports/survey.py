"""Survey answers, one a row, the superseded ones too: each is superseded on the day of the next answer to the same item."""

from collections.abc import Generator
from typing import Final

from django.db.models import QuerySet

from communities.models import SurveyAnswer
from communities.scope import AreaScope
from communities.selectors import within
from communities.survey_items import SURVEY_ITEMS
from communities.words import Lang, Words
from intake.exports.model import Export, LeftOut, Row, labels_of, read
from intake.exports.spoken import answer_of, item_of, provenance_of

_COLUMNS: Final = ("code", "community_name", "item", "value", "answered_on", "evidence", "note", "provenance")
_READ: Final = (
    "community__code", "community__name", "item", "value", "answered_on", "evidence", "note", "source__provenance",
)  # fmt: skip


def _all(scope: AreaScope) -> "QuerySet[SurveyAnswer]":
    found = within(SurveyAnswer.objects.all(), scope, path="community__path")
    return found.order_by("community__code", "item", "answered_on")


def _found(scope: AreaScope) -> "QuerySet[SurveyAnswer]":
    return _all(scope).filter(item__in=SURVEY_ITEMS)


def _rows(scope: AreaScope, lang: Lang) -> Generator[Row]:
    for code, name, item, value, *cells, provenance in read(_found(scope), *_READ):
        yield code, name, item_of(item, lang), answer_of(item, value, lang), *cells, provenance_of(provenance, lang)


_LEFT_OUT: Final = LeftOut(
    lambda scope: _all(scope).exclude(item__in=SURVEY_ITEMS).count(),
    Words(
        "有 {number} 条结果的调查项已不在目录中，未写出。",
        "{number} answers are to an item that is no longer in the catalogue, and are left out.",
    ),
)
EXPORT: Final = Export(_COLUMNS, _rows, lambda scope: labels_of(_found(scope)), left_out=_LEFT_OUT)
