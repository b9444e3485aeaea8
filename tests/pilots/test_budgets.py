"""How many queries the pages of programmes and returns ask: budgets.json, however many pilots there are."""

import json
from pathlib import Path

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from accounts.models import User
from tests.api.reading import as_person
from tests.factories import Territory, make_round
from tests.factories.pilots import make_enrolment
from tests.pilots.quarter import drawn, make_office

BUDGETS: dict[str, int] = json.loads(Path(__file__).with_name("budgets.json").read_text())


def asked(user: User, address: str) -> int:
    client = as_person(user)
    client.get(address)
    with CaptureQueriesContext(connection) as queries:
        response = client.get(address)
    assert response.status_code == 200, address
    return len(queries)


@pytest.mark.django_db
def test_every_page_keeps_its_budget_however_many_pilots_there_are(territory: Territory, officer: User) -> None:
    office = make_office(territory)
    make_round(territory.province)
    one, pilot = drawn(office, territory), office.pilots[0]
    keys = {"programme": office.programme.pk, "return": one.pk, "pilot": pilot.pk, "code": pilot.code}
    few = {name: asked(officer, name.format(**keys)) for name in BUDGETS}
    for each in (territory.own[3], territory.near):
        make_enrolment(office.programme, each)
    drawn(office, territory)
    many = {name: asked(officer, name.format(**keys)) for name in BUDGETS}
    assert many == few
    assert {name: count for name, count in many.items() if count > BUDGETS[name]} == {}
