"""Projects entered by hand: which gaps they close is judged, they are edited while they go on, then they are registered."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pytest
from django.db import IntegrityError, transaction

from assessments.models import Round
from communities.models import Act, SurveyAnswer
from facilities.models import Facility
from pilots.models import Enrolment, KeyProject
from pilots.projects.things import built, put_in_order, shared
from pilots.services.applying import apply_plan
from pilots.services.carrying_out import finish_project
from pilots.services.entering import Care, Content, edit_project, enter_project
from pilots.services.refusing import Refused
from tests.factories import make_community, make_facility, make_round
from tests.factories.communities import DAY
from tests.factories.plans import line_row, plan_row
from tests.factories.projects import make_pilot, make_project

pytestmark = pytest.mark.django_db
GAP = "N48-FAC-04"
CARE = Care(owner="教育局", starts_on=DAY, due_on=date(2027, 6, 30), combined_with=["old_compound", "old_block"], risk="low")


def content_of(one: KeyProject) -> Content:
    return Content(one.name, one.way, one.year, one.yuan, one.builds)


def test_it_says_which_gaps_it_is_to_close_and_by_which_rules(pilot: Enrolment, entered: KeyProject) -> None:
    entered.refresh_from_db()
    assert [pilot.code, GAP] in entered.closes
    assert (entered.plan, entered.line, entered.is_by_hand) == (None, None, True)
    assert (entered.enrolment, entered.code, entered.path) == (pilot, pilot.code, pilot.path)
    assert not Facility.objects.filter(facility_type="kindergarten", community=pilot.community).exists()
    assert not Act.objects.filter(verb="promise").exists()


def test_finished_it_stands_in_the_register_and_the_verdicts_are_told(entered: KeyProject) -> None:
    outcome = finish_project(by=None, project=entered, on=DAY)
    assert outcome["changed"][entered.code][GAP] == [2, 1]
    assert outcome["missed"] == []
    made = Facility.objects.get(code=f"KP{entered.pk}-1")
    assert (made.facility_type, str(made.floor_area), made.opened_on) == ("kindergarten", "2200.00", DAY)
    entered.refresh_from_db()
    with pytest.raises(Refused, match="project_ended"):
        edit_project(by=None, project=entered, version=entered.version, care=CARE)


def test_an_item_that_is_put_in_order_is_answered(pilot: Enrolment) -> None:
    one = make_project(pilot, way="retrofit", builds=[put_in_order(pilot.code, "gas_supply")])
    finish_project(by=None, project=one, on=DAY)
    assert SurveyAnswer.objects.get(community=pilot.community, item="gas_supply").value == 2


def test_a_neighbours_facility_is_shared(pilot: Enrolment) -> None:
    neighbour = make_facility(make_community("900101001077", "邻居"), "kindergarten", floor_area="3000.00")
    one = make_project(pilot, way="share", builds=[shared(pilot.code, "kindergarten", neighbour.code)])
    finish_project(by=None, project=one, on=DAY)
    assert pilot.community_id in neighbour.served.values_list("community", flat=True)


def test_what_is_said_of_it_is_changed_and_judged_anew(pilot: Enrolment, entered: KeyProject) -> None:
    other = replace(content_of(entered), name="改建", yuan=5, builds=[put_in_order(pilot.code, "gas_supply")])
    edit_project(by=None, project=entered, version=entered.version, care=CARE, content=other)
    entered.refresh_from_db()
    assert (entered.name, entered.yuan, entered.owner, entered.risk, entered.version) == ("改建", 5, "教育局", "low", 2)
    assert entered.combined_with == ["old_compound", "old_block"]
    assert [pilot.code, GAP] not in entered.closes


def test_of_two_who_edit_at_once_the_second_is_told(entered: KeyProject) -> None:
    edit_project(by=None, project=entered, version=1, care=CARE)
    with pytest.raises(Refused, match="changed_meanwhile"):
        edit_project(by=None, project=entered, version=1, care=Care(owner="规划局"))
    assert KeyProject.objects.get().owner == "教育局"


def test_of_a_plan_only_the_care_is_changed(pilot: Enrolment) -> None:
    plan = plan_row(make_round(), None)
    line_row(plan, pilot.community)
    (one,) = apply_plan(by=None, plan=plan)
    assert one.round == plan.round
    with pytest.raises(Refused, match="comes_from_a_plan"):
        edit_project(by=None, project=one, version=1, care=CARE, content=content_of(one))
    edit_project(by=None, project=one, version=1, care=CARE)
    assert KeyProject.objects.get().owner == "教育局"


@pytest.mark.parametrize(
    "code", ["pilot_has_left", "nothing_built", "never_assessed", "due_before_it_starts", "community_gone"]
)
def test_what_cannot_be_is_refused_and_nothing_is_written(code: str, pilot: Enrolment) -> None:
    good = Content("幼儿园", "new_build", 2027, 1, [built(pilot.code, "kindergarten", {})])
    elsewhere = make_pilot(make_community("930101001001", "远方"))
    left = make_pilot(make_community("900101001078", "已退出"))
    left.state = "withdrawn"
    asked: dict[str, Callable[[], object]] = {
        "pilot_has_left": lambda: enter_project(by=None, enrolment=left, content=good, care=Care()),
        "nothing_built": lambda: enter_project(by=None, enrolment=pilot, content=replace(good, builds=[]), care=Care()),
        "never_assessed": lambda: enter_project(by=None, enrolment=elsewhere, content=good, care=Care()),
        "due_before_it_starts": lambda: enter_project(
            by=None, enrolment=pilot, content=good, care=Care(starts_on=date(2027, 1, 2), due_on=date(2027, 1, 1))
        ),
        "community_gone": lambda: enter_project(
            by=None, enrolment=pilot, content=replace(good, builds=[built("999999999999", "kindergarten", {})]), care=Care()
        ),
    }
    if code == "never_assessed":
        Round.objects.all().delete()
    acts = Act.objects.count()
    with pytest.raises(Refused, match=code):
        asked[code]()
    assert (KeyProject.objects.count(), Act.objects.count()) == (0, acts)


def test_the_database_keeps_where_it_comes_from(entered: KeyProject) -> None:
    for wrong in ({"line": 1}, {"enrolment": None}):
        with pytest.raises(IntegrityError), transaction.atomic():
            KeyProject.objects.filter(pk=entered.pk).update(**wrong)
