"""How many queries the pages of the register ask: budgets.json, and the same however much there is."""

import json
from pathlib import Path

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from accounts.models import User
from tests.editing.conftest import Kept, logged_in
from tests.factories import make_community, make_facility, make_households

pytestmark = pytest.mark.django_db
BUDGETS: dict[str, int] = json.loads(Path(__file__).with_name("budgets.json").read_text())


def pages(kept: Kept) -> dict[str, str]:
    one = f"/register/{kept.community.code}/"
    return {
        "register": "/register/", "register-one": one, "entry-new": f"{one}facility/new/", "entry": kept.href("facility"),
        "entry-remove": f"{kept.href('facility')}remove/",
        "api:entries": f"/api/v1/communities/{kept.community.code}/entries/facility/",
    }  # fmt: skip


def asked(client: Client, address: str) -> int:
    client.get(address)
    with CaptureQueriesContext(connection) as queries:
        assert client.get(address).status_code == 200
    return len(queries)


def test_pages_keep_their_budget_however_much_there_is(kept: Kept, clerk: User) -> None:
    client, found = logged_in(clerk), pages(kept)
    few = {name: asked(client, address) for name, address in found.items()}
    for number in range(10, 20):
        make_facility(kept.community, "nursery")
        make_households(make_community(f"9001010010{number}"), 5)
    many = {name: asked(client, address) for name, address in found.items()}
    assert many == few
    assert {name: count for name, count in many.items() if count > BUDGETS.get(name, 0)} == {}
    assert set(BUDGETS) == set(found)
