"""What narrows a list. One FilterSet serves the page and the API of a resource."""

from communities.filters.base import Order, Spoken, SpokenFilter, SpokenFilterSet
from communities.filters.community import CommunityFilter
from communities.filters.division import DivisionFilter
from communities.filters.kinds import AnyOf, AtLeast, Exactly, OnDay, OneOf, Ordering, Search, Within, YesNo

__all__ = [
    "AnyOf",
    "AtLeast",
    "CommunityFilter",
    "DivisionFilter",
    "Exactly",
    "OnDay",
    "OneOf",
    "Order",
    "Ordering",
    "Search",
    "Spoken",
    "SpokenFilter",
    "SpokenFilterSet",
    "Within",
    "YesNo",
]
