"""The demo: three people whom anybody may be, each with exactly their divisions, and never where others can reach it."""

import html
import os
import re
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import settings as django_settings
from django.test import Client, override_settings
from django.urls import resolve
from pytest_django import DjangoDbBlocker, Settings

from accounts import demo
from accounts.checks import check_demo
from accounts.demo import PEOPLE, DemoPerson
from accounts.models import User
from accounts.policy import policy
from accounts.refusals import Refused
from accounts.services.demo import make_demo_people
from assessments.services.rounds import assess
from communities.models import Community, Division
from communities.scope import AreaScope
from intake.sample import SAMPLE_CITY, SAMPLE_DAY
from tests.factories import make_community, make_user
from tests.gate.asking import ask
from tests.gate.test_canary import spelled_out
from tests.pages.reading import body_of

pytestmark = pytest.mark.django_db
ENTER = "/accounts/demo/"
PER_ROUTE, WHOLE = 2, 12
"""Addresses of one route that are enough of a walk; of the whole walk, which ``make bench`` takes."""
SHARE = 5
"""One of so many cards of others is asked for, and every one by ``make bench``. The list of all is read whole."""
CURRENT = re.compile(r'name="who"[^>]* aria-current="true"')
COMMITTEE = re.compile(r"\b9[01]\d{10}\b")


