"""How long facts hold: from the last day on which something they rest on began or ended until the next such day.

Wider company makes the span shorter, never longer: one that is too short costs a look at the rows, one that is too long would
tell the facts of another day.
"""

from collections.abc import Sequence
from datetime import date
from typing import Any, Final, NamedTuple

import numpy as np
from django.db import connection

from assessments.facts.frame import Frame
from assessments.facts.pilots import ITEM
from assessments.standards.columns import Ints
from communities.scope import EVERYWHERE

ALWAYS: Final = 0
NEVER: Final = date.max.toordinal()
_DIGITS: Final = 6  # of a code that its district shares; where a city has no districts they end in 00

_BY_COMMUNITY: Final = """
SELECT community_id, max(day) FILTER (WHERE day <= %(on)s), min(day) FILTER (WHERE day > %(on)s)
FROM (
    SELECT community_id, counted_on AS day FROM communities_householdcount
    UNION ALL SELECT community_id, counted_on FROM communities_populationband
    UNION ALL SELECT community_id, unnest(ARRAY[answered_on, superseded_on]) FROM communities_surveyanswer
    UNION ALL SELECT community_id, unnest(ARRAY[complete_on, withdrawn_on]) FROM facilities_inventory
    UNION ALL SELECT community_id, unnest(ARRAY[opened_on, closed_on]) FROM facilities_facility
    UNION ALL SELECT served.community_id, unnest(ARRAY[one.opened_on, one.closed_on])
        FROM facilities_servedcommunity AS served JOIN facilities_facility AS one ON one.id = served.facility_id
    UNION ALL SELECT id, unnest(ARRAY[valid_from, valid_to + 1]) FROM communities_community
    -- whoever it shares a block or a facility with: one that does not exist on the day is not in the frame
    UNION ALL SELECT one.id, unnest(ARRAY[mate.valid_from, mate.valid_to + 1]) FROM communities_community AS one
        JOIN communities_community AS mate ON mate.block_id = one.block_id
        WHERE mate.valid_from IS NOT NULL OR mate.valid_to IS NOT NULL
    UNION ALL SELECT own.community_id, unnest(ARRAY[mate.valid_from, mate.valid_to + 1]) FROM facilities_servedcommunity AS own
        JOIN facilities_servedcommunity AS other ON other.facility_id = own.facility_id
        JOIN communities_community AS mate ON mate.id = other.community_id
        WHERE mate.valid_from IS NOT NULL OR mate.valid_to IS NOT NULL
) AS days
WHERE day IS NOT NULL AND {community}
GROUP BY community_id
"""
_SHARED: Final = "SELECT facility_id, community_id FROM facilities_servedcommunity WHERE {community}"
_BY_DISTRICT: Final = """
WITH district AS (SELECT unnest(%(districts)s::text[]) AS digits), pilot AS (
    SELECT digits, answered_on, superseded_on FROM district
    JOIN communities_community AS one ON one.code BETWEEN digits || '000000' AND digits || '999999'
    JOIN communities_surveyanswer AS said ON said.community_id = one.id AND said.item = %(item)s
)
SELECT digits, max(day) FILTER (WHERE day <= %(on)s), min(day) FILTER (WHERE day > %(on)s)
FROM (
    SELECT digits, unnest(ARRAY[answered_on, superseded_on]) AS day FROM pilot
    UNION ALL SELECT digits, unnest(ARRAY[valid_from, valid_to + 1]) FROM (SELECT DISTINCT digits FROM pilot) AS asked
        JOIN communities_community AS one ON one.code BETWEEN digits || '000000' AND digits || '999999'
) AS days
GROUP BY digits
"""


class Span(NamedTuple):
    """int64[N] of day numbers: the facts of a row hold from ``since`` on (ALWAYS: from the first day) and before ``until``."""

    since: Ints
    until: Ints

    def meet(self, rows: Ints, groups: Ints) -> None:
        """Each of ``rows`` holds only as long as every row of its group (0, 1, ...) does."""
        size = int(groups.max(initial=-1)) + 1
        since, until = np.full(size, ALWAYS, np.int64), np.full(size, NEVER, np.int64)
        np.maximum.at(since, groups, self.since[rows])
        np.minimum.at(until, groups, self.until[rows])
        np.maximum.at(self.since, rows, since[groups])
        np.minimum.at(self.until, rows, until[groups])

    def cut(self, rows: Ints, since: Sequence[date | None], until: Sequence[date | None]) -> None:
        """``rows`` hold within these days, None: no bound."""
        np.maximum.at(self.since, rows, [day.toordinal() if day else ALWAYS for day in since])
        np.minimum.at(self.until, rows, [day.toordinal() if day else NEVER for day in until])


def span_of(frame: Frame) -> Span:
    """How long the facts of the frame's rows hold, around its day. Those of its companions may be told too long."""
    span = Span(np.full(len(frame), ALWAYS, np.int64), np.full(len(frame), NEVER, np.int64))
    _cut_by_own(frame, span)
    _meet_sharers(frame, span)
    _meet_blocks(frame, span)
    _cut_by_district(frame, span)
    return span


def _cut_by_own(frame: Frame, span: Span) -> None:
    found = _asked(frame, _BY_COMMUNITY, {"on": frame.as_of})
    rows = frame.rows([row[0] for row in found])
    inside = [(row, *days) for row, (_, *days) in zip(rows.tolist(), found, strict=True) if row >= 0]
    span.cut(np.array([each[0] for each in inside], np.int64), [each[1] for each in inside], [each[2] for each in inside])


def _meet_sharers(frame: Frame, span: Span) -> None:
    """A shared facility is shared out by the households of all it serves."""
    found = np.array(_asked(frame, _SHARED, {}), np.int64).reshape(-1, 2)
    rows = frame.rows(found[:, 1])
    _, groups = np.unique(found[:, 0], return_inverse=True)
    span.meet(rows[rows >= 0], groups[rows >= 0])


def _meet_blocks(frame: Frame, span: Span) -> None:
    blocks = np.array([-1 if block is None else block for block in frame.field("block_id")], np.int64)
    rows = np.flatnonzero(blocks >= 0)
    span.meet(rows, np.unique(blocks[rows], return_inverse=True)[1])


def _cut_by_district(frame: Frame, span: Span) -> None:
    """How many pilots a district has rests on the answers of all its communities, and on which there are."""
    digits = np.array([code[:_DIGITS] for code in frame.field("code")], object)
    for district, since, until in _answers(_BY_DISTRICT, {"districts": sorted(set(digits)), "on": frame.as_of, "item": ITEM}):
        rows = np.flatnonzero(digits == district)
        span.cut(rows, [since] * len(rows), [until] * len(rows))


def _asked(frame: Frame, statement: str, params: dict[str, Any]) -> list[Any]:
    """The rows of ``statement`` that speak of communities of the frame."""
    if EVERYWHERE in frame.area:
        return _answers(statement.format(community="true"), params)
    limited = statement.format(community="community_id = ANY(%(ids)s)")
    return _answers(limited, {**params, "ids": frame.pk.tolist()})


def _answers(statement: str, params: dict[str, Any]) -> list[Any]:
    with connection.cursor() as cursor:
        cursor.execute(statement, params)
        found: list[Any] = cursor.fetchall()
    return found
