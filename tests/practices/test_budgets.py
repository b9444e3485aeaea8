"""Pages and lists ask the database no more often than agreed, however many practices there are."""

import json
from pathlib import Path

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from accounts.models import User
from tests.api.reading import as_person
from tests.factories import Territory
from tests.factories.practices import make_practice, make_published
from tests.practices.conftest import Pilots, handed_in, published

pytestmark = pytest.mark.django_db
BUDGETS: dict[str, int] = json.loads(Path(__file__).with_name("budgets.json").read_text())


def asked(browser: Client, address: str) -> int:
    with CaptureQueriesContext(connection) as queries:
        assert browser.get(address).status_code == 200, address
    return len(queries)


def test_pages_keep_their_budgets(territory: Territory, pilots: Pilots, officer: User) -> None:
    browser = as_person(officer)
    mine, far, draft = published(pilots.mine), published(pilots.far), make_practice(pilots.mine)
    handed_in(pilots.next)
    said = {"mine": mine.pk, "far": far.pk, "draft": draft.pk, "pilot": pilots.mine.pk, "code": pilots.mine.code}
    few = {name: asked(browser, name.format(**said)) for name in BUDGETS}
    for _ in range(10):
        make_published(pilots.far)
        make_published(pilots.mine)
        handed_in(pilots.next, officer)
        handed_in(pilots.next)
    many = {name: asked(browser, name.format(**said)) for name in BUDGETS}
    assert many == few
    assert {name: count for name, count in many.items() if count > BUDGETS[name]} == {}
