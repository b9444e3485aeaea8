"""Small functions that make one row each, with everything a test does not care about filled in."""

from tests.factories.communities import make_answer, make_block, make_community, make_division, make_households, make_source
from tests.factories.facilities import make_facility, make_inventory, make_premises
from tests.factories.people import WORKER, make_grant, make_user, make_worker, revoke_all
from tests.factories.rounds import make_round
from tests.factories.territory import Territory, make_territory

__all__ = [
    "WORKER",
    "Territory",
    "make_answer",
    "make_block",
    "make_community",
    "make_division",
    "make_facility",
    "make_grant",
    "make_households",
    "make_inventory",
    "make_premises",
    "make_round",
    "make_source",
    "make_territory",
    "make_user",
    "make_worker",
    "revoke_all",
]
