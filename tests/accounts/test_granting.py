"""Grants are given and revoked by the verbs, and hold from their first day to their last."""

import threading
from datetime import date, timedelta
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.utils import timezone
from pytest_django import Settings

from accounts.models import Grant, User
from accounts.refusals import Refused
from accounts.selectors.grants import opened_by, scope_of
from accounts.services.granting import give_grant, revoke_grant
from communities.models import Division
from communities.scope import AreaScope
from tests.factories import make_community, make_division, make_grant, make_user, make_worker
from tests.factories.territory import Territory

pytestmark = pytest.mark.django_db
DAY = date(2026, 6, 30)
TODAY = timezone.localdate()


def give(by: User | None, user: User, role: str, division: Division | None, **said: object) -> Grant:
    given = {"valid_from": TODAY, "reason": "test", **said}
    return give_grant(by=by, user=user, role=role, division=division, **given)  # type: ignore[arg-type]  # as the test says


def refused(by: User | None, user: User, role: str, division: Division | None, **said: object) -> str:
    before = Grant.objects.count()
    with pytest.raises(Refused) as found:
        give(by, user, role, division, **said)
    assert Grant.objects.count() == before
    return found.value.code


def run(command: str, *arguments: str) -> str:
    out = StringIO()
    call_command(command, *arguments, stdout=out)
    return out.getvalue()


def test_the_command_says_what_it_opens_and_twice_is_once(territory: Territory) -> None:
    user = make_user("li")
    said = run("grant", "li", "--role", "planner", "--role", "clerk", "--division", "9001", "--reason", "planner of the city")
    assert said.endswith("4 communities / 个社区\n")
    run("grant", "li", "--role", "planner", "--division", "9001", "--reason", "again")
    assert sorted(Grant.objects.values_list("role", "reason")) == [
        ("clerk", "planner of the city"), ("planner", "planner of the city"),
    ]  # fmt: skip
    assert scope_of(user, "round.create", day=date(2999, 1, 1)).paths == (territory.city.path,)


@pytest.mark.parametrize("arguments", [["nobody"], ["li", "--division", "77"], ["li", "--division", "x"]])
def test_what_does_not_exist_is_named(territory: Territory, arguments: list[str]) -> None:
    make_user("li")
    place = [] if "--division" in arguments else ["--everywhere"]
    with pytest.raises(CommandError, match=arguments[-1]):
        run("grant", *arguments, *place, "--role", "viewer", "--reason", "test")
    assert not Grant.objects.exists()


@pytest.mark.parametrize("place", [[], ["--division", ""], ["--division", "%"], ["--division", "_"], ["--division", "9001%"]])
def test_no_place_is_no_place_and_never_everywhere(territory: Territory, place: list[str]) -> None:
    make_user("li")
    with pytest.raises(CommandError):
        run("grant", "li", *place, "--role", "viewer", "--reason", "test")
    assert not Grant.objects.exists()


def test_commands_make_and_close_accounts_and_revoke(territory: Territory) -> None:
    name, password = run("create_user", "li", "--division", "9001").strip().split(": ")
    user = User.objects.get(username=name)
    assert user.check_password(password)
    assert (user.home, user.is_superuser) == (territory.city, False)
    run("grant", "li", "--role", "viewer", "--everywhere", "--reason", "test")
    run("revoke", str(Grant.objects.get().pk), "--reason", "has left")
    assert Grant.objects.get().revoke_reason == "has left"
    run("deactivate_user", "li")
    assert not User.objects.get(username=name).is_active
    with pytest.raises(CommandError, match="already_revoked"):
        run("revoke", str(Grant.objects.get().pk), "--reason", "again")


def test_a_grant_holds_from_its_first_day_to_its_last(territory: Territory) -> None:
    user = make_user("li")
    make_grant(user, territory.city, "viewer", valid_from=DAY, valid_to=DAY)
    days = [date(2026, 6, 29), DAY, date(2026, 7, 1)]
    assert [bool(scope_of(user, "result.read", day=day).paths) for day in days] == [False, True, False]


