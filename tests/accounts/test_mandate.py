"""A mandate opens a division, from its first day to its last, and says how many communities that is."""

from datetime import date
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from pytest_django import Settings

from accounts.models import Mandate
from accounts.selectors import scope_of, work_scope_of
from communities.scope import AreaScope
from tests.factories import make_mandate, make_user
from tests.factories.territory import Territory

pytestmark = pytest.mark.django_db
DAY = date(2026, 6, 30)


def run(*arguments: str) -> str:
    out = StringIO()
    call_command("mandate", *arguments, stdout=out)
    return out.getvalue()


def test_the_command_says_what_it_opens_and_twice_is_once(territory: Territory) -> None:
    user = make_user("li")
    assert run("li", "--division", "9001", "--reason", "planner of the city") == "li: 4 communities / 个社区\n"
    run("li", "--division", "9001", "--reason", "again")
    assert Mandate.objects.get().reason == "planner of the city"
    assert work_scope_of(user, day=date(2999, 1, 1)).paths == (territory.city.path,)


@pytest.mark.parametrize("arguments", [["nobody"], ["li", "--division", "77"], ["li", "--division", "x"]])
def test_what_does_not_exist_is_named(territory: Territory, arguments: list[str]) -> None:
    make_user("li")
    with pytest.raises(CommandError, match=arguments[-1]):
        run(*arguments, "--reason", "test")
    assert not Mandate.objects.exists()


def test_a_mandate_holds_from_its_first_day_to_its_last(territory: Territory, settings: Settings) -> None:
    settings.OPEN_READING = False
    made = make_mandate(make_user("li"), territory.city, valid_from=DAY, valid_to=DAY)
    days = [date(2026, 6, 29), DAY, date(2026, 7, 1)]
    assert [bool(scope_of(made.user, day=day).paths) for day in days] == [False, True, False]


def test_open_reading_shows_everything_and_lets_nobody_work_everywhere(territory: Territory, settings: Settings) -> None:
    settings.OPEN_READING = True
    user = make_user("li")
    assert scope_of(user, day=DAY) == AreaScope.everywhere()
    assert work_scope_of(user, day=DAY) == AreaScope.nowhere()
