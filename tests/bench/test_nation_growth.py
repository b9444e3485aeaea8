"""The round by the whole law at 1,000, 10,000 and COMMUNITIES committees: medians of TIMES, its floor, its growth."""

import pytest

from tests.bench.nation_base import TIMES, nation
from tests.bench.nation_floor import Floor
from tests.bench.nation_growth import SIZES, exponents
from tests.bench.nation_rounds import Rounds, no_rounds
from tests.bench.nation_rules import signature_of
from tests.bench.nation_table import Told, by_turns

pytestmark = [pytest.mark.bench, pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("nation_databases")]


def test_the_round_grows_as_the_nation_does() -> None:
    told = Told("growth", {"times": TIMES, "seconds": {}, "steps": {}})
    for size in SIZES:
        _at(told, size)
    told.about["exponents"] = exponents({size: took["round"] for size, took in told.about["seconds"].items()})
    for between, exponent in told.about["exponents"].items():
        told.ratio(f"exponent of growth from {between} against 1.05", exponent, 1.05, unit="", goal=">= 1 from 10,000 on")
    told.tell()


def _at(told: Told, size: int) -> None:
    """Every community must have been judged by every rule."""
    rounds = Rounds()
    with nation(size):
        floor = Floor(rounds, size)
        took = by_turns({"round": rounds, **floor.works()}, TIMES, before={"round": no_rounds, "read": floor.ready})
        signature = signature_of(rounds.one)
        assert all(sum(each[:4]) == size for each in signature.values())
    told.about["seconds"][size], told.about["steps"][size] = took, rounds.steps()
    told.about["signature"] = signature
    floor.tell(told, took)
