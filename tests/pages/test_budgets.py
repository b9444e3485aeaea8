"""How many queries a page may ask: budgets.json, and the same number however many communities there are."""

import json
from pathlib import Path

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from accounts.models import User
from assessments.models import Round
from tests.factories import Territory, make_community, make_facility, make_households, make_inventory, make_round
from tests.pages.addresses import all_pages, audit_pages, people_pages
from tests.pages.conftest import Browser
from tests.pages.reading import body_of

BUDGETS: dict[str, int] = json.loads(Path(__file__).with_name("budgets.json").read_text())


def asked(browser: Browser, address: str, user: User | None = None) -> int:
    client = browser(user)
    client.get(address)
    with CaptureQueriesContext(connection) as queries:
        response = client.get(address)
        body_of(response)
    assert response.status_code == 200
    return len(queries)


def _settle_more(territory: Territory) -> None:
    """Ten communities more in the first city, each with a facility and a gap."""
    for number in range(10, 20):
        community = make_community(f"9001010010{number}", f"示例社区{number}")
        make_households(community, 1000 + number)
        make_facility(community, "service_complex", floor_area=100, activity_area=50)
        make_inventory(community, "kindergarten")


@pytest.mark.usefixtures("is_open")
def test_every_page_keeps_its_budget_however_many_communities_there_are(
    territory: Territory, assessed: Round, browser: Browser
) -> None:
    pages = all_pages(territory, assessed) | {"communities.csv": "/communities.csv", "gaps.csv": "/gaps.csv"}
    few = {name: asked(browser, address) for name, address in pages.items()}
    _settle_more(territory)
    make_round()
    many = {name: asked(browser, address) for name, address in pages.items()}
    assert many == few
    assert {name: count for name, count in many.items() if count > BUDGETS.get(name, 0)} == {}
    assert set(BUDGETS) == set(pages) | set(people_pages(1, 1)) | set(audit_pages(1, ""))
