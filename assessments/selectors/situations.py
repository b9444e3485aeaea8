"""All that decides which ways are open to one community on one day: its premises, its neighbours, its block, its prices."""

from collections.abc import Collection
from datetime import date

from assessments.remedies.present import TERMS, Terms
from assessments.remedies.stock import Situation
from assessments.selectors.neighbours import block_near, facilities_near
from assessments.selectors.premises import premises_near
from assessments.selectors.prices import prices_on
from communities.models import Community
from communities.scope import AreaScope


def situation_of(
    scope: AreaScope,
    community: Community,
    *,
    build_class: str,
    types: Collection[str],
    as_of: date,
    terms: Terms = TERMS,
) -> Situation:
    """``build_class`` is new, existing or unknown; ``types``: the facility types that the gaps speak of.

    Three queries, and two more where the community belongs to a block.
    """
    return Situation(
        build_class,
        prices_on(as_of).at(community.path),
        premises_near(scope, community, as_of=as_of),
        facilities_near(scope, community, types, as_of=as_of),
        block_near(scope, community),
        terms,
        as_of,
    )
