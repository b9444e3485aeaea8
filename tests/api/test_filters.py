"""The API narrows by the pages' FilterSets, each filter means what it says, and says what it means."""

from collections.abc import Callable, Iterator
from copy import deepcopy
from typing import Any

import pytest
from django.http import QueryDict
from django.test import Client
from django.utils import translation
from pytest_django import DjangoDbBlocker, Settings

from assessments.filters import GapFilter, ScorecardFilter
from assessments.models import Round, Scorecard
from assessments.selectors.gaps import gaps
from assessments.selectors.scorecards import scorecards
from communities.filters import CommunityFilter, DivisionFilter
from communities.models import Community, Division
from communities.scope import AreaScope
from communities.selectors import communities, divisions
from facilities.filters import FacilityFilter
from facilities.models import Facility
from facilities.selectors import facilities
from tests.api.reading import results
from tests.factories import (
    make_block,
    make_community,
    make_division,
    make_facility,
    make_households,
    make_inventory,
    make_round,
)
from tests.factories.once import stored_once

EVERYWHERE = AreaScope.everywhere()
Test = Callable[[Any], bool]


def starts(prefix: str) -> Test:
    return lambda row: row.code.startswith(prefix)


COMMUNITIES: dict[str, Callable[[Community], bool]] = {
    "": lambda c: True,
    "division=90": starts("90"),
    "division=900101": starts("900101"),
    "division=900101001000": starts("900101001"),
    "division=900101001001": starts("900101001001"),
    "division=91": starts("91"),
    "build_class=new": lambda c: c.build_class == "new",
    "build_class=unknown": lambda c: c.build_class == "unknown",
    "central_heating=yes": lambda c: c.central_heating is True,
    "central_heating=no": lambda c: c.central_heating is False,
    "central_heating=unknown": lambda c: c.central_heating is None,
    "in_block=unknown": lambda c: c.in_block is None,
    "block=B1": lambda c: c.block is not None,
    "search=梧桐": lambda c: "梧桐" in c.name,
    "search=SYCAMORE": lambda c: "sycamore" in c.name_en.lower(),
    "search=9001020": starts("9001020"),
    "search=%25": lambda c: "%" in c.name,
    "division=90&build_class=new&search=社区": lambda c: (
        c.code.startswith("90") and c.build_class == "new" and "社区" in c.name
    ),
}
FACILITIES: dict[str, Callable[[Facility], bool]] = {
    "division=900101": lambda f: f.community is not None and f.community.code.startswith("900101"),
    "community=900102001001": lambda f: f.community is not None and f.community.code == "900102001001",
    "facility_type=nursery": lambda f: f.facility_type == "nursery",
    "facility_type=nursery&facility_type=pharmacy": lambda f: f.facility_type in ("nursery", "pharmacy"),
    "open_on=2020-06-01": lambda f: f.name != "新开" and f.name != "已关",
    "open_on=2024-06-01": lambda f: f.name != "已关",
    "has_area=yes": lambda f: f.floor_area is not None,
    "has_area=no": lambda f: f.floor_area is None,
    "search=新开": lambda f: f.name == "新开",
}


def verdict_of(card: Scorecard, rule: str) -> int:
    return card.verdicts[card.round.rules.index(rule)]


CARDS: dict[str, Callable[[Scorecard], bool]] = {
    "division=900102": starts("900102"),
    "rule=N48-FAC-04": lambda s: verdict_of(s, "N48-FAC-04") == 2,
    "rule=N48-FAC-04&verdict=gap": lambda s: verdict_of(s, "N48-FAC-04") == 2,
    "rule=N48-FAC-04&verdict=met": lambda s: verdict_of(s, "N48-FAC-04") == 1,
    "rule=N48-FAC-01&verdict=unknown": lambda s: verdict_of(s, "N48-FAC-01") == 3,
    "rule=N48-FAC-08&verdict=not_applicable": lambda s: verdict_of(s, "N48-FAC-08") == 4,
    "has_gaps=yes": lambda s: s.gaps > 0,
    "has_gaps=no": lambda s: s.gaps == 0,
    "complete=no": lambda s: s.gaps > 0 or s.unknown > 0,
    "complete=yes": lambda s: s.gaps == 0 and s.unknown == 0,
    "min_gaps=2": lambda s: s.gaps >= 2,
    "build_class=existing": lambda s: s.community.build_class == "existing",
    "search=梧桐": lambda s: "梧桐" in s.community.name,
}
GAPS: dict[str, Test] = {
    "rule=N48-FAC-04": lambda g: g.rule == "N48-FAC-04",
    "rule=N48-FAC-04&rule=N48-FAC-05": lambda g: g.rule in ("N48-FAC-04", "N48-FAC-05"),
    "domain=SVC": lambda g: g.rule.startswith("N48-FAC"),
    "domain=COM&level=required": lambda g: g.rule.startswith("N48-COM"),
    "domain=SVC&rule=N48-COM-01": lambda g: False,
    "level=encouraged": lambda g: False,
    "build_class=new": lambda g: g.community.build_class == "new",
    "division=900101&search=社区": lambda g: g.code.startswith("900101") and "社区" in g.community.name,
}


