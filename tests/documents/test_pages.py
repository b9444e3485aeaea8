"""The pages of documents: an outline, and no more queries than they may ask, however many communities there are."""

import json
import re
from itertools import pairwise
from pathlib import Path

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from accounts.models import User
from assessments.documents.codes import shown
from assessments.models import Round
from tests.api.reading import as_person, body_of
from tests.documents.conftest import issued_card, issued_gaps
from tests.factories import Territory, make_community, make_inventory, make_round

pytestmark = pytest.mark.django_db
BUDGETS: dict[str, int] = json.loads(Path(__file__).with_name("budgets.json").read_text())
HEADING = re.compile(r"<h([1-6])\b")


def addresses(one: Round) -> dict[str, str]:
    return {
        "card": f"/communities/900101001001/print/?round={one.pk}",
        "gaps": f"/gaps/print/?round={one.pk}",
        "verified-card": f"/verify/{shown(issued_card(one).code)}/",
        "verified-gaps": f"/verify/{shown(issued_gaps(one).code)}/",
        "files": "/documents/",
        "new": f"/documents/new/?kind=gaps&suffix=pdf&list=round%3D{one.pk}",
    }


def asked(user: User, address: str) -> tuple[int, str]:
    """Queries of what has been issued before, and the page."""
    client = as_person(user)
    client.get(address)
    with CaptureQueriesContext(connection) as queries:
        response = client.get(address)
    assert response.status_code == 200, address
    return len(queries), body_of(response).decode()


def test_pages_keep_their_budget_however_many_communities_there_are(judged: Round, territory: Territory, planner: User) -> None:
    few = {name: asked(planner, address)[0] for name, address in addresses(judged).items()}
    for number in range(10, 20):
        make_inventory(make_community(f"9001010010{number}"), "kindergarten")
    many = {name: asked(planner, address)[0] for name, address in addresses(make_round(territory.city)).items()}
    assert many == few
    assert {name: number for name, number in many.items() if number > BUDGETS[name]} == {}


def test_no_level_of_heading_is_left_out(judged: Round, planner: User) -> None:
    for name, address in addresses(judged).items():
        levels = [int(level) for level in HEADING.findall(asked(planner, address)[1])]
        assert (levels[0], levels.count(1)) == (1, 1), name
        assert all(deeper <= level + 1 for level, deeper in pairwise(levels)), (name, levels)
