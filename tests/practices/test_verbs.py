"""From draft to published and back: who may, what is read, what stays on record."""

from collections.abc import Callable
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from accounts.models import User
from communities.models import Act, Community, Source
from communities.scope import AreaScope
from pilots.models import Funding, KeyProject, Practice, PracticeStep
from pilots.services.practices import edit_practice, revise_practice, write_practice
from pilots.services.publishing import hand_in_practice, publish_practice, return_practice, withdraw_practice
from pilots.services.refusing import Refused
from tests.factories import Territory, make_worker
from tests.practices.conftest import ALL, FORM, Pilots, handed_in, published, written

pytestmark = pytest.mark.django_db


def refused(work: Callable[[], object]) -> str:
    with pytest.raises(Refused) as wrong:
        work()
    return wrong.value.code


def fresh(one: Practice) -> Practice:
    return Practice.objects.get(pk=one.pk)


def test_what_nobody_says_stays_unknown(pilots: Pilots, planner: User) -> None:
    one = written(pilots.mine, planner, once_from="said", once_yuan=None, months_from="said", months=0, yearly_yuan=0)
    assert (one.once_yuan, one.once_from) == (None, "unknown")
    assert (one.months, one.months_from, one.yearly_yuan) == (0, "said", 0)


def test_a_figure_from_projects_is_not_typed(pilots: Pilots, finished: list[KeyProject]) -> None:
    keys = [one.pk for one in finished]
    one = written(pilots.mine, projects=keys, once_from="projects", once_yuan=1, months_from="projects", months=99)
    assert (one.once_yuan, one.once_from, one.months) == (3_000_000, "projects", 6)
    assert [each["key"] for each in one.told] == keys
    assert one.told[0]["types"] == ["kindergarten"]
    assert one.told[0]["rules"] == ["N48-FAC-04"]


def test_months_are_not_reckoned_from_a_beginning_that_nobody_knows(pilots: Pilots, finished: list[KeyProject]) -> None:
    KeyProject.objects.filter(pk=finished[0].pk).update(begun_on=None)
    keys = [one.pk for one in finished]
    said: dict[str, Any] = {"projects": keys, "once_from": "projects", "once_yuan": 1}
    assert refused(lambda: written(pilots.mine, **said, months_from="projects")) == "no_beginning_for_figure"
    one = written(pilots.mine, **said, months_from="unknown")
    assert (one.once_yuan, one.months, one.months_from, one.told[0]["begun_on"]) == (3_000_000, None, "unknown", "")


def test_what_was_spent_goes_before_what_was_planned(pilots: Pilots, finished: list[KeyProject]) -> None:
    """Where every source says it: part of the money is not the cost."""
    first = finished[0]
    Funding.objects.create(project=first, source="city", spent=2_000_000)
    rest = Funding.objects.create(project=first, source="social")
    one = written(pilots.mine, projects=[first.pk], once_from="projects")
    assert (one.once_yuan, one.told[0]["is_spent"]) == (2_960_000, False)
    Funding.objects.filter(pk=rest.pk).update(spent=500_000)
    one = written(pilots.mine, projects=[first.pk], once_from="projects")
    assert (one.once_yuan, one.told[0]["is_spent"]) == (2_500_000, True)


def test_only_finished_projects_of_the_pilot_count(pilots: Pilots, finished: list[KeyProject]) -> None:
    keys = [one.pk for one in finished]
    assert refused(lambda: written(pilots.next, projects=keys)) == "no_such_project"
    KeyProject.objects.filter(pk=keys[0]).update(state="under_way")
    assert refused(lambda: written(pilots.mine, projects=keys)) == "no_such_project"
    assert refused(lambda: written(pilots.mine, once_from="projects")) == "no_project_for_figure"


