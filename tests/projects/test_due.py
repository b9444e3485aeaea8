"""Due dates over the API and as a calendar: read again by a parser, folded lines of Chinese, tokens, strangers."""

from base64 import b64encode
from datetime import UTC, date, timedelta

import pytest
from django.db import connection
from django.test import Client
from django.utils import timezone
from icalendar import Calendar
from pytest_django import Settings

from accounts.models import User
from accounts.services.tokens import make_token
from pilots.due.sources import SOURCES
from pilots.models import DueDate, Enrolment, KeyProject, Milestone
from pilots.services.carrying_out import drop_project, finish_project
from pilots.services.entering import Care, edit_project
from pilots.services.milestones import add_milestone, edit_milestone
from tests.api.reading import as_person, is_problem, pages, results
from tests.factories.communities import DAY
from tests.factories.projects import make_project

ICS = "/api/v1/due-dates/?format=ics"
LONG = "完成社区综合服务设施主体结构施工并通过建设、勘察、设计、施工、监理五方责任主体联合验收；备案，归档\\移交"


@pytest.fixture
def due(entered: KeyProject) -> KeyProject:
    """A project due in 2027 with a milestone that is late."""
    edit_project(by=None, project=entered, version=1, care=Care(owner="住建局", due_on=date(2027, 6, 30), risk="high"))
    add_milestone(by=None, project=entered, name=LONG, due_on=date(2026, 1, 31))
    entered.refresh_from_db()
    return entered


def read(client: Client, address: str = ICS, **headers: str) -> Calendar:
    response = client.get(address, headers=headers)
    assert response.status_code == 200, response.content
    assert response["Content-Type"] == "text/calendar; charset=utf-8"
    return Calendar.from_ical(response.content)


TOLD = ("uid", "sequence", "dtstart", "last-modified", "dtstamp", "url", "status")


def events(client: Client, address: str = ICS) -> dict[str, dict[str, object]]:
    """By summary."""
    found = read(client, address).walk("VEVENT")
    return {str(each["SUMMARY"]): {name: each.decoded(name) for name in TOLD} for each in found}


def test_the_list_says_what_is_due_and_how_late(due: KeyProject, planner: User) -> None:
    first, second = results(as_person(planner), "/api/v1/due-dates/")
    assert (first["kind"], first["name"], first["due_on"], first["status"]) == ("milestone", LONG, "2026-01-31", "open")
    assert first["days_late"] == (timezone.localdate() - date(2026, 1, 31)).days
    assert (second["kind"], second["project"], second["days_late"] > 0) == (
        "project", due.pk, timezone.localdate() > date(2027, 6, 30),
    )  # fmt: skip
    assert first["page"] == f"http://testserver/projects/{due.pk}/"


@pytest.mark.parametrize(
    ("query", "number"),
    [("kind=project", 1), ("late=yes", 1), ("status=done", 0), ("department=住建", 2), ("risk=high", 2), ("risk=unknown", 0),
     ("due_from=2026-02-01", 1), ("due_before=2026-02-01", 1), ("search=验收", 1), ("pilot=999999", 0), ("division=9002", 0)],
)  # fmt: skip
def test_it_is_narrowed(query: str, number: int, due: KeyProject, planner: User) -> None:
    assert len(results(as_person(planner), f"/api/v1/due-dates/?{query}")) == number
    assert len(events(as_person(planner), f"{ICS}&{query}")) == number


def test_pages_follow_each_other(due: KeyProject, planner: User) -> None:
    for number in range(5):
        add_milestone(by=None, project=due, name=f"节点{number}", due_on=DAY)
    told = [row["name"] for page in pages(as_person(planner), "/api/v1/due-dates/?limit=2") for row in page]
    assert (len(told), len(set(told))) == (7, 7)


def test_what_is_asked_wrongly_is_a_problem(due: KeyProject, planner: User) -> None:
    client = as_person(planner)
    is_problem(client.get("/api/v1/due-dates/?late=perhaps"), 400, "bad_value")
    is_problem(client.get(f"{ICS}&late=perhaps"), 400, "bad_value")
    is_problem(client.get(f"{ICS}&limit=5"), 400, "unknown_parameter")
    is_problem(client.get("/api/v1/due-dates/?lang=en"), 400, "unknown_parameter")
    is_problem(client.get("/api/v1/due-dates/?format=xlsx"), 406, "not_acceptable")
    is_problem(client.post("/api/v1/due-dates/"), 405, "method_not_allowed")


def test_a_parser_reads_the_calendar_again(due: KeyProject, planner: User) -> None:
    found = read(as_person(planner), "/api/v1/due-dates/", Accept="text/calendar")
    assert (str(found["VERSION"]), str(found["NAME"]), found.decoded("REFRESH-INTERVAL")) == (
        "2.0", "完整社区试点到期事项", timedelta(hours=6),
    )  # fmt: skip
    step = Milestone.objects.get()
    by_summary = events(as_person(planner))
    one = by_summary[f"项目节点：{LONG} · {due.community.name}"]
    assert one["dtstart"] == date(2026, 1, 31)  # a day, and no moment: no time zone moves it
    assert one["last-modified"] == one["dtstamp"] == max(step.changed_at, due.changed_at).astimezone(UTC).replace(microsecond=0)
    assert one["url"] == f"http://testserver/projects/{due.pk}/"
    assert one["status"] == "CONFIRMED"
    assert f"项目完成：{due.name} · {due.community.name}" in by_summary


