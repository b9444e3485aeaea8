"""One module per kind of file: rows in, draft out. The order is the order in which a set of files is taken in."""

from collections.abc import Callable, Mapping
from types import MappingProxyType

from intake.draft import Draft
from intake.kinds import (
    boundaries,
    communities,
    compounds,
    division_boundaries,
    division_counts,
    divisions,
    facilities,
    households,
    inventory,
    premises,
    survey,
)
from intake.watching import Watched
from intake.work import Work

MakeDraft = Callable[[Watched, Work], Draft]

KINDS: Mapping[str, MakeDraft] = MappingProxyType(
    {
        "divisions": divisions.draft,
        "communities": communities.draft,
        "division_boundaries": division_boundaries.draft,
        "division_counts": division_counts.draft,
        "boundaries": boundaries.draft,
        "households": households.draft,
        "compounds": compounds.draft,
        "facilities": facilities.draft,
        "premises": premises.draft,
        "survey": survey.draft,
        "inventory": inventory.draft,
    }
)