def test_size_and_class_are_read_and_labels_add_up(territory: Territory, pilots: Pilots, finished: list[KeyProject]) -> None:
    Community.objects.filter(pk=territory.own[0].pk).update(
        build_class="existing", source=Source.objects.create(name="invented", provenance="sample")
    )
    pilots.mine.refresh_from_db()
    one = written(pilots.mine, projects=[finished[1].pk], households=1, band=1)
    assert (one.households, one.band, one.build_class, one.labels) == (2667, 3, "existing", 3)


@pytest.mark.parametrize("number", ["13800138000", "+86 138-0013-8000", "11010519491231002X"])
def test_no_number_of_a_person_is_stored(number: str, pilots: Pilots, official: User) -> None:
    assert refused(lambda: written(pilots.mine, result=f"请联系 {number}")) == "personal_number"
    one = handed_in(pilots.mine)
    said: dict[str, Any] = {"by": official, "scope": ALL, "practice": one}
    assert refused(lambda: return_practice(**said, written=one.written, remarks=number)) == "personal_number"
    publish_practice(**said, written=one.written)
    assert refused(lambda: withdraw_practice(**said, reason=number)) == "personal_number"


def test_what_is_not_complete_is_not_handed_in(pilots: Pilots) -> None:
    one = written(pilots.mine, rules=[])
    assert refused(lambda: hand_in_practice(by=None, scope=ALL, practice=one, written=1)) == "practice_incomplete"


def test_nobody_publishes_what_they_wrote(pilots: Pilots, officer: User, planner: User, official: User) -> None:
    """Nor what they edited, handed in, or what was copied from theirs."""
    one = handed_in(pilots.mine, officer)
    assert refused(lambda: publish_practice(by=officer, scope=ALL, practice=one, written=one.written)) == "practice_own"
    assert refused(lambda: return_practice(by=officer, scope=ALL, practice=one, written=one.written, remarks="x")) == (
        "practice_own"
    )
    other = written(pilots.mine, planner)
    edit_practice(by=officer, scope=ALL, practice=other, said=FORM, written=1)
    edit_practice(by=planner, scope=ALL, practice=other, said=FORM, written=2)
    hand_in_practice(by=planner, scope=ALL, practice=other, written=3)
    assert refused(lambda: publish_practice(by=officer, scope=ALL, practice=other, written=4)) == "practice_own"
    publish_practice(by=official, scope=ALL, practice=other, written=4)
    newer = revise_practice(by=planner, scope=ALL, practice=other)
    hand_in_practice(by=planner, scope=ALL, practice=newer, written=1)
    assert refused(lambda: publish_practice(by=officer, scope=ALL, practice=newer, written=2)) == "practice_own"


def test_an_official_below_the_unit_does_not_publish(territory: Territory, pilots: Pilots) -> None:
    one = handed_in(pilots.mine)
    street = pilots.mine.community.division
    below = make_worker("below", street, "official")
    scope = AreaScope((street.path,))
    assert refused(lambda: publish_practice(by=below, scope=scope, practice=one, written=2)) == "practice_not_your_unit"
    unit = AreaScope((pilots.mine.unit.path,))
    publish_practice(by=make_worker("of-the-unit", pilots.mine.unit, "official"), scope=unit, practice=one, written=2)
    assert fresh(one).state == "published"


def test_returned_with_remarks_and_handed_in_again(pilots: Pilots, planner: User, official: User) -> None:
    one = handed_in(pilots.mine, planner)
    assert refused(lambda: return_practice(by=official, scope=ALL, practice=one, written=2, remarks=" ")) == "reason_missing"
    assert refused(lambda: edit_practice(by=planner, scope=ALL, practice=one, said=FORM, written=2)) == "practice_not_open"
    return_practice(by=official, scope=ALL, practice=one, written=2, remarks="请写明租金")
    edit_practice(by=planner, scope=ALL, practice=one, said={**FORM, "caveats": "租金每年上涨"}, written=3)
    hand_in_practice(by=planner, scope=ALL, practice=one, written=4)
    assert refused(lambda: publish_practice(by=official, scope=ALL, practice=one, written=2)) == "practice_changed"
    publish_practice(by=official, scope=ALL, practice=one, written=5)
    assert fresh(one).caveats == "租金每年上涨"
    steps = PracticeStep.objects.filter(practice=one).values_list("action", "words")
    assert list(steps) == [("hand_in", ""), ("return", "请写明租金"), ("hand_in", ""), ("publish", "")]