def test_open_reading_lets_nobody_work_everywhere(territory: Territory, settings: Settings) -> None:
    settings.OPEN_READING = True
    assert scope_of(make_user("li"), "round.create", day=DAY) == AreaScope.nowhere()


def test_rights_are_the_union_of_grants_and_a_part_within_a_part_counts_once(territory: Territory) -> None:
    user = make_user("li")
    make_grant(user, make_division("900101"), "planner", "clerk")
    make_grant(user, territory.city, "planner")
    assert scope_of(user, "round.create", day=DAY).paths == (territory.city.path,)
    assert scope_of(user, "import.create", day=DAY).paths == (make_division("900101").path,)
    assert scope_of(user, "user.read", day=DAY) == AreaScope.nowhere()


def test_a_second_city_of_the_codes_is_not_the_first() -> None:
    """5002 holds Chongqing's counties, 5001 its districts: what a grant opens is counted, not guessed from its name."""
    for code in ("500101001001", "500101001002", "500229001001", "469005100001", "460100001001"):
        make_community(code)
    opened = {code: opened_by(make_division(code)) for code in ("50", "5001", "5002", "46", "4690")}
    assert opened == {"50": 3, "5001": 2, "5002": 1, "46": 2, "4690": 1}
    assert opened_by(None) == 5
    user = make_worker("li", make_division("5001"))
    assert not scope_of(user, "result.read", day=DAY).covers(make_division("500229").path)


def test_digits_that_begin_alike_are_not_a_place_within(territory: Territory) -> None:
    above = make_division("9002")
    twin = Division.objects.create(code="900188000000", name="x", level="district", parent=above, path=f"{above.path}900188/")
    assert not scope_of(make_worker("li", territory.city), "result.read", day=DAY).covers(twin.path)


def test_a_manager_gives_the_data_roles_within_the_own_place_and_time(territory: Territory) -> None:
    manager, user = make_user("manager"), make_user("li")
    end = TODAY + timedelta(days=30)
    make_grant(manager, territory.city, "manager", valid_to=end)
    for role in ("viewer", "clerk", "planner", "official", "author", "manager"):
        made = give(manager, user, role, make_division("900101"), valid_to=end)
        assert (made.granted_by, made.granted_at.date()) == (manager, timezone.now().date())
    assert refused(manager, user, "viewer", territory.province, valid_to=end) == "outside_own_scope"
    assert refused(manager, user, "viewer", make_division("9002"), valid_to=end) == "outside_own_scope"
    assert refused(manager, user, "viewer", None, valid_to=end) == "outside_own_scope"
    assert refused(manager, user, "viewer", territory.city) == "beyond_own_expiry"
    assert refused(manager, user, "viewer", territory.city, valid_to=end + timedelta(days=1)) == "beyond_own_expiry"
    assert refused(manager, user, "auditor", territory.city, valid_to=end) == "above_own_roles"
    assert refused(manager, user, "system", None, valid_to=end) == "above_own_roles"


def test_one_grant_must_allow_all_of_it(territory: Territory) -> None:
    """A short one for the city and a long one for a district do not add up to a long one for the city."""
    manager, user = make_user("manager"), make_user("li")
    make_grant(manager, territory.city, "manager", valid_to=TODAY)
    make_grant(manager, make_division("900101"), "manager")
    assert refused(manager, user, "viewer", territory.city) == "beyond_own_expiry"
    give(manager, user, "viewer", make_division("900101"))


def test_only_a_system_administrator_makes_a_manager_of_everything(territory: Territory) -> None:
    system, chief, user = make_worker("system", None, "system"), make_worker("chief", None, "manager"), make_user("li")
    assert refused(chief, user, "manager", None) == "above_own_roles"
    give(chief, user, "manager", territory.province)
    assert refused(system, user, "manager", territory.city) == "above_own_roles"
    assert refused(system, user, "viewer", None) == "above_own_roles"
    give(system, user, "manager", None)


