"""The quota: what is said of every number is what the rules of the notice answer, and the last place is given once."""

from datetime import date

import numpy as np
import pytest

from assessments.law import law_on
from assessments.standards.columns import Column, Facts
from assessments.standards.evaluate import evaluate
from assessments.standards.model import Verdict
from communities.divisions import full_code
from pilots.programmes.kinds import KINDS, last_day, month_number
from pilots.programmes.law import quota_of
from pilots.programmes.quota import Quota, Standing, told
from pilots.programmes.units import UnitLevel, unit_code

DAY = date(2023, 1, 1)
LAW = quota_of(KINDS["notice"], DAY)


def rule_verdicts(number: int) -> tuple[Verdict, Verdict]:
    """Of N48-PRG-02 (at least) and N48-PRG-03 (at most), for a pilot in a district with so many."""
    known = np.ones(1, np.bool_)
    facts = {"pilots_in_district": number, "survey.pilot_enrolled": 1}
    columns = {name: Column(np.array([value], np.int64), known) for name, value in facts.items()}
    rules = [law_on(DAY).rule(code) for code in ("N48-PRG-02", "N48-PRG-03")]
    least, most = evaluate(rules, Facts(("900101001001",), columns), DAY).verdict[0].tolist()
    return Verdict(least), Verdict(most)


@pytest.mark.parametrize("number", range(1, 12))
def test_what_is_said_is_what_the_rules_of_the_notice_answer(number: int) -> None:
    least, most = rule_verdicts(number)
    expected = Standing.BELOW if least is Verdict.GAP else Standing.ABOVE if most is Verdict.GAP else Standing.WITHIN
    assert LAW.standing(number) is expected
    assert LAW.has_room(number, 0) is (most is Verdict.MET)


@pytest.mark.parametrize(
    ("number", "zh"),
    [
        (0, "尚无试点；开展试点的，应为3～5 个。"),
        (2, "现有 2 个，应不少于 3 个（2 < 3），还差 1 个。"),
        (3, "现有 3 个，符合（3 ≤ 3 ≤ 5），还可增加 2 个。"),
        (5, "现有 5 个，符合（3 ≤ 5 ≤ 5），还可增加 0 个。"),
        (6, "现有 6 个，应不多于 5 个（6 > 5）。"),
    ],
)
def test_the_sentence_shows_its_arithmetic(number: int, zh: str) -> None:
    assert told(LAW, number).zh == zh


def test_a_programme_without_a_quota_takes_any_number() -> None:
    assert quota_of(KINDS["national"], DAY) == Quota()
    assert Quota().standing(400) is Standing.UNBOUNDED
    assert Quota().has_room(10_000)


@pytest.mark.parametrize(
    ("code", "district", "city"),
    [
        ("110108001001", "110108", "11"),  # Haidian: the municipality as a whole
        ("500235100001", "500235", "50"),  # a county of Chongqing, below the pseudo-city 5002
        ("441900003001", "4419", "4419"),  # Dongguan has no districts
        ("429004001001", "429004", "429004"),  # Xiantao: Hubei governs it itself
        ("420502001001", "420502", "4205"),  # a district of Yichang
    ],
)
def test_the_city_or_district_in_which_a_pilot_counts(code: str, district: str, city: str) -> None:
    assert unit_code(code, UnitLevel.DISTRICT) == full_code(district)
    assert unit_code(code, UnitLevel.CITY) == full_code(city)


def test_two_years_from_the_first_day() -> None:
    assert last_day(date(2022, 10, 1), 24) == date(2024, 9, 30)
    assert last_day(date(2024, 2, 29), 12) == date(2025, 2, 27)
    assert last_day(date(2023, 12, 31), 2) == date(2024, 2, 28)
    assert month_number(date(2024, 10, 1)) == 2024 * 12 + 9
