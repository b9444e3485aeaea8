"""A pilot with a plan, whoever writes it, and the officials of its three levels."""

from dataclasses import dataclass

import pytest
from pytest_django import Settings

from accounts.models import User
from communities.models import Division
from communities.scope import AreaScope
from pilots.models import Enrolment, WorkPlan
from pilots.reviewing.content import TEXTS
from pilots.services.work_plans import draft_work_plan, edit_work_plan
from tests.factories import Territory, make_round, make_worker
from tests.factories.pilots import make_enrolment, make_programme
from tests.factories.plans import line_row, plan_row
from tests.factories.projects import fit_to_submit
from tests.projects.making import ALL

WORDS = {name: f"{words.zh}已写明。" for name, words in TEXTS.items()}


@dataclass(frozen=True)
class Officials:
    district: User
    city: User
    province: User
    far: User


@pytest.fixture
def officials(territory: Territory, settings: Settings) -> Officials:
    settings.OPEN_READING = False
    district = Division.objects.get(code="900101000000")
    return Officials(
        make_worker("of-district", district, "official"), make_worker("of-city", territory.city, "official"),
        make_worker("of-province", territory.province, "official"), make_worker("of-far", territory.far.division, "official"),
    )  # fmt: skip


@pytest.fixture
def pilot(territory: Territory) -> Enrolment:
    return make_enrolment(make_programme(None), territory.own[0])


@pytest.fixture
def draft(pilot: Enrolment, planner: User, territory: Territory) -> WorkPlan:
    """From a remedy plan with one line, of which everything is said; the texts are still to be written."""
    made = plan_row(make_round(territory.city), territory.city)
    line_row(made, pilot.community)
    plan = draft_work_plan(by=planner, scope=ALL, pilot=pilot, remedy_plan=made)
    fit_to_submit(*pilot.projects.all())
    return plan


@pytest.fixture
def complete(draft: WorkPlan, planner: User) -> WorkPlan:
    """Every section is written."""
    edit_work_plan(by=planner, scope=AreaScope.everywhere(), plan=draft, version=1, texts=WORDS, combined_with=["old_compound"])
    draft.refresh_from_db()
    return draft
