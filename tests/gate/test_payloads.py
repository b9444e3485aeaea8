"""What a form or a body points at must lie where its sender may work: elsewhere it is as nothing, and nothing is changed."""

import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import pytest
from django.apps import apps
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from communities.divisions import short_code
from tests.factories import make_worker
from tests.gate.asking import Answer, ask
from tests.gate.conftest import World
from tests.gate.country import INSIDE, Estate
from tests.gate.planting import APPS
from tests.gate.routes import ABSENT

pytestmark = pytest.mark.django_db
REFUSED = (400, 404, 409, 422)
Sent = Mapping[str, Any]


@dataclass(frozen=True)
class Payload:
    """A request that points at what lies in an estate. ``is_json``: a body of the API, and no form."""

    path: Callable[[Estate], str]
    data: Callable[[Estate], Sent]
    is_json: bool = False


def _file() -> SimpleUploadedFile:
    return SimpleUploadedFile("a.csv", "社区代码,户数,统计日期\n900100003001,5,2024-12-31\n".encode())


def _code(estate: Estate) -> str:
    return short_code(estate.division.code)


def _community(estate: Estate) -> str:
    return estate.community.code if estate.community else "900000000001"


def _grant(estate: Estate, **other: str) -> Sent:
    return {"person": "colleague", "role": "viewer", "reason": "test", "opens": "1", "division": _code(estate), **other}


ASKED = {"name": "x", "budgets": [1_000_000], "first_year": 2027}
ROUND = {"day": "2026-06-30", "as_of": "2026-06-30"}
PLAN_FORM = {
    "name": "x", "first_year": "2027", "budgets": "100", "objective": "households", "price": "middle", "rate": "3.5",
    "sharing": "0", "joint": "1",
}  # fmt: skip
TOKEN = {"name": "x", "rights": "community.read", "expires": "2027-01-31"}
PAYLOADS: Mapping[str, Payload] = {
    "order a round": Payload(lambda _: "/rounds/new/", lambda estate: {"division": _code(estate), **ROUND}),
    "order a plan": Payload(lambda _: "/plans/new/", lambda estate: {"division": _code(estate), **PLAN_FORM}),
    "plan nothing there": Payload(
        lambda _: "/plans/new/", lambda estate: {"division": "9001", **PLAN_FORM, "never_division": _code(estate)}
    ),
    "start from their round": Payload(
        lambda _: "/plans/new/", lambda estate: {"division": _code(estate), **PLAN_FORM, "round": estate.round.pk}
    ),
    "stop their plan": Payload(lambda estate: f"/plans/{estate.plan.pk}/cancel/", lambda _: {}),
    "throw away their plan": Payload(lambda estate: f"/plans/{estate.plan.pk}/drop/", lambda _: {}),
    "assess": Payload(lambda _: "/api/v1/rounds/", lambda estate: {"division": _code(estate), **ROUND}, is_json=True),
    "order a round by the API": Payload(
        lambda _: "/api/v1/rounds/", lambda estate: {"division": _code(estate), "background": True, **ROUND}, is_json=True
    ),
    "order a plan by the API": Payload(
        lambda _: "/api/v1/plans/", lambda estate: {"division": _code(estate), **ASKED}, is_json=True
    ),
    "bar a way there": Payload(
        lambda _: "/api/v1/plans/", lambda estate: {"never": [{"division": _code(estate)}], **ASKED}, is_json=True
    ),
    "close a gap there": Payload(
        lambda _: "/api/v1/plans/",
        lambda estate: {"must": [{"community": _community(estate), "rule": "N48-FAC-04"}], **ASKED},
        is_json=True,
    ),
    "hand in": Payload(lambda _: "/imports/new/", lambda estate: {"division": _code(estate), "given": _file()}),
    "hand in by the API": Payload(lambda _: "/api/v1/imports/", lambda estate: {"division": _code(estate), "files": _file()}),
    "bring a form": Payload(lambda _: "/fill/", lambda estate: {"division": _code(estate), "name": "x", "file": _file()}),
    "give a grant there": Payload(lambda _: "/people/grants/new/", _grant),
    "give a grant to them": Payload(
        lambda _: "/people/grants/new/",
        lambda estate: _grant(estate, person=estate.person.username, division="9001", opens="2"),
    ),
    "make an account there": Payload(lambda _: "/people/new/", lambda estate: {"username": "new", "home": _code(estate)}),
    "make a token of it": Payload(lambda _: "/me/tokens/new/", lambda estate: {"division": _code(estate), **TOKEN}),
    "teach the columns of their table": Payload(
        lambda estate: f"/imports/{estate.delivery.pk}/tables/{estate.batch.pk}/", lambda _: {"kind": "households"}
    ),
    "write of their pilot": Payload(
        lambda estate: f"/pilots/{estate.pilot.pk if estate.pilot else ABSENT}/practices/new/",
        lambda _: {"title": "x", "once_from": "unknown", "months_from": "unknown"},
    ),
    "edit what they wrote": Payload(
        lambda estate: f"/practices/{estate.practice.pk if estate.practice else ABSENT}/edit/",
        lambda _: {"title": "x", "once_from": "unknown", "months_from": "unknown", "written": "1"},
    ),
    "settle their row": Payload(lambda estate: f"/imports/waiting/{estate.waiting.pk}/", lambda _: {"cell-0": "900100003001"}),
    "let their row go": Payload(lambda estate: f"/imports/waiting/{estate.waiting.pk}/", lambda _: {"decision": "drop"}),
}


