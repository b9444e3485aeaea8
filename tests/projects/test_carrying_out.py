"""A plan becomes projects; finishing them writes the register, and the verdicts become those that the plan promised."""

from collections.abc import Callable
from datetime import date

import pytest

from assessments.models import PromisedCard, Scorecard
from communities.models import Act, Provenance
from facilities.models import Facility
from pilots.models import KeyProject
from pilots.services.applying import apply_plan
from pilots.services.carrying_out import begin_project, drop_project, finish_project
from pilots.services.refusing import Refused
from tests.factories import make_community, make_households, make_inventory, make_round
from tests.factories.communities import DAY
from tests.projects.making import make_a_plan, plan_of_all

pytestmark = pytest.mark.django_db
LATER = date(2026, 9, 1)


@pytest.mark.parametrize("seed", [1, 2, 5])
def test_when_all_is_built_the_promise_is_what_is(seed: int) -> None:
    plan = make_a_plan(seed)
    made = apply_plan(by=None, plan=plan)
    assert len(made) == plan.remedies.count() > 0
    for each in made:
        finish_project(by=None, project=each, on=DAY)
    promised = dict(PromisedCard.objects.filter(plan=plan).values_list("code", "after"))
    assert dict(Scorecard.objects.filter(round=make_round()).values_list("code", "verdicts")) == promised


def test_one_project_says_what_it_changed() -> None:
    plan = make_a_plan()
    first = apply_plan(by=None, plan=plan, lines=[1])[0]
    begin_project(by=None, project=first, on=DAY, owner="住建局")
    outcome = finish_project(by=None, project=first, on=LATER)
    first.refresh_from_db()
    assert (first.state, first.begun_on, first.ended_on, first.owner) == ("finished", DAY, LATER, "住建局")
    assert outcome == first.outcome
    assert sorted(first.closes) == [gap for gap in outcome["closed"] if gap in first.closes]
    assert outcome["missed"] == []
    for code, rule in first.closes:
        assert outcome["changed"][code][rule] == [2, 1]
    built = Facility.objects.filter(code__in=outcome["facilities"])
    assert {each.opened_on for each in built} <= {LATER}
    assert {each.source.name for each in built} <= {f"key project {first.pk}"}


def test_when_one_began_that_nobody_began_stays_unknown() -> None:
    one = apply_plan(by=None, plan=make_a_plan(), lines=[1])[0]
    finish_project(by=None, project=one, on=LATER)
    one.refresh_from_db()
    assert (one.state, one.begun_on, one.ended_on) == ("finished", None, LATER)


def test_a_line_becomes_a_project_once() -> None:
    plan = make_a_plan()
    assert len(apply_plan(by=None, plan=plan, lines=[1, 2])) == 2
    assert len(apply_plan(by=None, plan=plan, lines=[2])) == 0
    assert KeyProject.objects.filter(plan=plan).count() == 2


def test_it_may_come_out_smaller_and_then_the_gap_is_still_there() -> None:
    """A complex that comes out a hundredth of what was planned: what was missed is told."""
    community = make_community(build_class="existing")
    make_households(community, 1_000)
    make_inventory(community, "service_complex")
    (one,) = apply_plan(by=None, plan=plan_of_all())
    assert [rule for _, rule in one.closes] == ["N48-FAC-01", "N48-FAC-03"]
    small = [{**one.builds[0], "floor_area": "3.00", "activity_area": "3.00"}]
    outcome = finish_project(by=None, project=one, on=DAY, builds=small)
    assert outcome["missed"] == [[community.code, "N48-FAC-01"]]
    assert Facility.objects.get(code__in=outcome["facilities"]).floor_area == 3


def test_it_does_not_end_before_it_began() -> None:
    one = apply_plan(by=None, plan=make_a_plan(), lines=[1])[0]
    begin_project(by=None, project=one, on=LATER)
    for end in (finish_project, drop_project):
        with pytest.raises(Refused) as refused:
            end(by=None, project=one, on=DAY)
        assert refused.value.code == "before_it_began"
    assert KeyProject.objects.get().state == "under_way"
    assert not Facility.objects.filter(code__startswith="KP").exists()


@pytest.mark.parametrize("what", ["unfinished", "line", "twice", "begun", "dropped", "other"])
def test_what_cannot_be_is_refused_and_nothing_is_done(what: str) -> None:
    plan = make_a_plan()
    one = apply_plan(by=None, plan=plan, lines=[1])[0]
    if what in ("twice", "begun", "dropped"):
        finish_project(by=None, project=one, on=DAY)
    if what == "unfinished":
        plan.state = "running"
    acts, facilities = Act.objects.count(), Facility.objects.count()
    asked: dict[str, Callable[[], object]] = {
        "unfinished": lambda: apply_plan(by=None, plan=plan),
        "line": lambda: apply_plan(by=None, plan=plan, lines=[2, 999]),
        "twice": lambda: finish_project(by=None, project=one, on=DAY),
        "begun": lambda: begin_project(by=None, project=one, on=DAY),
        "dropped": lambda: drop_project(by=None, project=one, on=DAY),
        "other": lambda: finish_project(by=None, project=one, on=DAY, builds=[]),
    }
    with pytest.raises(Refused) as refused:
        asked[what]()
    codes = {
        "unfinished": "plan_unfinished", "line": "no_such_line", "twice": "project_ended", "begun": "project_not_planned",
        "dropped": "project_ended", "other": "other_builds",
    }  # fmt: skip
    assert refused.value.code == codes[what]
    assert (Act.objects.count(), Facility.objects.count()) == (acts, facilities)


def test_invented_figures_stay_invented() -> None:
    plan = make_a_plan()
    one = apply_plan(by=None, plan=plan, lines=[1])[0]
    KeyProject.objects.filter(pk=one.pk).update(labels=1)
    outcome = finish_project(by=None, project=one, on=DAY)
    assert {each.source.provenance for each in Facility.objects.filter(code__in=outcome["facilities"])} <= {Provenance.SAMPLE}
