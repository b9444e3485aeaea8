"""Found from gaps of the same kind elsewhere: what is shown, in which order, and why; the API is the page."""

from collections.abc import Callable
from typing import Any

import pytest

from accounts.models import User
from communities.models import Community
from pilots.models import Practice
from tests.api.reading import as_person
from tests.factories import Territory, make_community, make_grant, make_households, make_user
from tests.factories.practices import make_pilot, make_practice, make_published
from tests.practices.conftest import Pilots, published

pytestmark = pytest.mark.django_db
RULE = "N48-FAC-04"


@pytest.fixture
def shelf(territory: Territory, pilots: Pilots) -> dict[str, Practice]:
    """In no order that would help: by rule, by type, by way, and one about something else. One is a draft."""
    other = {"rules": ["N48-INF-01"], "facility_types": ["pharmacy"], "ways": ["purchase"]}
    return {
        "way": make_published(pilots.far, "同样方式", **{**other, "ways": ["lease"]}, households=2_667, build_class="existing"),
        "rule far": make_published(pilots.far, "同一短板，规模大", facility_types=[], households=9_000, build_class="new"),
        "else": make_published(pilots.far, "别的", **other),
        "type": make_published(pilots.mine, "同类设施", **{**other, "facility_types": ["kindergarten"]}, households=2_000),
        "rule unknown": make_published(pilots.far, "同一短板，规模不详", ways=[]),
        "rule near": make_published(pilots.far, "同一短板，规模相近", households=2_410, build_class="existing"),
        "draft": make_practice(pilots.mine, "草稿"),
    }


@pytest.fixture
def mine(territory: Territory) -> Community:
    """Existing, 2,667 households."""
    Community.objects.filter(pk=territory.own[0].pk).update(build_class="existing")
    return territory.own[0]


def found(user: User, query: str) -> list[dict[str, Any]]:
    response = as_person(user).get(f"/api/v1/practices/{query}")
    assert response.status_code == 200, response.content
    results: list[dict[str, Any]] = response.json()["results"]
    return results


def names(shelf: dict[str, Practice], rows: list[dict[str, Any]]) -> list[str]:
    by_key = {one.pk: name for name, one in shelf.items()}
    return [by_key[row["id"]] for row in rows]


def test_the_same_rule_comes_first_then_the_type_then_the_way(
    shelf: dict[str, Practice], mine: Community, planner: User
) -> None:
    rows = found(planner, f"?rule={RULE}&way=lease&for={mine.code}")
    assert names(shelf, rows) == ["rule near", "rule far", "rule unknown", "type", "way"]
    assert [words["en"] for words in rows[0]["why"]] == [
        f"closed the same gap ({RULE})", "the same type of facility (Kindergarten)", "the same way (lease)",
        "community of similar size (2,410 against 2,667 households)", "existing, as yours",
    ]  # fmt: skip
    assert [words["en"] for words in rows[2]["why"]][-2:] == [
        "sizes cannot be compared: a number of households is not known",
        "build classes cannot be compared: one is not recorded",
    ]


def test_nothing_is_compared_with_what_is_not_readable(
    territory: Territory, shelf: dict[str, Practice], mine: Community, planner: User
) -> None:
    plain = found(planner, f"?rule={RULE}")
    assert names(shelf, plain) == ["rule near", "rule unknown", "rule far", "type"]
    for code in (territory.near.code, "900999999999"):
        assert found(planner, f"?rule={RULE}&for={code}") == plain
        page = as_person(planner).get(f"/practices/?rule={RULE}&for={code}").content.decode()
        assert "管辖范围内没有该社区" in page
    assert "2,667" in as_person(planner).get(f"/practices/?rule={RULE}&for={mine.code}").content.decode()


QUERIES: dict[str, Callable[[Practice], bool]] = {
    "": lambda one: True,
    f"rule={RULE}": lambda one: RULE in one.rules or "kindergarten" in one.facility_types,
    "type=pharmacy": lambda one: "pharmacy" in one.facility_types,
    "type=kindergarten&way=purchase": lambda one: "kindergarten" in one.facility_types or "purchase" in one.ways,
    "way=lease": lambda one: "lease" in one.ways,
    "division=91": lambda one: one.path.startswith("/91/"),
    "division=9001": lambda one: one.path.startswith("/90/9001/"),
    "programme=notice": lambda one: one.enrolment.programme.kind == "notice",
    "programme=national": lambda one: False,
    "build_class=existing": lambda one: one.build_class == "existing",
    "search=规模": lambda one: "规模" in one.title,
    "search=910101001001": lambda one: "910101001001" in one.enrolment.community.name,
    "search=%25": lambda one: False,
    f"rule={RULE}&division=91&build_class=new": lambda one: RULE in one.rules and one.build_class == "new",
}


