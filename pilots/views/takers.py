"""Which pilots may take a project up, and whether the one that has it may let it go."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import QuerySet

from communities.requests import ScopedRequest
from pilots.models import Enrolment, KeyProject, ProjectState
from pilots.selectors.programmes import LIVE, enrolments


@dataclass(frozen=True)
class Takers:
    """``pilots``: those that may take the project up; ``may_let_go``: whether it may be asked to let it go."""

    pilots: Sequence[Enrolment]
    may_let_go: bool


def takers_of(request: ScopedRequest, one: KeyProject) -> Takers:
    """For a reader who may write the project."""
    if one.enrolment_id is not None:
        return Takers([], may_let_go=not one.is_by_hand)
    is_free = one.state != ProjectState.DROPPED
    return Takers(list(pilots_for(request, one)) if is_free else [], may_let_go=False)


def pilots_for(request: ScopedRequest, one: KeyProject) -> QuerySet[Enrolment]:
    """Pilots of its community that the reader sees."""
    return enrolments(request.scope).filter(community=one.community_id, state=LIVE)