@pytest.fixture(scope="module")
def city(sample_city: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """The sample city, judged; a second city of its province; another province."""
    with override_settings(DEMO=True, OPEN_READING=True), django_db_blocker.unblock():
        for code in ("900201001001", "910101001001"):
            make_community(code, f"社区{code}")
        where = Division.objects.get(code=SAMPLE_CITY)
        assess(by=None, scope=AreaScope.everywhere(), division=where, day=SAMPLE_DAY, as_of=SAMPLE_DAY)
        make_demo_people()
        yield


def entered(person: DemoPerson) -> Client:
    client = Client()
    assert client.post(ENTER, {"who": person.username})["Location"] == "/"
    return client


def may_visit(person: DemoPerson, path: str) -> bool:
    """Some links lead to what others do: of those the table says so."""
    found = resolve(path.partition("?")[0])
    right = policy().rights[policy().routes[found.view_name].reading(found.kwargs)]
    return person.role in right.roles


def own_codes(person: DemoPerson) -> set[str]:
    return set(Community.objects.filter(code__startswith=person.division).values_list("code", flat=True))


@pytest.mark.usefixtures("city")
@pytest.mark.parametrize("person", PEOPLE, ids=lambda person: person.username)
def test_each_reads_exactly_the_own_communities(person: DemoPerson) -> None:
    own = own_codes(person)
    listed = body_of(entered(person).get("/files/communities/data.csv")).decode()
    assert set(COMMITTEE.findall(listed)) - _divisions() == own != set()
    opens_no_other(person, SHARE)


@pytest.mark.usefixtures("city")
@pytest.mark.parametrize("person", PEOPLE, ids=lambda person: person.username)
def test_each_walks_all_pages_and_meets_nothing_of_others(person: DemoPerson) -> None:
    walk(person, PER_ROUTE)


@pytest.mark.bench
@pytest.mark.usefixtures("city")
@pytest.mark.parametrize("person", PEOPLE, ids=lambda person: person.username)
def test_each_walks_much_further_and_meets_nothing_of_others(person: DemoPerson) -> None:
    walk(person, WHOLE)
    opens_no_other(person, 1)


def opens_no_other(person: DemoPerson, every: int) -> None:
    client, others = entered(person), Community.objects.exclude(code__in=own_codes(person)).order_by("code")
    for code in others.values_list("code", flat=True)[::every]:
        assert client.get(f"/communities/{code}/").status_code == 404


ISSUED = {"assessments:verified"}
"""What a page issues is rolled back with its request here: the code on it leads nowhere afterwards."""


def walk(person: DemoPerson, per_route: int) -> None:
    client, foreign = entered(person), set(Community.objects.values_list("code", flat=True)) - own_codes(person)
    waiting, seen, routes = ["/"], {"/"}, Counter[str]()
    for path in waiting:
        answer = ask(client, "GET", path)
        text = html.unescape(spelled_out(answer))
        assert answer.status == 200 or (answer.status == 403 and not may_visit(person, path)), path
        assert set(COMMITTEE.findall(text)) & foreign == set(), path
        for link in re.findall(r'href="(/[^"#]*)"', text):
            route = resolve(link.partition("?")[0]).view_name if not link.startswith("/static/") else ""
            if route and route not in ISSUED and link not in seen and routes[route] < per_route:
                routes[route] += 1
                seen.add(link)
                waiting.append(link)
    assert {"assessments:communities", "assessments:scorecard", "accounts:me"} <= set(routes)
    print(f"\n{person.username}: {len(seen)} addresses of {len(routes)} routes")  # noqa: T201  for -s


@pytest.mark.usefixtures("city")
def test_the_switch_stands_on_every_page_and_says_who_one_is(settings: Settings) -> None:
    settings.DEMO = settings.OPEN_READING = True
    nobody, planner = Client(), entered(PEOPLE[0])
    for path in ("/", "/accounts/login/", "/rules/", "/gallery/"):
        for client, current in ((nobody, 0), (planner, 1)):
            text = client.get(path).content.decode()
            assert (text.count('name="who"'), len(CURRENT.findall(text))) == (len(PEOPLE), current), path


def _divisions() -> set[str]:
    return set(Division.objects.values_list("code", flat=True))


@pytest.mark.usefixtures("city")
def test_the_switch_needs_a_form_of_our_own(settings: Settings) -> None:
    settings.DEMO = True
    assert Client(enforce_csrf_checks=True).post(ENTER, {"who": PEOPLE[0].username}).status_code == 403
    assert Client().get(ENTER, {"who": PEOPLE[0].username}).status_code == 405


@pytest.mark.usefixtures("city")
def test_only_the_three_can_be_entered_and_no_password_opens_them(settings: Settings) -> None:
    settings.DEMO = True
    make_user("real")
    for name in ("real", "", "nobody"):
        assert Client().post(ENTER, {"who": name}).status_code == 404
    one = User.objects.get(username=PEOPLE[0].username)
    assert not one.has_usable_password()
    one.set_password("a-password-of-their-own")
    one.save()
    assert Client().post(ENTER, {"who": one.username}).status_code == 404


@pytest.mark.usefixtures("city")
def test_made_again_they_are_the_same_and_a_closed_one_stays_closed(settings: Settings) -> None:
    settings.DEMO = True
    User.objects.filter(username=PEOPLE[1].username).update(is_active=False)
    assert [user.grants.count() for user in make_demo_people()] == [1, 1, 1]
    assert Client().post(ENTER, {"who": PEOPLE[1].username}).status_code == 404


@pytest.mark.usefixtures("city")
def test_outside_of_the_demo_there_is_no_such_thing(settings: Settings) -> None:
    settings.DEMO = False
    assert Client().post(ENTER, {"who": PEOPLE[0].username}).status_code == 404
    assert 'name="who"' not in Client().get("/accounts/login/").content.decode()
    with pytest.raises(Refused, match="no_demo"):
        make_demo_people()


@pytest.mark.parametrize(
    ("module", "hosts", "wrong"),
    [
        (demo.SETTINGS, ["localhost"], []),
        (demo.SETTINGS, ["localhost", "example.org"], ["accounts.E004"]),
        (demo.SETTINGS, ["*"], ["accounts.E004"]),
        ("config.settings.local", ["localhost"], ["accounts.E004"]),
        ("config.settings.production", ["localhost"], ["accounts.E004"]),
    ],
)
def test_the_check_allows_the_demo_on_the_own_machine_only(
    module: str, hosts: list[str], wrong: list[str], settings: Settings
) -> None:
    for is_on, said in ((False, []), (True, wrong)):
        settings.DEMO, settings.ALLOWED_HOSTS = is_on, hosts
        settings.SETTINGS_MODULE = module  # the last: whatever is set later hides it
        assert [error.id for error in check_demo(None)] == said


@pytest.mark.parametrize("settings_module", ["local", "production"])
def test_other_settings_refuse_to_start_with_it(settings_module: str, tmp_path: Path) -> None:
    """As a web server starts: without the checks."""
    (tmp_path / "loud.py").write_text(f"from config.settings.{settings_module} import *\nDEMO = True\n")
    done = _started("loud", tmp_path)
    assert done.returncode != 0
    assert "DEMO lets anybody be anybody" in done.stderr


def test_no_variable_of_the_environment_turns_it_on(tmp_path: Path) -> None:
    for module in ("local", "production"):
        done = _started(f"config.settings.{module}", tmp_path)
        assert (done.returncode, done.stdout.strip()) == (0, "False"), done.stderr
    assert _started(demo.SETTINGS, tmp_path).stdout.strip() == "True"


def _started(module: str, folder: Path) -> "subprocess.CompletedProcess[str]":
    environment = {
        **os.environ, "DJANGO_SETTINGS_MODULE": module, "PYTHONPATH": str(folder), "DEMO": "true", "SECRET_KEY": "x" * 60,
        "ALLOWED_HOSTS": "localhost",
    }  # fmt: skip
    text = "import config.wsgi; from django.conf import settings; print(settings.DEMO)"
    return subprocess.run(
        [sys.executable, "-c", text], cwd=django_settings.BASE_DIR, env=environment, capture_output=True, text=True, check=False
    )
