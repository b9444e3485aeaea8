"""Premises, facilities and situations for the tests of remedies, with everything a test does not care about filled in."""

from datetime import date
from typing import Any

from assessments.remedies.needs import Need, need_of
from assessments.remedies.option import Option
from assessments.remedies.options import options_for
from assessments.remedies.prices import price_book
from assessments.remedies.stock import AtHand, FacilityNear, Situation

OFFERS = ("build", "sale", "swap", "lease", "retrofit")
NURSERY = need_of(kind="presence", facility_type="nursery", item="", shortfall=1)
CANTEEN = need_of(kind="presence", facility_type="canteen", item="", shortfall=1)
COMPLEX = need_of(kind="rate", facility_type="service_complex", item="floor_area", shortfall=32_000)
BOOK = price_book()


def rooms(**changes: Any) -> AtHand:
    """Public rooms of 300 m2 on the ground in the community, offered in every way."""
    values: dict[str, Any] = {
        "code": "P1", "name": "rooms", "kind": "room", "is_public": True, "offers": OFFERS, "area": 30_000, "metres": 200,
        "in_community": True, "annual_rent": None, "price": None, "lease_until": date(2030, 1, 1), "storey": 1,
    }  # fmt: skip
    return AtHand(**{**values, **changes})


def plot(**changes: Any) -> AtHand:
    """A plot of 300 m2 in the community, for building."""
    return rooms(**{"code": "L1", "kind": "land", "offers": ("build",), "storey": None, "lease_until": None, **changes})


def facility(**changes: Any) -> FacilityNear:
    """A nursery of 250 m2 in another community, 200 m away."""
    values: dict[str, Any] = {
        "code": "F1", "name": "nursery", "facility_type": "nursery", "in_community": False, "community": "next door",
        "metres": 200, "area": 25_000, "capacity": 40, "tenure": "public", "source": "register",
    }  # fmt: skip
    return FacilityNear(**{**values, **changes})


def offered(need: Need = NURSERY, build_class: str = "existing", **around: Any) -> dict[str, Option]:
    """The answers by way, for the placeholders' prices."""
    found = options_for(need, Situation(build_class, BOOK, **around))
    return {option.remedy.code: option for option in found}