@pytest.mark.parametrize("role", ["viewer", "clerk", "planner", "official", "author", "auditor"])
def test_who_only_works_gives_nothing(role: str, territory: Territory) -> None:
    worker, user = make_worker("worker", None, role), make_user("li")
    assert refused(worker, user, "viewer", territory.city) == "above_own_roles"


def test_nobody_gives_themselves_anything(territory: Territory) -> None:
    for role in ("manager", "system"):
        by = make_worker(f"the-{role}", None, role)
        assert refused(by, by, "manager", None) == "to_oneself"


@pytest.mark.parametrize(("held", "asked"), [("system", "auditor"), ("manager", "auditor"), ("system", "official")])
def test_roles_that_exclude_each_other_never_meet_whatever_the_dates(held: str, asked: str) -> None:
    later = TODAY + timedelta(days=400)
    for number, (first, second) in enumerate([(held, asked), (asked, held)]):
        user = make_user(f"li-{number}")
        give(None, user, first, None, valid_to=TODAY + timedelta(days=10))
        assert refused(None, user, second, None, valid_from=later) == "exclusive_roles"
        revoke_grant(by=None, grant=user.grants.get(), reason="test")
        give(None, user, second, None, valid_from=later)


def test_a_grant_that_is_over_excludes_nothing() -> None:
    user = make_user("li")
    make_grant(user, None, "auditor", valid_to=TODAY - timedelta(days=1))
    give(None, user, "manager", None)


def test_what_is_wrong_with_a_grant_is_said(territory: Territory) -> None:
    user, closed = make_user("li"), make_user("closed", is_active=False)
    assert refused(None, user, "king", None) == "no_such_role"
    assert refused(None, user, "system", territory.city) == "everywhere_only"
    assert refused(None, user, "viewer", None, valid_to=TODAY - timedelta(days=1)) == "period_over"
    assert refused(None, user, "viewer", None, reason="  ") == "reason_missing"
    assert refused(None, closed, "viewer", None) == "account_closed"


def test_a_giver_who_was_revoked_gives_nothing_more(territory: Territory) -> None:
    manager, user = make_worker("manager", territory.city, "manager"), make_user("li")
    revoke_grant(by=None, grant=manager.grants.get(), reason="test")
    assert refused(manager, user, "viewer", territory.city) == "above_own_roles"


def test_a_grant_is_revoked_by_whoever_might_give_it(territory: Territory) -> None:
    user = make_user("li")
    (above,), (own,) = make_grant(user, territory.province, "planner"), make_grant(user, territory.city, "planner")
    (higher,) = make_grant(make_user("zhao"), territory.city, "auditor")
    manager = make_worker("manager", territory.city, "manager")
    for grant, code in ((above, "outside_own_scope"), (higher, "above_own_roles")):
        with pytest.raises(Refused) as found:
            revoke_grant(by=manager, grant=grant, reason="test")
        assert found.value.code == code
    done = revoke_grant(by=manager, grant=own, reason="moved")
    assert (done.revoked_by, done.revoke_reason, done.revoked_at is not None) == (manager, "moved", True)
    assert scope_of(user, "round.create", day=TODAY).paths == (territory.province.path,)
    with pytest.raises(Refused) as again:
        revoke_grant(by=manager, grant=own, reason="test")
    assert again.value.code == "already_revoked"


@pytest.mark.django_db(transaction=True)
def test_two_roles_that_exclude_each_other_are_not_given_at_the_same_moment() -> None:
    user, told, waited = make_user("li"), list[str](), threading.Barrier(2)

    def try_role(role: str) -> None:
        try:
            waited.wait()
            give(None, user, role, None)
            told.append("given")
        except Refused as wrong:
            told.append(wrong.code)
        finally:
            connection.close()

    both = [threading.Thread(target=try_role, args=(role,)) for role in ("manager", "auditor")]
    for each in both:
        each.start()
    for each in both:
        each.join()
    assert sorted(told) == ["exclusive_roles", "given"]
    assert Grant.objects.count() == 1
