"""Pages by key: every row exactly once, in every order, both ways, while rows come and go."""

from collections.abc import Iterator
from copy import deepcopy
from typing import Any

import pytest
from django.db import connection
from django.http import QueryDict
from django.test import Client
from django.test.utils import CaptureQueriesContext
from pytest_django import DjangoAssertNumQueries, DjangoDbBlocker, Settings

from assessments.filters import GapFilter, ScorecardFilter
from assessments.models import Round
from communities.filters import CommunityFilter, DivisionFilter, SpokenFilterSet
from communities.keyset import BadCursor, page_of
from communities.models import Community
from facilities.filters import FacilityFilter
from tests.api.reading import is_problem, pages, results
from tests.factories import make_community, make_facility, make_households, make_inventory, make_round
from tests.factories.once import stored_once

FILTERSETS: dict[str, type[SpokenFilterSet]] = {
    "divisions": DivisionFilter,
    "communities": CommunityFilter,
    "facilities": FacilityFilter,
    "scorecards": ScorecardFilter,
    "gaps": GapFilter,
}
WALKS = [(what, order) for what, made in FILTERSETS.items() for name in made.orders for order in (name, f"-{name}")]


@pytest.fixture(scope="module")
def stored(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[Round]:
    with stored_once(django_db_blocker, make_twelve) as made:
        yield made


@pytest.fixture
def country(stored: Round, db: None, settings: Settings) -> Round:
    settings.OPEN_READING = True
    return deepcopy(stored)


def make_twelve() -> Round:
    """Twelve communities, many equal in name, households and gaps."""
    for number in range(1, 13):
        community = make_community(f"9001010010{number:02d}", f"社区{number % 3}")
        make_facility(community, "nursery" if number % 2 else "pharmacy", name=f"设施{number % 2}")
        if number % 4:
            make_households(community, 500 * (number % 3))
        for facility_type in ("kindergarten", "canteen", "barber")[: number % 4]:
            make_inventory(community, facility_type)
    return make_round()


def key(row: dict[str, Any]) -> tuple[str, str]:
    return (str(row.get("code") or row["community"]["code"]), str(row.get("rule")))


@pytest.mark.parametrize(("what", "order"), WALKS)
@pytest.mark.parametrize("limit", [1, 5])
def test_every_row_exactly_once(what: str, order: str, limit: int, country: Round, client: Client) -> None:
    address = f"/api/v1/{what}/?ordering={order}"
    whole = [key(row) for row in results(client, f"{address}&limit=10000")]
    assert len(set(whole)) == len(whole) > 0
    walked = list(pages(client, f"{address}&limit={limit}"))
    assert [key(row) for page in walked for row in page] == whole
    assert all(len(page) == limit for page in walked[:-1])


@pytest.mark.parametrize("what", FILTERSETS)
def test_the_way_back_is_the_way(what: str, country: Round, client: Client) -> None:
    last = client.get(f"/api/v1/{what}/?limit=5").json()
    while last["next"]:
        last = client.get(last["next"]).json()
    back = [last["results"], *pages(client, last["previous"], "previous")] if last["previous"] else [last["results"]]
    assert [row for page in reversed(back) for row in page] == results(client, f"/api/v1/{what}/?limit=10000")


def test_the_first_and_the_last_page_have_no_neighbour(country: Round, client: Client) -> None:
    first = client.get("/api/v1/communities/?limit=6").json()
    second = client.get(first["next"]).json()
    assert (first["previous"], second["next"]) == (None, None)
    again = client.get(second["previous"]).json()
    assert (again["results"], again["previous"]) == (first["results"], None)


def test_a_row_that_comes_in_moves_nothing(country: Round, client: Client) -> None:
    first = client.get("/api/v1/communities/?limit=3").json()
    make_community("900101001000"[:-3] + "099", "后来")
    Community.objects.filter(code=first["results"][0]["code"]).update(name="改名")
    rest = [row["code"] for page in pages(client, first["next"]) for row in page]
    assert rest == [f"9001010010{number:02d}" for number in range(4, 13)] + ["900101001099"]


def test_next_keeps_every_other_parameter(country: Round, client: Client) -> None:
    response = client.get("/api/v1/gaps/?division=9001&rule=N48-FAC-04&rule=N48-COM-03&limit=2&ordering=-rule&count=none")
    following = QueryDict(response.json()["next"].partition("?")[2], mutable=True)
    following.pop("cursor")
    assert dict(following.lists()) == {
        "division": ["9001"], "rule": ["N48-FAC-04", "N48-COM-03"], "limit": ["2"], "ordering": ["-rule"], "count": ["none"],
        "round": [str(country.pk)],
    }  # fmt: skip
    assert response["Link"] == f'<{response.json()["next"]}>; rel="next"'


def test_counting_can_be_left_out(country: Round, client: Client, django_assert_num_queries: DjangoAssertNumQueries) -> None:
    assert client.get("/api/v1/communities/?limit=1").json()["count"] == 12
    with django_assert_num_queries(1):
        assert client.get("/api/v1/communities/?limit=1&count=none").json()["count"] is None


def test_a_cursor_belongs_to_its_order_and_to_us(country: Round, client: Client) -> None:
    following = client.get("/api/v1/communities/?limit=2").json()["next"]
    is_problem(client.get(f"{following}&ordering=-code"), 400, "bad_cursor")
    is_problem(client.get(following.replace("cursor=W", "cursor=X")), 400, "bad_cursor")
    with pytest.raises(BadCursor):
        page_of(Community.objects.all(), ["name", "code"], limit=1, cursor="W10:x")


def test_no_page_is_found_by_counting_off(country: Round, client: Client) -> None:
    with CaptureQueriesContext(connection) as asked:
        list(pages(client, "/api/v1/gaps/?limit=3&ordering=-shortfall"))
    assert not any("OFFSET" in query["sql"] for query in asked.captured_queries)


@pytest.mark.parametrize("what", ["scorecards", "gaps"])
def test_a_list_goes_on_in_the_round_it_began_in(what: str, country: Round, client: Client) -> None:
    first = client.get(f"/api/v1/{what}/?limit=3").json()
    newer = make_round()
    second = client.get(first["next"]).json()
    assert {row["round"] for row in (*first["results"], *second["results"])} == {country.pk}
    cursor = QueryDict(first["next"].partition("?")[2])["cursor"]
    is_problem(client.get(f"/api/v1/{what}/", {"limit": "3", "cursor": str(cursor)}), 400, "bad_cursor")
    assert results(client, f"/api/v1/{what}/?limit=1")[0]["round"] == newer.pk


def test_a_list_below_its_round_goes_on_there(country: Round, client: Client) -> None:
    walked = list(pages(client, f"/api/v1/rounds/{country.pk}/scorecards/?limit=5"))
    assert [len(page) for page in walked] == [5, 5, 2]