def test_lines_are_folded_between_letters_and_never_within_one(due: KeyProject, planner: User) -> None:
    content = as_person(planner).get(ICS).content
    lines = content.split(b"\r\n")
    assert max(map(len, lines)) <= 75
    for line in lines:
        line.decode("utf-8")
    assert LONG.replace("；", "；") in str(read(as_person(planner)).walk("VEVENT")[0]["SUMMARY"])
    assert b"\n" not in content.replace(b"\r\n", b"")


def test_an_event_keeps_its_name_and_counts_its_changes(due: KeyProject, planner: User) -> None:
    client, step = as_person(planner), Milestone.objects.get()
    before = events(client)
    assert as_person(planner).get(ICS).content == client.get(ICS).content
    edit_milestone(by=None, milestone=step, name="验收", due_on=date(2026, 2, 28))
    after = events(client)
    old, new = before[f"项目节点：{LONG} · {due.community.name}"], after[f"项目节点：验收 · {due.community.name}"]
    assert old["uid"] == new["uid"]
    assert int(str(new["sequence"])) == int(str(old["sequence"])) + 1
    assert len({each["uid"] for each in after.values()}) == 2


def test_it_speaks_english_when_asked(due: KeyProject, planner: User) -> None:
    told = events(as_person(planner), f"{ICS}&lang=en")
    assert any(summary.startswith("milestone: ") for summary in told)
    assert str(read(as_person(planner), f"{ICS}&lang=en")["NAME"]) == "Complete community pilots: due dates"


def test_labels_and_ends_stand_in_the_summary(pilot: Enrolment, planner: User) -> None:
    done, dropped = (make_project(pilot, name=name, care=Care(due_on=DAY)) for name in ("甲", "乙"))
    KeyProject.objects.filter(pk=done.pk).update(labels=1)
    finish_project(by=None, project=done, on=DAY)
    drop_project(by=None, project=dropped, on=DAY)
    told = events(as_person(planner))
    name = pilot.community.name
    assert told[f"【示例数据】项目完成：甲 · {name}（已完成）"]["status"] == "CONFIRMED"
    assert told[f"项目完成：乙 · {name}（已随项目终止）"]["status"] == "CANCELLED"


def basic(token: str) -> dict[str, str]:
    return {"Authorization": f"Basic {b64encode(f'anybody:{token}'.encode()).decode()}"}


def test_a_calendar_comes_in_with_a_token_as_password(due: KeyProject, planner: User, stranger: User) -> None:
    until = timezone.now() + timedelta(days=30)
    made = {user.username: make_token(by=user, name="日历", rights=["result.read"], expires_at=until)[1] for user in (planner,)}
    response = Client().get(ICS, headers=basic(made["planner"]))
    assert len(Calendar.from_ical(response.content).walk("VEVENT")) == 2
    refused = Client().get(ICS)
    assert 'Basic realm="wanzheng"' in is_problem_header(refused)
    assert Client().get(ICS, headers=basic("wz_nobody_nothing")).status_code == 401
    is_problem(as_person(stranger).get(ICS), 403, "forbidden")


def is_problem_header(response: object) -> str:
    """Somebody unknown is asked for a name and a password."""
    is_problem(response, 401, "not_authenticated")
    return str(response["WWW-Authenticate"])  # type: ignore[index]  # a response


def test_another_city_sees_nothing_of_it(due: KeyProject, officer: User, planner: User) -> None:
    KeyProject.objects.filter(pk=due.pk).update(path="/90/9002/900201/900201001/900201001001/")
    assert (len(events(as_person(planner))), len(events(as_person(officer)))) == (0, 2)


def test_every_arm_of_the_view_has_words(due: KeyProject) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_get_viewdef('pilots_duedate'::regclass)")
        (text,) = cursor.fetchone()
    assert text.count("UNION ALL") + 1 == len(SOURCES)
    assert {row.kind for row in DueDate.objects.all()} == set(SOURCES)


def test_projects_are_read_over_the_api(due: KeyProject, planner: User, stranger: User, settings: Settings) -> None:
    client = as_person(planner)
    (row,) = results(client, "/api/v1/projects/?late=yes&risk=high&department=住建")
    assert (row["id"], row["plan"], row["pilot"], row["days_late"] > 0) == (due.pk, None, due.enrolment_id, True)
    assert results(client, "/api/v1/projects/?late=no") == []
    one = client.get(row["url"]).json()
    assert one["totals"]["planned"] == {"known": 0, "unknown": 0, "is_whole": False}
    assert one["milestones"][0]["name"] == LONG
    assert {"community": due.code, "rule": "N48-FAC-04"} in one["closes"]
    is_problem(as_person(stranger).get(row["url"]), 403, "forbidden")
    is_problem(client.get("/api/v1/projects/99999999/"), 404, "not_found")
    is_problem(client.get("/api/v1/projects/?risk=odd"), 400, "bad_value")
