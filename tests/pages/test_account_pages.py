"""What holds for every page, of those that only somebody who has logged in comes to."""

from itertools import pairwise

import pytest
from pytest_django import Settings

from accounts.models import User
from accounts.services.granting import revoke_grant
from communities.models import Act
from tests.audit.writing import write_facility
from tests.factories import Territory, make_grant, make_user, make_worker
from tests.pages.addresses import audit_pages, people_pages
from tests.pages.conftest import Browser
from tests.pages.test_budgets import BUDGETS, asked
from tests.pages.test_every_page import INLINE
from tests.pages.test_headings import HEADING


@pytest.fixture
def manager(territory: Territory, settings: Settings) -> User:
    settings.OPEN_READING = False
    return make_worker("manager", territory.city, "manager")


@pytest.fixture
def auditor(territory: Territory, settings: Settings) -> User:
    settings.OPEN_READING = False
    return make_worker("auditor", None, "auditor")


Visit = tuple[User, dict[str, str]]


@pytest.fixture
def visits(territory: Territory, manager: User, auditor: User) -> list[Visit]:
    """Who opens which pages: with somebody who is looked after and holds something, and with an act that wrote something."""
    user = make_user("li", home=territory.city)
    (grant,) = make_grant(user, territory.city, "viewer")
    revoke_grant(by=None, grant=grant, reason="test")
    write_facility("F1", territory.own[0])
    act = Act.objects.latest("pk")
    return [(manager, people_pages(user.pk, grant.pk)), (auditor, audit_pages(act.pk, territory.own[0].code))]


@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_they_open_in_both_languages_and_keep_to_the_policy(language: str, visits: list[Visit], browser: Browser) -> None:
    for reader, name, address in ((reader, *page) for reader, pages in visits for page in pages.items()):
        response = browser(reader, language).get(address)
        text = response.content.decode()
        assert response.status_code == 200, name
        assert response.headers["Cache-Control"].startswith("private"), name
        assert f'<html lang="{"zh-Hans" if language == "zh-hans" else "en"}">' in text
        assert INLINE.search(text) is None, name
        levels = [int(level) for level in HEADING.findall(text)]
        assert (levels[0], levels.count(1)) == (1, 1), name
        assert all(deeper <= level + 1 for level, deeper in pairwise(levels)), name


def test_they_keep_their_budget(visits: list[Visit], browser: Browser) -> None:
    found = {name: asked(browser, address, reader) for reader, pages in visits for name, address in pages.items()}
    assert {name: count for name, count in found.items() if count > BUDGETS.get(name, 0)} == {}
