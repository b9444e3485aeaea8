"""Who meets a round under way: its planner, an officer above, a planner beside, a stranger, nobody. On pages and in the API."""

from collections.abc import Callable

import pytest
from django.test import Client
from pytest_django import Settings

from accounts.models import User
from assessments.models import Round
from assessments.services.ordering import OutsideMandate, order_round
from communities.scope import AreaScope
from tests.api.reading import as_person
from tests.factories import Territory, make_division, make_worker
from tests.factories.communities import DAY
from tests.ordering.conftest import order

READ = ("/rounds/{}/", "/api/v1/rounds/{}/job/")
WRITE = ("/rounds/{}/cancel/", "/api/v1/rounds/{}/cancel/")
Opened = Callable[[User | None], Client]


@pytest.fixture
def one(planner: User, territory: Territory) -> Round:
    return order(planner, territory.city)


@pytest.fixture
def beside(territory: Territory, settings: Settings) -> User:
    """Works for the next city."""
    return make_worker("beside", make_division("9002"))


def test_the_planner_and_the_officer_see_it_and_may_stop_it(one: Round, planner: User, officer: User) -> None:
    for user in (planner, officer):
        for address in READ:
            assert as_person(user).get(address.format(one.pk)).status_code == 200, (user, address)
        assert f'href="/rounds/{one.pk}/"' in as_person(user).get("/rounds/").content.decode()
    assert as_person(officer).post(WRITE[0].format(one.pk)).status_code == 302
    assert Round.objects.get().state == "cancelled"


def test_nobody_reads_a_round_that_is_not_finished(one: Round, planner: User) -> None:
    for address in (f"/api/v1/rounds/{one.pk}/", f"/api/v1/rounds/{one.pk}/scorecards/", f"/gaps/?round={one.pk}"):
        assert as_person(planner).get(address).status_code == 404, address
    assert as_person(planner).get("/api/v1/rounds/").json()["results"] == []


@pytest.mark.parametrize("reading", ["closed", "open"])
def test_to_others_it_looks_like_none(reading: str, one: Round, beside: User, stranger: User, settings: Settings) -> None:
    settings.OPEN_READING = reading == "open"
    for address in READ:
        for user in (beside, stranger):
            found, missing = (as_person(user).get(address.format(pk)) for pk in (one.pk, 999_999))
            assert found.status_code == missing.status_code, (user, address)
            assert found.status_code in ((404,) if user == beside else (403, 404)), (user, address)
    for address in WRITE:
        assert as_person(beside).post(address.format(one.pk)).status_code == 404, address
        assert as_person(stranger).post(address.format(one.pk)).status_code == 403, address
    for user in (beside, stranger):
        assert f"/rounds/{one.pk}/" not in as_person(user).get("/rounds/").content.decode()
    assert not Round.objects.get().cancel_asked


def test_a_round_over_a_wider_place_is_not_for_those_of_a_part(officer: User, planner: User, territory: Territory) -> None:
    wide = order(officer, territory.province)
    for address in READ:
        assert as_person(planner).get(address.format(wide.pk)).status_code == 404, address
    assert as_person(planner).post(WRITE[1].format(wide.pk)).status_code == 404


def test_only_who_may_work_is_offered_the_form(one: Round, stranger: User, beside: User, settings: Settings) -> None:
    for is_open in (False, True):
        settings.OPEN_READING = is_open
        assert as_person(stranger).get("/rounds/new/").status_code == 403
        assert as_person(stranger).post("/rounds/new/").status_code == 403
        assert "/rounds/new/" not in as_person(stranger).get("/rounds/").content.decode()
        assert as_person(beside).get("/rounds/new/").status_code == 200
        for address in ("/rounds/new/", f"/rounds/{one.pk}/cancel/"):
            response = as_person(None).post(address)
            assert (response.status_code, response.headers["Location"].split("?")[0]) == (302, "/accounts/login/")
    assert "/rounds/new/" not in as_person(None).get("/rounds/").content.decode()
    assert as_person(None).get(f"/rounds/{one.pk}/").status_code == 404


def test_the_verb_itself_refuses_a_place_outside_the_mandate(planner: User, territory: Territory) -> None:
    for division in (territory.province, make_division("9002"), None):
        with pytest.raises(OutsideMandate):
            order_round(by=planner, scope=AreaScope((territory.city.path,)), division=division, day=DAY, as_of=DAY)
    assert not Round.objects.exists()
