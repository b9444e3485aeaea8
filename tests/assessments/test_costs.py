"""Costs over the years, worked out by hand, and the line of the price book that holds."""

from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assessments.remedies.costs import Range
from assessments.remedies.needs import need_of
from assessments.remedies.options import options_for
from assessments.remedies.present import Terms, outlays, present_cost
from assessments.remedies.prices import WORKS, PriceLine, PriceUnit, price_book, unit_of
from assessments.remedies.stock import Situation
from communities.words import Words
from tests.assessments.remedies import offered

INDEX = Words("市造价指标", "city index")
GREEN = need_of(kind="presence", facility_type="green", item="", shortfall=1)


def line(remedy: str = "new_build", facility_type: str = "", low: int = 1, **fields: object) -> PriceLine:
    """An entered line of 1 to 10 yuan."""
    return PriceLine(remedy, facility_type, Decimal(low), Decimal(10), INDEX, is_placeholder=False, **fields)  # type: ignore[arg-type]  # the names are the fields


def test_what_falls_due_in_which_year() -> None:
    """18 months: half now, half after a year; open for half of the second year."""
    for months, years, due in ((18, 3, [150, 150, 60, 120]), (0, 1, [300, 120]), (24, 1, [150, 150])):
        found = outlays(Decimal(300), Decimal(120), months=months, terms=Terms(years))
        assert [int(each) for each in found] == due


def test_the_net_present_cost_by_hand() -> None:
    rate = Fraction(105, 100)
    by_hand = 150 + 150 / rate + 60 / rate**2 + 120 / rate**3
    found = present_cost(Decimal(300), Decimal(120), months=18, terms=Terms(3, Decimal("0.05")))
    assert found == Decimal("450.94")
    assert abs(Fraction(found) - by_hand) <= Fraction(1, 200)
    assert present_cost(Decimal(300), Decimal(120), months=18, terms=Terms(3, Decimal(0))) == 480


@pytest.mark.parametrize(("years", "rate"), [(0, "0.035"), (10, "-0.01")])
def test_no_horizon_and_no_negative_rate_are_refused(years: int, rate: str) -> None:
    with pytest.raises(ValueError, match="at least one year"):
        Terms(years, Decimal(rate))


def test_an_option_tells_upkeep_and_the_cost_over_the_years() -> None:
    """200 m2: fit-out 800 to 1,800, rent 20 to 80 a month, upkeep 100 to 300 a year; open after 2 to 5 months."""
    cost = offered()["lease"].cost
    assert cost is not None
    assert cost.running == Range(Decimal(20_000), Decimal(60_000))
    low, high = (Decimal(160_000), Decimal(68_000), 5), (Decimal(360_000), Decimal(252_000), 2)
    expected = [present_cost(once, yearly, months=months, terms=cost.terms) for once, yearly, months in (low, high)]
    assert [cost.present.low, cost.present.high] == expected if cost.present else False
    assert [one.remedy for one in cost.lines] == ["lease", "lease_month", "running"]


def test_works_have_a_cost_only_where_somebody_has_priced_them() -> None:
    pipes = need_of(kind="state", facility_type="", item="water_supply", shortfall=1)
    priced = price_book([line(WORKS, item="green", low=7)])
    for need, book, low in ((GREEN, price_book(), None), (GREEN, priced, 7), (pipes, priced, None)):
        (option,) = options_for(need, Situation("existing", book))
        assert (option.cost.low if option.cost else None) == low
    assert [unit_of(each) for each in (WORKS, "running", "lease")] == [PriceUnit.EACH, PriceUnit.M2_YEAR, PriceUnit.M2]


def test_an_entered_line_comes_before_a_placeholder_and_a_typed_line_before_any_type() -> None:
    book = price_book([line(low=1), line(facility_type="nursery", low=3)])
    found = [book.line("new_build", kind) for kind in ("nursery", "canteen")]
    assert [each.low for each in found if each] == [3, 1]
    assert len([each for each in book.in_force() if each.remedy == "new_build"]) == 2


def test_the_place_comes_before_the_type() -> None:
    book = price_book([line(facility_type="nursery", low=1), line(low=2, place="/90/9001/")])
    found = [book.at(path).line("new_build", "nursery") for path in ("/90/9001/900101/", "/90/9002/")]
    assert [each.low for each in found if each] == [2, 1]


PLACES = ("/", "/90/", "/90/9001/", "/90/9001/900101/", "/91/")
LINES = st.builds(
    line,
    remedy=st.sampled_from(["lease", "purchase"]),
    facility_type=st.sampled_from(["", "nursery", "canteen"]),
    low=st.integers(0, 9),
    place=st.sampled_from(PLACES),
    since=st.dates(date(2026, 1, 1), date(2026, 1, 3)),
)


def oracle(lines: list[PriceLine], path: str, facility_type: str) -> PriceLine | None:
    """Place by place from the smallest up, in each the type and then any type, in each the newest, the last entered."""
    segments = path.strip("/").split("/")
    places = ["/" + "".join(f"{part}/" for part in segments[:depth]) for depth in range(len(segments), -1, -1)]
    for place in places:
        for kind in (facility_type, ""):
            here = [one for one in lines if (one.remedy, one.facility_type, one.place) == ("lease", kind, place)]
            if here:
                newest = max(one.since or date.min for one in here)
                return [one for one in here if one.since == newest][-1]
    return None


@given(st.lists(LINES, max_size=8), st.sampled_from(["/90/9001/900101/", "/90/9002/", "/91/"]), st.randoms())
def test_the_most_specific_line_wins_in_whatever_order_they_come(lines: list[PriceLine], path: str, random: object) -> None:
    numbered = [PriceLine(**{**each.__dict__, "key": key}) for key, each in enumerate(lines)]
    shuffled = list(numbered)
    random.shuffle(shuffled)  # type: ignore[attr-defined]  # a Random
    found, expected = price_book(shuffled).at(path).line("lease", "nursery"), oracle(numbered, path, "nursery")
    assert found is not None
    assert found == expected if expected else found.is_placeholder
