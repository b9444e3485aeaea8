"""The round at 1,000, 10,000 and COMMUNITIES committees: medians of TIMES, and the exponent of growth."""

import pytest

from tests.bench.nation_base import TIMES, nation
from tests.bench.nation_growth import SIZES, exponents
from tests.bench.nation_rounds import Rounds, no_rounds
from tests.bench.nation_rules import signature_of
from tests.bench.nation_table import Told, by_turns

pytestmark = [pytest.mark.bench, pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("nation_databases")]


def test_the_round_grows_as_the_nation_does() -> None:
    told = Told("growth", {"times": TIMES, "seconds": {}, "steps": {}})
    for size in SIZES:
        rounds = Rounds()
        with nation(size):
            told.about["seconds"][size] = by_turns({"round": rounds}, TIMES, before=no_rounds)["round"]
            assert all(sum(each[:4]) == size for each in signature_of(rounds.one).values())
        told.about["steps"][size] = rounds.steps()
    told.about["exponents"] = exponents(told.about["seconds"])
    for between, exponent in told.about["exponents"].items():
        told.ratio(f"exponent of growth from {between} against 1.05", exponent, 1.05, unit="", goal=">= 1 from 10,000 on")
    told.tell()
