"""Survey answers as columns, one per item: the answer that was current on the day of the data."""

from datetime import date

import numpy as np
from django.db.models import Q

from assessments.facts.frame import Frame
from assessments.facts.readings import ANSWERS, ITEMS
from assessments.facts.rows import kinds_of, mark_found, read_in_frame
from assessments.standards.columns import Column


def current_on(day: date) -> Q:
    return Q(answered_on__lte=day) & (Q(superseded_on__isnull=True) | Q(superseded_on__gt=day))


def answer_columns(frame: Frame) -> dict[str, Column]:
    """survey.<item> for every item that anybody answered. Of two that are current the one that was stored later holds."""
    found = read_in_frame(frame, ANSWERS)
    item, labels = kinds_of(found["item"])
    mark_found(frame, found["row"], labels)
    order = np.lexsort((found["key"], item))
    rows, values = found["row"][order], found["value"][order]
    starts = np.searchsorted(item[order], np.arange(len(ITEMS) + 1)).tolist()
    spans = zip(ITEMS, starts[:-1], starts[1:], strict=True)
    return {f"survey.{key}": frame.column(rows[a:b], values[a:b]) for key, a, b in spans if a < b}
