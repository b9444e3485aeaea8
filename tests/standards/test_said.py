"""What the law says of its own examples, word for word. Read the difference before accepting it: people will read it."""

import json
from fractions import Fraction

from assessments.standards.loading import pack_named
from assessments.standards.standing import places_text
from assessments.standards.units import Unit, amount_shown
from tests.standards.said import FILE, said


def test_the_law_says_what_is_written_down() -> None:
    assert said() == json.loads(FILE.read_text(encoding="utf-8")), "if it should: python -m tests.standards.said"


def test_large_numbers_are_grouped_and_long_lists_of_places_cut_short() -> None:
    assert amount_shown(Fraction(1000), Unit.COUNT, "en") == "1,000"
    places = ("11", "12", "13", "14", "15")
    assert places_text(places, "en") == "11, 12, 13 and 2 more"
    assert places_text(places, "zh") == "11、12、13 等 5 处"


def test_the_distance_of_a_pool_is_one_of_the_rules_numbers() -> None:
    rule = pack_named("cn-ccs-2020").rule("CCS20-02-N")
    assert Unit.METRE in [parameter.unit for parameter in rule.kind.parameters()]
