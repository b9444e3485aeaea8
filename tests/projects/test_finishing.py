"""A ground or a green is finished with its site, which the quarterly return counts; what nobody says is not known."""

import pytest
from django.utils import timezone

from accounts.models import User
from facilities.models import Facility
from pilots.forms import GROUNDS, FinishForm
from pilots.models import Enrolment
from pilots.projects.things import built
from pilots.returns.rows import ROWS
from pilots.services.carrying_out import finish_project
from tests.api.reading import as_person
from tests.factories.communities import DAY
from tests.factories.projects import make_project

pytestmark = pytest.mark.django_db


def test_the_types_are_those_of_the_return() -> None:
    (row,) = [row for row in ROWS if row.code == "218"]
    assert row.types == GROUNDS


@pytest.mark.parametrize(("planned", "said", "kept"), [
    (None, "320.50", "320.50"), (None, "", "None"), ("400.00", "320.50", "320.50"), ("400.00", "", "None"),
])  # fmt: skip
def test_its_site_goes_into_the_register(planned: str | None, said: str, kept: str, pilot: Enrolment, planner: User) -> None:
    one = make_project(pilot, builds=[built(pilot.code, "pocket_park", {"site_area": planned})])
    client = as_person(planner)
    assert 'name="site_area-0"' in client.get(f"/projects/{one.pk}/").content.decode()
    response = client.post(f"/projects/{one.pk}/finish/", {"on": timezone.localdate().isoformat(), "site_area-0": said})
    assert response.status_code == 302
    assert str(Facility.objects.get(facility_type="pocket_park").site_area) == kept
    told = client.get(f"/projects/{one.pk}/", headers={"Accept-Language": "zh-hans"}).content.decode()
    assert ("用地面积 320.50 平方米" in told) == bool(said)


def test_the_site_of_a_building_is_not_asked_for_and_stays(pilot: Enrolment) -> None:
    one = make_project(pilot, builds=[built(pilot.code, "kindergarten", {"floor_area": "2200.00", "site_area": "900.00"})])
    form = FinishForm({"on": DAY, "floor_area-0": "2300"}, project=one)
    assert form.is_valid(), form.errors
    assert set(form.fields) == {"on", "floor_area-0"}
    finish_project(by=None, project=one, on=DAY, builds=form.builds())
    assert str(Facility.objects.get(facility_type="kindergarten").site_area) == "900.00"


def test_a_site_of_nothing_is_no_site(pilot: Enrolment) -> None:
    one = make_project(pilot, builds=[built(pilot.code, "green", {})])
    assert "site_area-0" in FinishForm({"on": DAY, "site_area-0": "0"}, project=one).errors
