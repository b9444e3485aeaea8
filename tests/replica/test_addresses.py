"""Every address is either in the list of those that may lag or in that of those that may not. A new one must choose."""

from accounts.routes import route_names
from config.replica.reads import LIVE, MAY_LAG


def test_every_address_is_in_one_of_the_two_lists() -> None:
    assert route_names() == MAY_LAG | LIVE
    assert not MAY_LAG & LIVE
