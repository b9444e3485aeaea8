"""The board: from the province down to a pilot, cut to what the reader may see."""

import pytest

from accounts.models import User
from communities.scope import AreaScope
from pilots.models import WorkPlan
from pilots.programmes.bars import Line, bar_chart
from pilots.selectors.board import board
from tests.api.reading import as_person
from tests.factories import Territory, make_round
from tests.factories.pilots import make_enrolment
from tests.pilots.quarter import Office, drawn, make_office

pytestmark = pytest.mark.django_db


@pytest.fixture
def office(territory: Territory) -> Office:
    made = make_office(territory)
    make_enrolment(made.programme, territory.near)
    return made


def test_a_bar_shows_its_parts_on_one_scale() -> None:
    chart = bar_chart("x", {"a": "A", "b": "B"}, [Line("one", {"a": 1, "b": 3}), Line("two", {"b": 2}), Line("none", {})])
    assert [(part.mark, part.value, part.x, part.width) for part in chart.bars[0].parts] == [
        ("solid", 1, "0.00%", "25.00%"), ("striped", 3, "25.00%", "75.00%"),
    ]  # fmt: skip
    assert [(part.x, part.width) for part in chart.bars[1].parts] == [("0.00%", "50.00%")]
    assert (chart.bars[2].parts, chart.is_empty) == ((), False)
    assert bar_chart("x", {"a": "A"}, [Line("none", {})]).is_empty


def test_the_cities_of_a_province_and_the_pilots_of_a_district(office: Office, territory: Territory) -> None:
    WorkPlan.objects.create(enrolment=office.pilots[0], revision=1, state="approved")
    WorkPlan.objects.create(enrolment=office.pilots[0], revision=2, state="draft")
    one = make_round(territory.province)
    found = board(AreaScope.everywhere(), office.programme, territory.province)
    assert [(line.division and line.division.code, line.pilots) for line in found.lines] == [
        ("900100000000", 3), ("900200000000", 1),
    ]  # fmt: skip
    city = found.lines[0]
    assert (found.round, city.judged, city.gaps > 0) == (one, 3, True)
    assert dict(city.plans) == {"approved": 1, "": 2}
    assert dict(city.projects) == {"finished": 2}
    district = board(AreaScope.everywhere(), office.programme, office.pilots[0].unit)
    assert [line.pilot for line in district.lines] == office.pilots[:2]


def test_it_shows_what_became_of_gaps_by_the_newest_return(office: Office, territory: Territory) -> None:
    made = drawn(office, territory)
    found = board(AreaScope.everywhere(), office.programme, territory.province)
    assert found.newest == made
    told = made.drawn["pilots"]
    assert sum(line.moved["come"] for line in found.lines) == sum(len(p["found"]) + len(p["appeared"]) for p in told)


def test_who_sees_what(office: Office, planner: User, officer: User, stranger: User) -> None:
    address = f"/programmes/{office.programme.pk}/board/"
    for user, others in ((planner, False), (officer, True)):
        text = as_person(user).get(address).content.decode()
        assert "9001" in text
        assert ("900200000000" in text or ">9002<" in text) is others
    assert as_person(stranger).get(address).status_code == 403
    elsewhere = as_person(planner).get(f"{address}?division=9002").content.decode()
    assert "示例社区900201001001" not in elsewhere
