"""What the lists of a plan share: its lines, what it leaves open, its communities."""

from collections.abc import Sequence
from dataclasses import dataclass

from assessments.contexts import Empty, Link, Table
from assessments.models import RemedyPlan
from assessments.plan_filters import CardFilter, LeftFilter, LineFilter
from assessments.views.choosing import FilterForm
from assessments.views.lists import nothing_found, unreadable
from communities.filters import Spoken

Narrowed = LineFilter | LeftFilter | CardFilter


@dataclass(frozen=True)
class PlanList:
    """A list of a plan. ``counts``: what stands above it, as how many for each reason; None where nothing does. ``badges``:
    what holds for all of its rows.
    """

    heading: str
    breadcrumbs: list[Link]
    provenance_flags: Sequence[str]
    plan: RemedyPlan
    form: FilterForm
    kept: Sequence[tuple[str, str]]
    active: Sequence[Spoken]
    total: str
    clear: str
    table: Table
    previous_href: str
    next_href: str
    counts: Table | None = None
    badges: Sequence[str] = ()


def empty_of(narrowed: Narrowed, clear: str, nothing: Empty) -> Empty:
    """Why there are no rows: a filter that cannot be read, one that leaves nothing, or because there is nothing."""
    if not narrowed.is_valid():
        return unreadable(clear)
    return nothing_found(clear) if narrowed.asked_names() else nothing
