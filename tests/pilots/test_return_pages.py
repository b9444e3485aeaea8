"""The pages of quarterly returns: a planner draws up the city's, an officer freezes, a stranger sees none."""

import re

import pytest

from accounts.models import User
from communities.scope import AreaScope
from pilots.models import Correction, Return
from pilots.services.returns.drawing import draw_up
from tests.api.reading import as_person
from tests.factories import Territory, make_worker
from tests.pilots.quarter import QUARTER, Office, make_office

pytestmark = pytest.mark.django_db


@pytest.fixture
def office(territory: Territory) -> Office:
    return make_office(territory)


@pytest.fixture
def one(office: Office, territory: Territory) -> Return:
    """Of the planner's city."""
    scope = AreaScope((territory.city.path,))
    return draw_up(by=None, scope=scope, programme=office.programme, division=territory.city, quarter=QUARTER)


@pytest.fixture
def official(territory: Territory) -> User:
    return make_worker("official", territory.province, "official")


def mark_on(user: User, one: Return) -> str:
    """What the page of the return is the page of."""
    found = re.search(r'name="mark" value="([0-9a-f]{64})"', page(user, f"/returns/{one.pk}/"))
    assert found
    return found[1]


def page(user: User, address: str, status: int = 200) -> str:
    response = as_person(user).get(address)
    assert response.status_code == status, address
    return response.content.decode()


def test_a_planner_draws_up_the_own_city_and_not_the_province(
    office: Office, territory: Territory, planner: User, officer: User
) -> None:
    address = f"/programmes/{office.programme.pk}/returns/"
    assert 'value="2026Q3"' in page(planner, address)
    sent = {"quarter": "2026Q3", "place": "900000000000", "why": ""}
    assert as_person(planner).post(address, sent).status_code == 422
    assert as_person(officer).post(address, sent).status_code == 302
    made = Return.objects.get()
    assert (made.division, made.drawn_by) == (territory.province, officer)
    page(planner, f"/returns/{made.pk}/", 404)


def test_a_figure_leads_to_its_projects_and_a_pilot_to_its_traces(one: Return, office: Office, planner: User) -> None:
    text = page(planner, f"/returns/{one.pk}/")
    assert f'href="/returns/{one.pk}/rows/213/"' in text
    row = page(planner, f"/returns/{one.pk}/rows/213/")
    assert f'href="/projects/{office.late.pk}/"' in row
    pilot = page(planner, f"/returns/{one.pk}/pilots/{office.pilots[0].code}/")
    assert f"/communities/{office.pilots[0].code}/?round={one.now_id}" in pilot
    page(planner, f"/returns/{one.pk}/rows/219/", 404)
    page(planner, f"/returns/{one.pk}/pilots/900201001001/", 404)


def test_it_is_corrected_taken_back_and_frozen_by_somebody_else(one: Return, planner: User, official: User) -> None:
    client = as_person(planner)
    assert client.post(f"/returns/{one.pk}/correct/", {"row": "213", "amount": "x", "reason": "y"}).status_code == 422
    client.post(f"/returns/{one.pk}/correct/", {"row": "213", "amount": "2", "reason": "两所未录入"})
    made = Correction.objects.get()
    assert (made.amount, made.made_by) == (2, planner)
    text = page(planner, f"/returns/{one.pk}/")
    assert "两所未录入" in text
    assert "+2" in text
    assert client.post(f"/returns/{one.pk}/freeze/").status_code == 403
    assert as_person(official).post(f"/returns/{one.pk}/freeze/", {"mark": mark_on(official, one)}).status_code == 302
    assert Return.objects.get().frozen_by == official
    client.post(f"/returns/{one.pk}/take-back/", {"correction": str(made.pk)})
    assert Correction.objects.get().withdrawn_at is None
    assert "/correct/" not in page(planner, f"/returns/{one.pk}/")


def test_a_revision_needs_its_reason(one: Return, planner: User, official: User) -> None:
    as_person(official).post(f"/returns/{one.pk}/freeze/", {"mark": mark_on(official, one)})
    assert as_person(planner).post(f"/returns/{one.pk}/draw/", {"why": ""}).status_code == 422
    response = as_person(planner).post(f"/returns/{one.pk}/draw/", {"why": "迟到的数据"})
    revised = Return.objects.get(revision=2)
    assert response["Location"] == f"/returns/{revised.pk}/"
    assert "与上一版比对" in page(planner, f"/returns/{revised.pk}/")


def test_against_the_records_of_today_nothing_is_stored(one: Return, office: Office, planner: User) -> None:
    assert "数字没有不同" in page(planner, f"/returns/{one.pk}/late/")
    type(office.late).objects.filter(pk=office.late.pk).update(begun_on=None, ended_on="2026-05-02")
    text = page(planner, f"/returns/{one.pk}/late/")
    assert "213" in text
    assert "数字没有不同" not in text
    one.refresh_from_db()
    assert one.drawn["rows"][2]["quarter"] == 1


def test_who_sees_it(one: Return, office: Office, planner: User, officer: User, stranger: User) -> None:
    for user in (planner, officer):
        page(user, f"/returns/{one.pk}/")
        assert f"/returns/{one.pk}/" in page(user, f"/programmes/{office.programme.pk}/returns/")
    for address in (f"/returns/{one.pk}/", f"/returns/{one.pk}/rows/213/", f"/programmes/{office.programme.pk}/returns/"):
        page(stranger, address, 403)
    for verb in ("correct", "take-back", "draw", "freeze"):
        assert as_person(stranger).post(f"/returns/{one.pk}/{verb}/").status_code == 403
