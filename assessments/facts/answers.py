"""Survey answers as columns, one per item: the answer that was current on the day of the data."""

from datetime import date
from typing import Final

import numpy as np
from django.db.models import Q

from assessments.facts.frame import Frame
from assessments.facts.packed import Reading
from assessments.facts.rows import KIND, OF_COMMUNITIES, kinds_of, mark_found, of_kinds, read_in_frame
from assessments.standards.columns import Column
from communities.survey_items import SURVEY_ITEMS

ITEMS: Final = tuple(SURVEY_ITEMS)
ANSWERS: Final = Reading(
    table="communities_surveyanswer",
    columns={
        "key": ("i8", "t.id"),
        "community": ("i8", "t.community_id"),
        "item": ("i4", KIND),
        "value": ("i4", "t.value"),
    },
    source=(
        f"FROM communities_surveyanswer t {of_kinds('item')}"
        " WHERE t.answered_on <= %(day)s AND (t.superseded_on IS NULL OR t.superseded_on > %(day)s) AND {here}"
    ),
    narrow=OF_COMMUNITIES,
)
"""As ``current_on``, in SQL."""


def current_on(day: date) -> Q:
    return Q(answered_on__lte=day) & (Q(superseded_on__isnull=True) | Q(superseded_on__gt=day))


def answer_columns(frame: Frame) -> dict[str, Column]:
    """survey.<item> for every item that anybody answered. Of two that are current the one that was stored later holds."""
    found = read_in_frame(frame, ANSWERS, kinds=list(ITEMS))
    item, labels = kinds_of(found["item"])
    mark_found(frame, found["row"], labels)
    order = np.lexsort((found["key"], item))
    rows, values = found["row"][order], found["value"][order]
    starts = np.searchsorted(item[order], np.arange(len(ITEMS) + 1)).tolist()
    spans = zip(ITEMS, starts[:-1], starts[1:], strict=True)
    return {f"survey.{key}": frame.column(rows[a:b], values[a:b]) for key, a, b in spans if a < b}
