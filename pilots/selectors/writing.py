"""Who has written a part of a work plan by writing its key projects: read from the log, where every verb leaves what it
changed, so that no verb has to remember to say it.
"""

from collections.abc import Collection, Mapping
from typing import Any, Final

from django.db.models import Q

from communities.models import Change
from pilots.models import Funding, KeyProject, Milestone, ProjectState

_PROJECT, _FUNDING, _MILESTONE = (model._meta.db_table for model in (KeyProject, Funding, Milestone))
NO_PART: Final[Mapping[str, frozenset[str]]] = {
    _PROJECT: frozenset(
        {
            "state", "begun_on", "ended_on", "outcome", "code", "path", "labels", "made_at", "made_by_id", "version",
            "changed_at",
        }
    ),
    _FUNDING: frozenset({"arrived", "spent"}),
    _MILESTONE: frozenset({"done_on", "made_at", "version", "changed_at"}),
}  # fmt: skip
"""Columns that say how the work goes, and nothing of what is planned. Any other one counts, also one that is yet to come."""
Row = Mapping[str, Any] | None


def project_writers(enrolment: int, held: Collection[int]) -> set[int]:
    """Keys of all who wrote what the plan says of the projects that it holds (``held``, by their keys), wherever these were
    when they did, and of all who took a project away from the pilot or gave it up.
    """
    own = Q(table=_PROJECT, first__in=held) | Q(table=_PROJECT, before__enrolment_id=enrolment)
    parts = Q(table__in=(_FUNDING, _MILESTONE)) & (Q(before__project_id__in=held) | Q(after__project_id__in=held))
    found = Change.objects.filter(own | parts, act__by__isnull=False)
    rows = found.values_list("table", "first", "before", "after", "act__by")
    return {by for table, key, *pair, by in rows if _differ(table, key, pair, enrolment, held)}


def _differ(table: str, key: int, pair: list[Row], enrolment: int, held: Collection[int]) -> bool:
    if table == _PROJECT and key not in held:
        return _is_in(pair[0], enrolment) != _is_in(pair[1], enrolment)
    before, after = (_said(table, row) for row in pair)
    return before != after


def _is_in(row: Row, enrolment: int) -> bool:
    return row is not None and row["enrolment_id"] == enrolment and row["state"] != ProjectState.DROPPED


def _said(table: str, row: Row) -> dict[str, Any] | None:
    return {name: value for name, value in row.items() if name not in NO_PART[table]} if row is not None else None
