"""What was ever written of one thing, and that nothing is told of where it was or is beyond the mandate."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from accounts.models import User
from accounts.services.granting import give_grant, revoke_grant
from accounts.services.people import create_user
from communities.acts import acting
from communities.circumstances import under
from communities.copying import Changes
from communities.models import Act, HouseholdCount
from communities.services import record_household_counts
from communities.undoing import undo
from facilities.models import Facility
from facilities.services import record_served
from tests.api.reading import as_person
from tests.audit.acting_at_random import DAY
from tests.audit.conftest import Read
from tests.audit.writing import answer, count_households, remove_facility, write_facility
from tests.factories import Territory, make_division, make_round, make_source, make_worker
from tests.factories.people import LONG_AGO

pytestmark = pytest.mark.django_db


def of_community(territory: Territory) -> str:
    return f"/history/community/{territory.own[0].code}/"


def test_a_community_has_that_of_its_counts_answers_and_facilities(territory: Territory, planner: User, read: Read) -> None:
    own = territory.own[0]
    with under(request="r", via="page", why="年度核对"):
        count_households(own, 500, by=planner)
    count_households(own, 600, by=planner)
    answer(own, "gas_supply", 2, by=planner)
    write_facility("F1", own, name="幼儿园一", floor_area="800.10", by=planner)
    count_households(territory.own[1], 999_999, by=planner)
    page, chinese = read(planner, of_community(territory)), read(planner, of_community(territory), "zh-hans")
    assert "households: 500 → 600" in page
    assert "年度核对" in page
    assert "F1 幼儿园一" in page
    assert "floor area: 800.10" in page
    assert "结果：完好" in chinese
    assert "户数：500 → 600" in chinese
    assert "999999" not in page
    assert page.index("F1 幼儿园一") < page.index("500 → 600") < page.index("年度核对")  # the newest first


def test_a_row_leads_to_its_own_history_while_it_is_there(territory: Territory, planner: User, read: Read) -> None:
    write_facility("F1", territory.own[0])
    remove_facility(write_facility("F2", territory.own[0]))
    page = read(planner, of_community(territory))
    assert 'href="/history/facility/F1/"' in page
    assert 'href="/history/facility/F2/"' not in page


def test_of_what_was_removed_all_is_told(territory: Territory, planner: User, read: Read) -> None:
    one = write_facility("F1", territory.own[0], name="药店", capacity=7)
    remove_facility(write_facility(one.code, territory.own[0], name="药店", capacity=8))
    page = read(planner, "/history/facility/F1/")
    assert "It is no longer in the register." in page
    assert "capacity: 7 → 8" in page
    assert "药店" in page
    assert "removed" in read(planner, of_community(territory))


def test_of_what_came_in_and_was_undone_too(territory: Territory, planner: User, read: Read) -> None:
    write_facility("F1", territory.own[0], name="药店", by=planner)
    undo(by=planner, act=Act.objects.latest("pk"))
    page = read(planner, "/history/facility/F1/")
    assert "It is no longer in the register." in page
    assert page.count("药店") > 2
    assert "undone" in page


def test_what_it_was_elsewhere_is_not_told_of_what_came_from_there(territory: Territory, planner: User, read: Read) -> None:
    far, own = territory.far, territory.own[0]
    write_facility("F1", far, name="外地名称", capacity=111)
    write_facility("F1", far, name="外地名称", capacity=222)
    write_facility("F1", own, name="本地名称", capacity=333)
    write_facility("F1", own, name="本地名称", capacity=444)
    for path in ("/history/facility/F1/", of_community(territory)):
        for language in ("en", "zh-hans"):
            page = read(planner, path, language)
            assert "333 → 444" in page
            assert [word for word in (far.code, far.name, "外地名称", "111", "222") if word in page] == []
            assert ("new" if language == "en" else "新增") in page


def test_where_it_went_is_not_told(territory: Territory, planner: User, officer: User, read: Read) -> None:
    near, own = territory.near, territory.own[0]
    write_facility("F1", own, name="本地名称")
    write_facility("F1", near, name="邻地名称", capacity=777)
    page = read(planner, of_community(territory))
    assert "本地名称" in page
    assert "removed" in page
    assert [word for word in (near.code, near.name, "邻地名称", "777") if word in page] == []
    assert 'href="/history/facility/F1/"' not in page
    read(planner, "/history/facility/F1/", status=404)
    assert "本地名称 → 邻地名称" in read(officer, "/history/facility/F1/")


def test_who_served_a_community_from_elsewhere_goes_by_its_code(
    territory: Territory, planner: User, officer: User, read: Read
) -> None:
    write_facility("F1", territory.near, name="邻地名称")
    record_served(by=None, served={"F1": [territory.own[0].pk]})
    record_served(by=None, served={"F1": []})
    page = read(planner, of_community(territory))
    assert "F1" in page
    assert "邻地名称" not in page
    assert "邻地名称" in read(officer, of_community(territory))


def test_what_stands_nowhere_is_told_to_those_who_look_everywhere(
    territory: Territory, planner: User, auditor: User, read: Read
) -> None:
    write_facility("F1", None, name="无处可归")
    read(planner, "/history/facility/F1/", status=404)
    assert "无处可归" in read(auditor, "/history/facility/F1/")


def test_a_row_of_a_very_large_import_is_told_as_it_came_in(
    territory: Territory, planner: User, read: Read, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("communities.journal.KEPT_WHOLE", 2)
    own, source = territory.own[0], make_source()
    rows = [(own.pk, DAY.replace(day=day), "resident", 5000 + day, source.pk) for day in range(1, 5)]
    with acting(by=planner, verb="intake") as act:
        record_household_counts(by=planner, changes=Changes(created=rows))
    assert {(change.first < change.last, change.after) for change in act.changes.all()} == {(True, None)}
    before = read(planner, of_community(territory))
    assert "households: 5004" in before
    count_households(own, 6000, day=DAY.replace(day=4))
    after = read(planner, of_community(territory))
    assert "households: 5004 → 6000" in after
    assert after.count("5004") == 2  # as it came in, and as it was before the change
    assert HouseholdCount.objects.filter(households=6000).exists()


def test_the_newest_are_shown_and_that_there_are_more(
    territory: Territory, planner: User, read: Read, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("accounts.selectors.histories.MOST", 3)
    for number in range(4):
        count_households(territory.own[0], 4000 + number)
    page = read(planner, of_community(territory))
    assert "4002 → 4003" in page
    assert page.count("4000") == 1
    assert "older ones stand in the log of acts" in page


def test_a_division_has_one_of_its_own(territory: Territory, planner: User, officer: User, read: Read) -> None:
    assert "示例市" in read(planner, "/history/division/900100000000/")
    read(planner, "/history/division/900000000000/", status=404)
    read(officer, "/history/division/900000000000/")


# -- people


def test_of_a_person_what_they_hold_elsewhere_is_not_told(
    territory: Territory, auditor: User, checker: User, read: Read
) -> None:
    made, _ = create_user(by=None, username="wang", home=territory.city)
    grants = [
        give_grant(
            by=None, user=made, role=role, division=place, valid_from=LONG_AGO, valid_to=None, reason=f"reason of {role}"
        )
        for role, place in (("viewer", territory.city), ("clerk", make_division("9002")))
    ]
    for grant in grants:
        revoke_grant(by=None, grant=grant, reason=f"end of {grant.role}")
    path = f"/people/{made.pk}/history/"
    own, whole = read(checker, path), read(auditor, path)
    assert all(word in own for word in ("account made", "reason of viewer", "end of viewer"))
    assert [word for word in ("clerk", "9002") if word in own.replace("data clerk", "clerk")] == []
    assert all(word in whole for word in ("reason of viewer", "reason of clerk", "end of clerk"))
    assert f'href="{path}"' in read(checker, f"/people/{made.pk}/")


# -- who may


def test_whoever_works_in_a_place_or_checks_on_it_reads_what_was_changed_there(
    territory: Territory, auditor: User, checker: User, planner: User, officer: User, stranger: User, read: Read
) -> None:
    own, near = of_community(territory), f"/history/community/{territory.near.code}/"
    for user in (auditor, officer):
        assert read(user, own)
        assert read(user, near)
    for user in (checker, planner):
        assert read(user, own)
        assert read(user, near, status=404)
    assert "history.read" in read(stranger, own, status=403)
    assert as_person(None).get(own)["Location"].startswith("/accounts/login/")


def test_who_only_reads_sees_no_history(territory: Territory, planner: User, read: Read) -> None:
    make_round()
    viewer, card = make_worker("viewer", territory.city, "viewer"), f"/communities/{territory.own[0].code}/"
    assert "history.read" in read(viewer, of_community(territory), status=403)
    assert of_community(territory) not in read(viewer, card)
    assert of_community(territory) in read(planner, card)


@pytest.mark.parametrize(
    "path", ["/history/community/900101001999/", "/history/source/1/", "/history/facility/%2F/", "/history/x/y/"]
)
def test_what_there_never_was_is_not_found(path: str, auditor: User, read: Read) -> None:
    read(auditor, path, status=404)


def test_the_number_of_writes_costs_no_query(territory: Territory, planner: User) -> None:
    def asked(path: str) -> int:
        client = as_person(planner)
        client.get(path)
        with CaptureQueriesContext(connection) as queries:
            assert client.get(path).status_code == 200
        return len(queries)

    paths = (of_community(territory), "/history/facility/F1/")
    for community in territory.own:
        write_facility("F1", community)
    write_facility("F1", territory.own[0])
    count_households(territory.own[0], 1)
    few = [asked(path) for path in paths]
    for number in range(30):
        write_facility("F1", territory.own[number % 4], name=str(number))
        write_facility(f"F{number + 2}", territory.own[0])
        count_households(territory.own[0], number + 2)
    write_facility("F1", territory.own[0])
    assert [asked(path) for path in paths] == few
    assert Facility.objects.filter(code="F31").exists()
