"""What stands on the ground, what could be used, and how complete the lists are."""

from facilities.models.facility import Facility, MatchedBy, Tenure
from facilities.models.inventory import Inventory
from facilities.models.premises import Ownership, Premises, PremisesKind
from facilities.models.service import ServedCommunity

__all__ = [
    "Facility",
    "Inventory",
    "MatchedBy",
    "Ownership",
    "Premises",
    "PremisesKind",
    "ServedCommunity",
    "Tenure",
]
