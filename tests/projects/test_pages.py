"""The project library and a project: a planner of the city, an officer above, a stranger; what they see and may do."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from accounts.models import User
from assessments.models import RemedyPlan
from facilities.models import Facility
from pilots.models import KeyProject
from pilots.services.applying import apply_plan
from tests.api.reading import as_person
from tests.factories import Territory, make_round
from tests.factories.plans import line_row, plan_row


@pytest.fixture
def plan(territory: Territory) -> RemedyPlan:
    made = plan_row(make_round(territory.city), territory.city)
    line_row(made, territory.own[0])
    return made


@pytest.fixture
def one(plan: RemedyPlan) -> KeyProject:
    return apply_plan(by=None, plan=plan)[0]


def page(user: User | None, address: str) -> str:
    response = as_person(user).get(address)
    assert response.status_code == 200, (user, address)
    return response.content.decode()


def test_a_plan_becomes_projects_from_its_page(plan: RemedyPlan, planner: User) -> None:
    response = as_person(planner).post(f"/plans/{plan.pk}/projects/", {"line": ["1"]})
    assert (response.status_code, response["Location"]) == (302, f"/projects/?plan={plan.pk}")
    made = KeyProject.objects.get()
    assert (made.line, made.made_by) == (1, planner)
    assert f'href="/projects/{made.pk}/"' in page(planner, "/projects/")


def test_who_sees_it_and_who_may_work_on_it(one: KeyProject, planner: User, officer: User, stranger: User) -> None:
    for user in (planner, officer):
        told = page(user, f"/projects/{one.pk}/")
        assert f'action="/projects/{one.pk}/finish/"' in told
        assert f'href="/projects/{one.pk}/"' in page(user, "/projects/")
    assert as_person(stranger).get(f"/projects/{one.pk}/").status_code in (403, 404)
    for address in ("begin", "finish", "give-up"):
        assert as_person(stranger).post(f"/projects/{one.pk}/{address}/", {}).status_code in (403, 404)
    assert KeyProject.objects.get().state == "planned"


def test_it_begins_and_is_finished_as_it_came_out(one: KeyProject, planner: User) -> None:
    today = timezone.localdate().isoformat()
    client = as_person(planner)
    client.post(f"/projects/{one.pk}/begin/", {"on": today, "owner": "住建局"})
    assert KeyProject.objects.get().owner == "住建局"
    response = client.post(f"/projects/{one.pk}/finish/", {"on": today, "floor_area-0": "2300.50"})
    assert response.status_code == 302
    done = KeyProject.objects.get()
    assert done.outcome is not None
    assert (done.state, done.outcome["facilities"]) == ("finished", [f"KP{one.pk}-1"])
    built = Facility.objects.get(code=f"KP{one.pk}-1")
    assert (str(built.floor_area), built.facility_type) == ("2300.50", "kindergarten")
    told = page(planner, f"/projects/{one.pk}/")
    assert "N48-FAC-04" in told
    assert "/finish/" not in told


@pytest.mark.parametrize(
    ("address", "said"),
    [
        ("finish", {"floor_area-0": "2200.00"}),
        ("finish", {"on": "2026-06-30", "floor_area-0": "0"}),
        ("finish", {"on": "tomorrow", "floor_area-0": "2200.00"}),
        ("begin", {"on": ""}),
        ("give-up", {"drop-on": "x"}),
    ],
)
def test_what_cannot_be_read_is_said_at_its_field(address: str, said: dict[str, str], one: KeyProject, planner: User) -> None:
    if said.get("on") == "tomorrow":
        said = {**said, "on": (timezone.localdate() + timedelta(days=1)).isoformat()}
    response = as_person(planner).post(f"/projects/{one.pk}/{address}/", said)
    assert response.status_code == 422
    assert "field__error" in response.content.decode()
    assert KeyProject.objects.get().state == "planned"


def test_what_has_ended_says_so(one: KeyProject, planner: User) -> None:
    client: Client = as_person(planner)
    for _ in range(2):
        client.post(f"/projects/{one.pk}/give-up/", {"drop-on": timezone.localdate().isoformat()})
    assert "项目已经结束" in client.get(f"/projects/{one.pk}/", headers={"Accept-Language": "zh-hans"}).content.decode()
    assert KeyProject.objects.get().state == "dropped"


def test_the_library_is_narrowed(one: KeyProject, planner: User) -> None:
    link = f'href="/projects/{one.pk}/"'
    for query, is_there in (("state=planned", True), ("state=finished", False), ("way=lease", True), ("year=2028", False)):
        assert (link in page(planner, f"/projects/?{query}")) == is_there, query