def test_a_published_one_stays_while_its_new_version_is_written(pilots: Pilots, planner: User, official: User) -> None:
    one = published(pilots.mine, planner)
    newer = revise_practice(by=planner, scope=ALL, practice=one)
    assert refused(lambda: revise_practice(by=planner, scope=ALL, practice=one)) == "practice_has_newer"
    edit_practice(by=planner, scope=ALL, practice=newer, said={**FORM, "title": "新版"}, written=1)
    hand_in_practice(by=planner, scope=ALL, practice=newer, written=2)
    assert (fresh(one).state, fresh(one).title, fresh(newer).version) == ("published", FORM["title"], 2)
    publish_practice(by=official, scope=ALL, practice=newer, written=3)
    assert (fresh(one).state, fresh(newer).state, fresh(newer).title) == ("superseded", "published", "新版")


def test_withdrawn_with_a_reason(pilots: Pilots, official: User, planner: User) -> None:
    one = published(pilots.mine, planner)
    assert refused(lambda: withdraw_practice(by=official, scope=ALL, practice=one, reason=" ")) == "reason_missing"
    withdraw_practice(by=official, scope=ALL, practice=one, reason="厂房已拆除")
    assert fresh(one).state == "withdrawn"
    assert refused(lambda: withdraw_practice(by=official, scope=ALL, practice=one, reason="x")) == "practice_not_published"
    newer = revise_practice(by=planner, scope=ALL, practice=one)
    assert (newer.version, newer.state) == (2, "draft")


def test_somebody_elses_place_is_refused(territory: Territory, pilots: Pilots, planner: User) -> None:
    city = AreaScope((territory.city.path,))
    work = [
        lambda: write_practice(by=planner, scope=city, enrolment=pilots.far, said=FORM),
        lambda: edit_practice(by=planner, scope=city, practice=written(pilots.far), said=FORM, written=1),
        lambda: hand_in_practice(by=planner, scope=city, practice=written(pilots.far), written=1),
        lambda: revise_practice(by=planner, scope=city, practice=published(pilots.far)),
    ]
    assert {refused(each) for each in work} == {"practice_not_yours"}


def test_who_looked_at_an_older_text_is_refused(pilots: Pilots, planner: User, clerk: User) -> None:
    one = written(pilots.mine, planner)
    edit_practice(by=clerk, scope=ALL, practice=one, said={**FORM, "title": "别人改的"}, written=1)
    assert refused(lambda: edit_practice(by=planner, scope=ALL, practice=one, said=FORM, written=1)) == "practice_changed"
    assert refused(lambda: hand_in_practice(by=planner, scope=ALL, practice=one, written=1)) == "practice_changed"
    assert fresh(one).title == "别人改的"


def test_every_step_is_an_act(pilots: Pilots, planner: User, official: User) -> None:
    before = Act.objects.count()
    one = handed_in(pilots.mine, planner)
    publish_practice(by=official, scope=ALL, practice=one, written=one.written)
    acts = Act.objects.order_by("pk")[before:]
    assert [act.verb for act in acts] == ["write_practice", "hand_in_practice", "publish_practice"]


def test_the_tables_keep_unknown_apart_from_known(pilots: Pilots) -> None:
    one = written(pilots.mine)
    for wrong in ({"once_yuan": 1}, {"months_from": "said"}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Practice.objects.filter(pk=one.pk).update(**wrong)
    with pytest.raises(IntegrityError), transaction.atomic():
        PracticeStep.objects.create(practice=one, action="return")
