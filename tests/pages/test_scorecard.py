"""The scorecard and its trace: every rule answered, every gap with its ways out, and the figures of the register."""

import json

import pytest

from assessments.models import Round
from assessments.standards.recompute import recompute
from communities.models import Community, HouseholdCount
from facilities.models import Facility, Premises, ServedCommunity
from tests.factories import (
    Territory,
    make_community,
    make_facility,
    make_households,
    make_inventory,
    make_premises,
    make_round,
    make_source,
)
from tests.pages.addresses import RULE
from tests.pages.conftest import Browser


@pytest.fixture
def address(territory: Territory) -> str:
    """A community with a complex that is too small, and rooms for sale beside it."""
    one = make_community("900101001009", "示例社区九", build_class="existing")
    make_households(one, 2667)
    make_inventory(one, "kindergarten")
    make_facility(one, "service_complex", floor_area=480, activity_area=240)
    make_inventory(one, "service_complex")
    make_premises(one, name="空置房屋甲", floor_area=600, price=3_000_000)
    return f"/communities/{one.code}/"


def _read(browser: Browser, address: str, language: str = "") -> str:
    return browser(language=language).get(address).content.decode()


@pytest.mark.usefixtures("is_open")
def test_every_rule_of_the_round_is_answered(address: str, browser: Browser) -> None:
    one: Round = make_round()
    text = _read(browser, address)
    assert [code for code in one.rules if f'id="{code}"' not in text] == []


@pytest.mark.usefixtures("is_open")
def test_a_gap_says_how_much_is_missing_and_how_it_can_be_closed(address: str, browser: Browser) -> None:
    make_round()
    text = _read(browser, address)
    for words in ("800.10 ㎡", "480.00 ㎡", "320.10 ㎡", "购置", "空置房屋甲", "300.0 万元", "占位价格"):
        assert words in text
    assert "CNY 3,000,000" in _read(browser, address, "en")


@pytest.mark.usefixtures("is_open")
def test_an_option_shows_premises_side_by_side_costs_over_the_years_and_where_prices_come_from(
    address: str, browser: Browser
) -> None:
    one = Community.objects.get(code=address.split("/")[2])
    make_premises(one, name="空置房屋乙", floor_area=300, storey=2)
    make_premises(one, name="空置房屋丙")
    make_round()
    text, english = _read(browser, address), _read(browser, address, "en")
    for words in (
        "只有这一处合适",
        "比所需多 279.90 ㎡",
        "300.00 ㎡，少于所需的 320.10 ㎡",
        "面积不明",
        "空置房屋甲权利人的报价",
        "五种方式以外",
    ):
        assert words in text
    for words in ("it is the only one that fits", "279.90 m² more than needed", "Cannot tell", "Outside the five ways"):
        assert words in english
    assert "10 years at 3.5% a year" in english
    assert "Purchase: 6,000–15,000 yuan per m², placeholder (the local market decides)" in english


@pytest.mark.usefixtures("is_open")
def test_a_lease_is_never_a_permanent_answer(address: str, browser: Browser) -> None:
    make_round()
    assert "租赁不是永久办法" in _read(browser, address)


@pytest.mark.usefixtures("is_open")
def test_an_unknown_says_what_would_decide_it(address: str, browser: Browser) -> None:
    make_round()
    text = _read(browser, address, "en")
    assert "Needed to decide:" in text
    assert "has not been declared complete" in text


@pytest.mark.usefixtures("is_open")
def test_it_says_where_the_data_has_changed_since_the_round(address: str, browser: Browser) -> None:
    make_round()
    assert "该批次之后数据已有变化" not in _read(browser, address)
    Facility.objects.update(floor_area=900)
    assert "该批次之后数据已有变化" in _read(browser, address)


@pytest.mark.usefixtures("is_open")
def test_a_community_without_households_is_not_judged_by_them(address: str, browser: Browser) -> None:
    HouseholdCount.objects.all().delete()
    make_round()
    assert browser().get(address).status_code == 200


@pytest.mark.usefixtures("is_open")
def test_the_trace_names_rows_and_sources(address: str, browser: Browser) -> None:
    make_round()
    text = _read(browser, f"{address}trace/N48-FAC-01/")
    for words in ("facility:", "household_count:", "register", "2026-06-30", "2,667 户", "480.00 ㎡"):
        assert words in text


@pytest.mark.usefixtures("is_open")
@pytest.mark.parametrize("rule", ["N48-FAC-01", RULE])
def test_the_trace_as_json_gives_the_same_verdict_again(rule: str, address: str, browser: Browser) -> None:
    make_round()
    response = browser().get(f"{address}trace/{rule}/?format=json")
    trace = json.loads(response.content)
    assert response.headers["Content-Disposition"].endswith(f'{rule}.json"')
    assert recompute(trace).code == trace["verdict"] == "gap"


@pytest.mark.usefixtures("is_open")
def test_the_trace_opens_inside_the_card(address: str, browser: Browser) -> None:
    make_round()
    response = browser().get(f"{address}trace/{RULE}/", headers={"HX-Request": "true"})
    text = response.content.decode()
    assert "<html" not in text
    assert text.strip().endswith("</details>")


@pytest.mark.usefixtures("is_open")
def test_a_share_is_printed_with_the_whole_it_is_a_share_of(address: str, browser: Browser) -> None:
    shared, other = Facility.objects.get(community__code="900101001009"), make_community("900101001008")
    make_households(other, 1333)
    for community in (Community.objects.get(code="900101001009"), other):
        ServedCommunity.objects.create(facility=shared, community=community)
    make_round()
    assert "320.04 m² (share of 480.00 m² by households: 2,667 of 4,000)" in _read(browser, f"{address}trace/N48-FAC-01/", "en")
    HouseholdCount.objects.filter(community=other).delete()
    text = _read(browser, f"{address}trace/N48-FAC-01/", "en")
    assert "share of 480.00 m² not known" in text
    assert "The data has changed since this round" in text


@pytest.mark.usefixtures("is_open")
def test_synthetic_premises_are_labelled_beside_their_name(address: str, browser: Browser) -> None:
    Premises.objects.update(source=make_source("synthetic fill", provenance="synthetic"))
    make_round()
    text = _read(browser, address)
    assert 'data-provenance="synthetic"' in text
    assert "合成数据" in text[text.index("空置房屋甲") :][:200]