@pytest.fixture(scope="module")
def stored(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[Round]:
    with stored_once(django_db_blocker, make_city) as made:
        yield made


@pytest.fixture
def city(stored: Round, db: None, settings: Settings) -> Round:
    settings.OPEN_READING = True
    return deepcopy(stored)


def make_city() -> Round:
    """A dozen communities that differ in everything a filter asks for, and a round over them."""
    make_division("9001", "示例市", name_en="Sample City")
    block = make_block()
    for number in range(1, 5):
        for district in ("900101001", "900102001", "910101001"):
            _settle(f"{district}00{number}", number, block if number == 1 else None)
    return make_round()


def _settle(code: str, number: int, block: Any) -> None:
    community = make_community(
        code,
        "梧桐社区" if number == 2 else f"100%社区{number}" if number == 3 else "",
        name_en="Sycamore" if number == 2 else "",
        build_class=("new", "existing", "unknown", "new")[number - 1],
        central_heating=(True, False, None, None)[number - 1],
        in_block=True if block else None,
        block=block,
    )
    if number < 4:
        make_households(community, 1000 * number)
    for facility_type in ("kindergarten", "nursery", "convenience_store")[: number - 1]:
        make_inventory(community, facility_type)
    make_facility(community, floor_area="900.00" if number % 2 else None)
    make_facility(community, "nursery", name="新开", opened_on="2023-01-01")
    make_facility(community, "pharmacy", name="已关", opened_on="2010-01-01", closed_on="2015-01-01")
    if number == 2:
        make_facility(community, "kindergarten")


def codes(rows: list[dict[str, Any]]) -> list[str]:
    return [row.get("community", row)["code"] if "findings" in row or "failed" in row else row["code"] for row in rows]


@pytest.mark.parametrize("query", COMMUNITIES)
def test_communities(query: str, city: Round, client: Client) -> None:
    page = CommunityFilter(QueryDict(query), communities(EVERYWHERE), scope=EVERYWHERE).qs
    wanted = [one.code for one in communities(EVERYWHERE) if COMMUNITIES[query](one)]
    assert codes(results(client, f"/api/v1/communities/?{query}")) == wanted == [one.code for one in page]


@pytest.mark.parametrize("query", FACILITIES)
def test_facilities(query: str, city: Round, client: Client) -> None:
    page = FacilityFilter(QueryDict(query), facilities(EVERYWHERE), scope=EVERYWHERE).qs
    wanted = [one.code for one in facilities(EVERYWHERE) if FACILITIES[query](one)]
    assert wanted
    assert codes(results(client, f"/api/v1/facilities/?{query}")) == wanted == [one.code for one in page]


@pytest.mark.parametrize("query", CARDS)
def test_scorecards(query: str, city: Round, client: Client) -> None:
    page = ScorecardFilter(QueryDict(query), scorecards(EVERYWHERE, city), scope=EVERYWHERE, one=city).qs
    wanted = [one.code for one in scorecards(EVERYWHERE, city) if CARDS[query](one)]
    assert codes(results(client, f"/api/v1/scorecards/?{query}")) == wanted == [one.code for one in page]


@pytest.mark.parametrize("query", GAPS)
def test_gaps(query: str, city: Round, client: Client) -> None:
    page = GapFilter(QueryDict(query), gaps(EVERYWHERE, city), scope=EVERYWHERE, one=city).qs
    wanted = [(one.code, one.rule) for one in gaps(EVERYWHERE, city) if GAPS[query](one)]
    found = [(row["community"]["code"], row["rule"]) for row in results(client, f"/api/v1/gaps/?{query}")]
    assert found == wanted == [(one.code, one.rule) for one in page]


def test_divisions(city: Round, client: Client) -> None:
    for query, wanted in (
        ("level=city", ["900100000000", "910100000000"]),
        ("parent=9001", ["900101000000", "900102000000"]),
        ("division=9001&level=district", ["900101000000", "900102000000"]),
        ("search=示例", ["900100000000"]),
        ("search=sample", ["900100000000"]),
    ):
        page = DivisionFilter(QueryDict(query), divisions(EVERYWHERE), scope=EVERYWHERE).qs
        assert codes(results(client, f"/api/v1/divisions/?{query}")) == wanted == [one.code for one in page]


def test_rounds(city: Round, client: Client) -> None:
    district = make_round(Division.objects.get(code="900101000000"))
    assert [row["id"] for row in results(client, "/api/v1/rounds/")] == [district.pk, city.pk]
    assert [row["id"] for row in results(client, "/api/v1/rounds/?division=9001")] == [district.pk]


def test_the_newest_round_that_covers_what_is_asked(city: Round, client: Client) -> None:
    district = make_round(Division.objects.get(code="900101000000"))
    assert {row["round"] for row in results(client, "/api/v1/scorecards/?division=9001")} == {city.pk}
    assert {row["round"] for row in results(client, "/api/v1/scorecards/?division=900101")} == {district.pk}
    assert client.get("/api/v1/scorecards/900102001001/").json()["round"] == city.pk
    assert client.get("/api/v1/scorecards/900101001001/").json()["round"] == district.pk
    assert client.get(f"/api/v1/scorecards/900101001001/?round={city.pk}").json()["round"] == city.pk
    is_there = client.get(f"/api/v1/rounds/{district.pk}/scorecards/900102001001/")
    assert is_there.status_code == 404


SPOKEN: tuple[tuple[str, str, list[str]], ...] = (
    ("build_class=new", "zh", ["建设类型：新建"]),
    ("build_class=new", "en", ["Build class: new-built"]),
    ("division=9001", "zh", ["区划：示例市 (9001)"]),
    ("division=9001", "en", ["Division: Sample City (9001)"]),
    ("division=99", "en", ["Division: 99"]),
    ("central_heating=unknown&search=a%25", "en", ['Name or code: "a%"', "Central heating: unknown"]),
    ("ordering=-name", "en", []),
    ("", "zh", []),
)


@pytest.mark.parametrize(("query", "lang", "sentences"), SPOKEN)
def test_a_filter_says_what_it_filters(query: str, lang: Any, sentences: list[str], city: Round) -> None:
    filterset = CommunityFilter(QueryDict(query), communities(EVERYWHERE), scope=EVERYWHERE)
    assert [spoken.sentence for spoken in filterset.spoken(lang)] == sentences


def test_each_narrowing_can_be_taken_away(city: Round) -> None:
    query = QueryDict("rule=N48-FAC-04&rule=N48-FAC-05&division=9001&round=3&cursor=x&ordering=-rule")
    filterset = GapFilter(query, gaps(EVERYWHERE, city), scope=EVERYWHERE, one=city)
    assert [(spoken.value, spoken.href) for spoken in filterset.spoken("en")] == [
        ("Sample City (9001)", "?rule=N48-FAC-04&rule=N48-FAC-05&round=3&ordering=-rule"),
        ("N48-FAC-04 Kindergarten present", "?rule=N48-FAC-05&division=9001&round=3&ordering=-rule"),
        ("N48-FAC-05 Nursery (0-3) present", "?rule=N48-FAC-04&division=9001&round=3&ordering=-rule"),
    ]


def test_a_division_out_of_scope_is_not_named(city: Round) -> None:
    scope = AreaScope(("/91/",))
    filterset = CommunityFilter(QueryDict("division=9001"), communities(scope), scope=scope)
    assert [spoken.value for spoken in filterset.spoken("zh")] == ["9001"]


def test_a_page_keeps_what_it_understood(city: Round) -> None:
    """A page shows the error beside the field, and narrows by the rest."""
    filterset = CommunityFilter(QueryDict("build_class=old&division=91"), communities(EVERYWHERE), scope=EVERYWHERE)
    assert not filterset.is_valid()
    assert "build_class" in filterset.form.errors
    assert {one.code[:2] for one in filterset.qs} == {"91"}


def test_the_form_draws_in_the_language_of_the_reader(city: Round, settings: Settings) -> None:
    filterset = ScorecardFilter(QueryDict(""), scorecards(EVERYWHERE, city), scope=EVERYWHERE, one=city)
    with translation.override("zh-hans"):
        chinese = filterset.form.as_p()
    with translation.override("en"):
        english = filterset.form.as_p()
    assert "幼儿园（配置）" in chinese
    assert "Kindergarten present" in english
    assert "建设类型" not in english
