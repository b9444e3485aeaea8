"""A project that no pilot has is taken up by the pilot of its community, and let go again."""

from collections.abc import Callable
from datetime import date

import pytest

from accounts.models import User
from communities.models import Act
from pilots.models import Enrolment, KeyProject, WorkPlan
from pilots.returns.quarters import Quarter
from pilots.selectors.writing import project_writers
from pilots.services.applying import apply_plan
from pilots.services.carrying_out import drop_project, finish_project
from pilots.services.refusing import Refused
from pilots.services.returns.gathering import loose_projects
from pilots.services.taking_up import let_go_project, take_up_project
from tests.api.reading import as_person
from tests.factories import Territory, make_round, make_worker
from tests.factories.communities import DAY
from tests.factories.pilots import make_enrolment, make_programme
from tests.factories.plans import line_row, plan_row
from tests.factories.projects import make_pilot, make_project
from tests.pages.clicking import english, page

pytestmark = pytest.mark.django_db


@pytest.fixture
def free(pilot: Enrolment, territory: Territory, planner: User) -> KeyProject:
    """Made of a line of a plan about the community of the pilot."""
    plan = plan_row(make_round(territory.city), territory.city)
    line_row(plan, pilot.community)
    return apply_plan(by=planner, plan=plan)[0]


def held_by(one: KeyProject) -> Enrolment | None:
    one.refresh_from_db()
    return one.enrolment


def test_it_is_the_pilots_and_who_took_it_up_has_written(free: KeyProject, pilot: Enrolment, officer: User) -> None:
    take_up_project(by=officer, project=free, enrolment=pilot)
    assert (held_by(free), free.version) == (pilot, 2)
    assert officer.pk in project_writers(pilot.pk, [free.pk])
    let_go_project(by=officer, project=free)
    assert held_by(free) is None
    assert project_writers(pilot.pk, []) == {officer.pk}
    assert [act.verb for act in Act.objects.order_by("pk")][-2:] == ["take_up_project", "let_go_project"]


def test_a_finished_one_is_no_longer_loose(free: KeyProject, pilot: Enrolment) -> None:
    """The return warned of it."""
    finish_project(by=None, project=free, on=DAY)
    programme = pilot.programme
    programme.starts_on = DAY
    quarter = Quarter(DAY.year, (DAY.month + 2) // 3)
    assert loose_projects(programme, pilot.path, quarter) == 1
    take_up_project(by=None, project=free, enrolment=pilot)
    assert loose_projects(programme, pilot.path, quarter) == 0


@pytest.mark.parametrize(
    "code",
    [
        "pilot_has_left", "project_elsewhere", "project_taken", "project_ended", "project_of_no_pilot",
        "entered_for_the_pilot", "work_plan_names_it",
    ],
)  # fmt: skip
def test_what_cannot_be_is_refused(code: str, free: KeyProject, pilot: Enrolment, territory: Territory) -> None:
    asked: dict[str, Callable[[], object]] = {
        "pilot_has_left": lambda: _left(free, pilot),
        "project_elsewhere": lambda: take_up_project(by=None, project=free, enrolment=make_pilot(territory.own[1])),
        "project_taken": lambda: _taken_twice(free, pilot),
        "project_ended": lambda: _given_up(free, pilot),
        "project_of_no_pilot": lambda: let_go_project(by=None, project=free),
        "entered_for_the_pilot": lambda: let_go_project(by=None, project=make_project(pilot)),
        "work_plan_names_it": lambda: _named(free, pilot),
    }
    with pytest.raises(Refused) as wrong:
        asked[code]()
    assert wrong.value.code == code


def _left(free: KeyProject, pilot: Enrolment) -> None:
    Enrolment.objects.update(state="withdrawn", withdrawn_on="2026-02-01")
    take_up_project(by=None, project=free, enrolment=pilot)


def _taken_twice(free: KeyProject, pilot: Enrolment) -> None:
    take_up_project(by=None, project=free, enrolment=make_enrolment(make_programme(None, "另一项目"), pilot.community))
    take_up_project(by=None, project=free, enrolment=pilot)


def _given_up(free: KeyProject, pilot: Enrolment) -> None:
    drop_project(by=None, project=free, on=date(2026, 9, 1))
    take_up_project(by=None, project=free, enrolment=pilot)


def _named(free: KeyProject, pilot: Enrolment) -> None:
    take_up_project(by=None, project=free, enrolment=pilot)
    free.refresh_from_db()
    for state in ("draft", "superseded"):
        WorkPlan.objects.create(
            enrolment=pilot, revision=WorkPlan.objects.count() + 1, state=state, projects=[{"key": free.pk}]
        )
    let_go_project(by=None, project=free)
    take_up_project(by=None, project=free, enrolment=pilot)
    free.refresh_from_db()
    WorkPlan.objects.create(enrolment=pilot, revision=9, state="approved", projects=[{"key": free.pk}])
    let_go_project(by=None, project=free)


def test_by_three_people_on_the_page_of_the_project(
    free: KeyProject, pilot: Enrolment, planner: User, officer: User, stranger: User, territory: Territory
) -> None:
    here, said = f"/projects/{free.pk}/", {"enrolment": str(pilot.pk)}
    clerk = make_worker("clerk-here", territory.city, "clerk")
    for person in (planner, officer):
        assert f'action="{here}take-up/"' in page(english(person), here)
    assert "take-up/" not in page(english(clerk), here)
    for person in (clerk, stranger):
        assert as_person(person).post(f"{here}take-up/", said).status_code == 403
    client = english(planner)
    for wrong in ({}, {"enrolment": "x"}, {"enrolment": "999999"}):
        assert client.post(f"{here}take-up/", wrong)["Location"] == here
    assert client.post(f"{here}take-up/", said)["Location"] == f"/pilots/{pilot.pk}/"
    assert held_by(free) == pilot
    assert f'action="{here}let-go/"' in page(client, here)
    assert as_person(stranger).post(f"{here}let-go/").status_code == 403
    assert client.post(f"{here}let-go/")["Location"] == here
    assert held_by(free) is None
