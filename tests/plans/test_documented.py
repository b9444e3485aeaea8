"""What docs/plans.md shows of plans works as it stands there."""

import io
import json
import re
import shlex
from pathlib import Path

import pytest
from django.core.management import call_command

from accounts.models import User
from assessments.models import RemedyPlan
from tests.api.reading import as_person
from tests.factories import Territory
from tests.plans.planned import furnish, made

pytestmark = pytest.mark.django_db
PAGE = (Path(__file__).resolve().parent.parent.parent / "docs" / "plans.md").read_text(encoding="utf-8")


def section(name: str) -> str:
    return PAGE.split(f"## {name}\n")[1].split("\n## ")[0]


def test_the_request_is_taken(planner: User, territory: Territory) -> None:
    furnish(territory)
    body = re.search(r"-d '(.+?)'", section("Over the API"), re.DOTALL)
    assert body
    answer = as_person(planner).post("/api/v1/plans/", json.dumps(json.loads(body[1])), content_type="application/json")
    assert answer.status_code == 202, answer.content


def test_every_address_of_the_table_is_there(planner: User, territory: Territory) -> None:
    plan = made(planner, territory.city, furnish(territory))
    rows = [line.split("|")[1] for line in section("Over the API").splitlines() if line.startswith("| `")]
    found = [address for row in rows for address in re.findall(r"`([a-z]+/[^`]*)`", row)]
    assert len(found) == 8
    for address in found:
        path = address.replace("ID", str(plan.pk)).replace("community=CODE", f"community={territory.own[0].code}")
        response = as_person(planner).get(f"/api/v1/{path.replace('rule=CODE', 'rule=N48-FAC-04')}")
        assert response.status_code == (405 if "cancel" in path else 200), path


def test_the_commands_run(territory: Territory) -> None:
    furnish(territory)
    lines = [line for line in section("At the command line").splitlines() if "manage.py plan" in line]
    assert len(lines) == 3
    for line in lines:
        call_command(*shlex.split(line)[2:], stdout=io.StringIO(), stderr=io.StringIO())
    assert RemedyPlan.objects.get().name == "三年补短板"