@pytest.fixture(scope="module")
def sender(world: World) -> Client:
    """May do everything in the city, and nothing elsewhere. A colleague is there to be given something."""
    make_worker("colleague", world.country["own"].division, "viewer")
    client = Client()
    client.force_login(make_worker("sender", world.country["own"].division, "planner", "clerk", "official", "manager"))
    return client


def cases(world: World) -> Iterator[tuple[str, str]]:
    for name in PAYLOADS:
        for position in world.country:
            yield name, position


def state() -> dict[str, list[Any]]:
    """Every row of every table of ours, as it is. Sessions and the queue are not ours."""
    models = [model for app in APPS for model in apps.get_app_config(app).get_models() if model._meta.managed]
    return {model._meta.label: list(model._base_manager.order_by("pk").values_list()) for model in models}


def sent(client: Client, payload: Payload, estate: Estate) -> Answer:
    data = payload.data(estate)
    if not payload.is_json:
        return ask(client, "POST", payload.path(estate), data)
    response = client.post(payload.path(estate), json.dumps(data), content_type="application/json")
    return Answer(response.status_code, dict(response.headers), response.content)


def test_what_lies_elsewhere_is_refused_and_nothing_is_changed(world: World, sender: Client) -> None:
    before, accepted = state(), []
    outside = [(name, position) for name, position in cases(world) if position not in INSIDE]
    for name, position in outside:
        answer = sent(sender, PAYLOADS[name], world.country[position])
        if answer.status not in REFUSED:
            accepted.append((name, position, answer.status, answer.headers.get("Location")))
    assert accepted == []
    assert state() == before
    print(f"\n{len(PAYLOADS)} references, {len(outside)} times pointed elsewhere: 0 accepted")  # noqa: T201  for -s


def test_the_same_is_taken_where_it_lies_inside(world: World, sender: Client) -> None:
    """So the refusals above are of the place, and of nothing else. A blank form must be a workbook, and the file is none."""
    for name in PAYLOADS:
        answer = sent(sender, PAYLOADS[name], world.country["own"])
        assert answer.status in ((422,) if name == "bring a form" else (200, 201, 202, 302)), (name, answer.text[:500])


def test_what_is_refused_looks_like_what_there_is_nowhere(world: World, sender: Client) -> None:
    there, absent = short_code(world.country["sibling"].division.code), "900999"
    grant = {"role": "viewer", "reason": "x", "person": "colleague"}
    for path, data in (("/people/grants/new/", grant), ("/rounds/new/", ROUND)):
        said = [ask(sender, "POST", path, {**data, "division": code}).text.replace(code, "") for code in (absent, there)]
        assert _errors(said[0]) == _errors(said[1]) != []
    people = ("no-one", world.country["sibling"].person.username)
    said = [ask(sender, "POST", "/people/grants/new/", _grant(world.country["own"], person=name)).text for name in people]
    assert _errors(said[0]) == _errors(said[1]) != []
    assert ask(sender, "POST", f"/people/grants/{ABSENT}/revoke/").status == 404


def _errors(page: str) -> list[str]:
    return [line for line in page.splitlines() if "field__error" in line]