@pytest.mark.parametrize("query", QUERIES)
def test_each_filter_means_what_it_says_and_the_page_shows_the_same(
    query: str, shelf: dict[str, Practice], planner: User
) -> None:
    must = {name for name, one in shelf.items() if name != "draft" and QUERIES[query](one)}
    rows = found(planner, f"?{query}")
    assert set(names(shelf, rows)) == must
    page = as_person(planner).get(f"/practices/?{query}").content.decode()
    positions = [page.find(f'href="/practices/{row["id"]}/"') for row in rows]
    assert -1 not in positions
    assert positions == sorted(positions)
    assert page.count('href="/practices/') - page.count('href="/practices/"') - page.count('href="/practices/waiting/"') == len(
        rows
    )


@pytest.mark.parametrize("query", ["rule=X", "type=x", "way=pool", "division=x", "programme=x", "build_class=x"])
def test_what_cannot_be_read_shows_nothing(query: str, shelf: dict[str, Practice], planner: User) -> None:
    assert as_person(planner).get(f"/api/v1/practices/?{query}").status_code == 400
    page = as_person(planner).get(f"/practices/?{query}")
    assert (page.status_code, "规模大" in page.content.decode()) == (200, False)


def test_pages_of_the_list_follow_the_ranking(shelf: dict[str, Practice], mine: Community, planner: User) -> None:
    query, seen = f"?rule={RULE}&way=lease&for={mine.code}&limit=2", []
    address = f"/api/v1/practices/{query}"
    while address:
        body = as_person(planner).get(address).json()
        seen += names(shelf, body["results"])
        address = body["next"]
    assert seen == ["rule near", "rule far", "rule unknown", "type", "way"]


def test_a_stranger_citys_planner_reads_it_and_nobody_without_a_grant(
    territory: Territory, pilots: Pilots, planner: User, officer: User, stranger: User
) -> None:
    """Named with the community and its place, and without a code or a link to either."""
    one = published(pilots.far, title="外省经验")
    for address in ("/practices/", f"/practices/{one.pk}/", f"/api/v1/practices/{one.pk}/", "/api/v1/practices/"):
        for user in (planner, officer):
            response = as_person(user).get(address)
            assert response.status_code == 200
            text = response.content.decode()
            assert "外省经验" in text
            assert pilots.far.community.name in text
            assert text.count(pilots.far.code) == text.count(pilots.far.community.name)  # the name holds the digits here
            assert f"/pilots/{pilots.far.pk}/" not in text
        assert as_person(stranger).get(address).status_code == 403
    make_grant(make_user("viewer"), territory.city, "viewer")
    assert as_person(User.objects.get(username="viewer")).get(f"/practices/{one.pk}/").status_code == 200


def test_the_place_itself_finds_its_links(territory: Territory, pilots: Pilots, planner: User) -> None:
    one = published(pilots.mine)
    text = as_person(planner).get(f"/practices/{one.pk}/").content.decode()
    assert f"/pilots/{pilots.mine.pk}/" in text
    assert f"/communities/{pilots.mine.code}/" in text


def test_labels_stand_wherever_it_shows(pilots: Pilots, planner: User) -> None:
    one = make_published(pilots.far, "合成", labels=2)
    for address in ("/practices/", f"/practices/{one.pk}/"):
        text = as_person(planner).get(address).content.decode()
        assert 'data-provenance="synthetic"' in text
        assert "合成数据" in text
    assert found(planner, "")[0]["data_labels"] == ["synthetic"]


def test_unknown_costs_read_as_unknown_and_never_as_nothing(pilots: Pilots, planner: User) -> None:
    one = make_published(pilots.far, yearly_yuan=0)
    text = as_person(planner).get(f"/practices/{one.pk}/").content.decode()
    assert text.count("<dd>未知") == 2
    assert "<dd>0.00 万元" in text
    (row,) = found(planner, "")
    assert row["once_yuan"] == {"value": None, "origin": "unknown"}
    assert row["yearly_yuan"] == {"value": 0, "origin": "said"}


def test_a_community_whose_own_size_is_unknown_is_compared_without_it(pilots: Pilots, planner: User) -> None:
    make_published(pilots.far, households=2_000)
    bare = make_community("900101001009")
    (row,) = found(planner, f"?rule={RULE}&for={bare.code}")
    assert "cannot be compared" in row["why"][-2]["en"]
    make_households(bare, 2_999)
    (row,) = found(planner, f"?rule={RULE}&for={bare.code}")
    assert row["why"][-2]["en"] == "community of similar size (2,000 against 2,999 households)"


def test_what_a_superseded_number_leads_to(territory: Territory, planner: User) -> None:
    pilot = make_pilot(territory.near, territory.province)
    first = make_practice(pilot, "旧", state="superseded")
    second = make_practice(pilot, "中", state="superseded", replaces=first, version=2)
    third = make_published(pilot, "新", replaces=second, version=3)
    response = as_person(planner).get(f"/practices/{first.pk}/")
    assert (response.status_code, response["Location"]) == (302, f"/practices/{third.pk}/")
    assert as_person(planner).get(f"/api/v1/practices/{first.pk}/").status_code == 404
    Practice.objects.filter(pk=third.pk).update(state="withdrawn")
    assert {as_person(planner).get(f"/practices/{one.pk}/").status_code for one in (first, second, third)} == {404}
