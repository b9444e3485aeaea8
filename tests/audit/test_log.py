"""The log of acts for auditors: the list and one act, narrowed and in words, and who may read it."""

import re
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from accounts.models import User
from accounts.services.granting import give_grant, revoke_grant
from accounts.services.people import create_user
from communities.acts import acting
from communities.circumstances import under
from communities.models import Act
from communities.undoing import undo
from tests.api.reading import as_person, is_problem, results
from tests.audit.conftest import Read
from tests.audit.writing import answer, count_households, remove_facility, write_facility
from tests.factories import Territory, make_user

pytestmark = pytest.mark.django_db
LISTED = re.compile(r'href="/audit/(\d+)/"')
CHINA = ZoneInfo("Asia/Shanghai")


def at(moment: datetime, monkeypatch: pytest.MonkeyPatch, does: Callable[[], Any]) -> None:
    """Do something at another time."""
    with monkeypatch.context() as patched:
        patched.setattr(timezone, "now", lambda: moment)
        does()


@pytest.fixture
def log(territory: Territory, planner: User, monkeypatch: pytest.MonkeyPatch) -> list[Act]:
    """Acts of several people, tables, days and ways in, the newest first."""
    own = territory.own[0]
    last_evening, next_morning = (datetime(2025, *day, tzinfo=CHINA) for day in ((1, 31, 23, 59), (2, 1, 0, 1)))
    at(last_evening, monkeypatch, lambda: count_households(own, 500, by=planner))
    at(next_morning, monkeypatch, lambda: count_households(own, 600, by=planner))
    with under(request="asked-for-1", via="page", why="与街道核对"):
        write_facility("F1", own, by=planner, name="幼儿园一")
    with under(request="asked-for-2", via="api"):
        remove_facility(write_facility("F1", own, by=planner, floor_area="12.50"), by=planner)
    with acting(by=make_user("zhao"), verb="intake") as act:
        count_households(own, 700)
        answer(own, "gas_supply", 1)
    undo(by=None, act=act)
    return list(Act.objects.order_by("-pk"))


NARROWED: dict[str, Callable[[Act], bool]] = {
    "": lambda _: True,
    "who=planner": lambda act: act.who == "planner",
    "who=plan": lambda _: False,
    "verb=householdcount": lambda act: act.verb == "householdcount",
    "verb=undo": lambda act: act.undoes_id is not None,
    "table=facilities_facility": lambda act: act.changes.filter(table="facilities_facility").exists(),
    "table=communities_surveyanswer": lambda act: act.verb in ("intake", "undo"),
    "day_from=2025-02-01": lambda act: act.done_at >= datetime(2025, 2, 1, tzinfo=CHINA),
    "day_to=2025-01-31": lambda act: act.done_at < datetime(2025, 2, 1, tzinfo=CHINA),
    "day_from=2025-02-01&day_to=2025-02-01": lambda act: act.done_at == datetime(2025, 2, 1, 0, 1, tzinfo=CHINA),
    "via=api": lambda act: act.via == "api",
    "via=page&who=planner": lambda act: act.request == "asked-for-1",
    "request=asked-for-2": lambda act: act.request == "asked-for-2",
}


@pytest.mark.parametrize("query", NARROWED)
def test_the_list_is_narrowed_the_same_on_the_page_and_in_the_api(
    query: str, log: list[Act], auditor: User, read: Read
) -> None:
    wanted = [act.pk for act in log if NARROWED[query](act)]
    assert wanted or query == "who=plan"
    assert [int(key) for key in LISTED.findall(read(auditor, f"/audit/?{query}"))] == wanted
    assert [row["act"] for row in results(as_person(auditor), f"/api/v1/acts/?{query}")] == wanted


def test_a_filter_that_cannot_be_read_shows_nothing(log: list[Act], auditor: User, read: Read) -> None:
    page = read(auditor, "/audit/?day_from=yesterday")
    assert not LISTED.findall(page)
    assert "The filter has an error" in page
    is_problem(as_person(auditor).get("/api/v1/acts/?day_from=yesterday"), 400, "bad_value")


def test_the_list_says_who_did_what_how_and_why(log: list[Act], auditor: User, read: Read) -> None:
    english, chinese = read(auditor, "/audit/?request=asked-for-1"), read(auditor, "/audit/?request=asked-for-1", "zh-hans")
    assert all(word in english for word in ("planner", "page", "facilities written", "与街道核对", "Acts: 1"))
    assert all(word in chinese for word in ("planner", "网页", "写入设施", "与街道核对", "操作：1 项"))


def test_one_act_says_what_was_before_and_then(log: list[Act], auditor: User, read: Read) -> None:
    assert "households: 500 → 600" in read(auditor, f"/audit/{log[5].pk}/")
    assert "户数：500 → 600" in read(auditor, f"/audit/{log[5].pk}/", "zh-hans")
    removed = read(auditor, f"/audit/{log[2].pk}/")
    assert "floor area: 12.50" in removed
    assert "removed" in removed


def test_an_answer_is_told_in_the_words_of_its_item(log: list[Act], auditor: User, read: Read) -> None:
    act = Act.objects.get(verb="intake")
    page, undone = read(auditor, f"/audit/{act.pk}/", "zh-hans"), read(auditor, f"/audit/{log[0].pk}/", "zh-hans")
    assert "结果：缺损" in page
    assert f'href="/audit/{log[0].pk}/">操作 {log[0].pk}</a>' in page
    assert "结果：缺损" in undone  # undoing notes no row that it takes away: it is what the act before had left


def test_no_secret_and_no_digest_of_one_is_on_a_page(territory: Territory, auditor: User, read: Read) -> None:
    made, _ = create_user(by=None, username="wang", home=territory.city)
    act = Act.objects.latest("pk")
    page = read(auditor, f"/audit/{act.pk}/")
    change = act.changes.get()
    assert change.after is not None
    assert change.after["password"] not in page
    assert made.password not in page
    assert "password: set" in page
    assert "home: 900100000000 示例市" in page


def test_a_grant_says_to_whom_and_as_what(territory: Territory, auditor: User, read: Read) -> None:
    li = make_user("li")
    day = timezone.localdate()
    grant = give_grant(
        by=None, user=li, role="clerk", division=territory.city, valid_from=day, valid_to=None, reason="brings data"
    )
    revoke_grant(by=None, grant=grant, reason="moved")
    revoked, given = Act.objects.order_by("-pk")[:2]
    page = read(auditor, f"/audit/{given.pk}/", "zh-hans")
    assert "li 数据录入员" in page
    assert "理由：brings data" in page
    assert "reason of revoking: — → moved" in read(auditor, f"/audit/{revoked.pk}/")


def test_of_many_rows_the_first_are_shown_and_all_are_counted(
    territory: Territory, auditor: User, read: Read, monkeypatch: pytest.MonkeyPatch
) -> None:
    with acting(by=None, verb="intake") as act:
        for number in range(101):
            write_facility(f"F{number}", territory.own[0])
    page = read(auditor, f"/audit/{act.pk}/")
    assert "Rows written: 101" in page
    assert "F99 " in page or "F99<" in page
    assert "F100" not in page


def test_the_page_has_the_mark_of_the_end(log: list[Act], auditor: User, read: Read) -> None:
    last = log[0].seal
    assert f"{last.number}:{bytes(last.chained).hex()}" in read(auditor, "/audit/")


def test_a_detail_of_the_api_has_the_rows(log: list[Act], auditor: User) -> None:
    act = log[2]
    found = as_person(auditor).get(f"/api/v1/acts/{act.pk}/").json()
    assert (found["act"], found["who"], found["via"], found["request"]) == (act.pk, "planner", "api", "asked-for-2")
    (change,) = found["changes"]
    assert (change["table"], change["how"], change["after"]) == ("facilities_facility", "deleted", None)
    assert change["before"]["code"] == "F1"
    is_problem(as_person(auditor).get("/api/v1/acts/99999999/"), 404, "not_found")


def test_a_page_of_the_list_follows_another(log: list[Act], auditor: User, read: Read) -> None:
    for number in range(40):
        write_facility(f"F{number}", None)
    first = read(auditor, "/audit/")
    (following,) = re.findall(r'rel="next" href="([^"]+)"', first)
    both = LISTED.findall(first) + LISTED.findall(read(auditor, f"/audit/{following}"))
    assert [int(key) for key in both] == list(Act.objects.order_by("-pk").values_list("pk", flat=True))[: len(both)]
    assert len(both) > 40


# -- who may


PATHS = ("/audit/", "/audit/acts.csv", "/audit/acts.ndjson", "/audit/1/")


@pytest.mark.parametrize("path", PATHS)
def test_the_log_is_for_auditors_of_everything(
    path: str, log: list[Act], auditor: User, checker: User, planner: User, stranger: User
) -> None:
    path = path.replace("/1/", f"/{log[0].pk}/")
    assert as_person(auditor).get(path).status_code == 200
    for user in (checker, planner, stranger):
        answer = as_person(user).get(path)
        assert (answer.status_code, "audit.read" in answer.content.decode()) == (403, True)
    assert as_person(None).get(path)["Location"].startswith("/accounts/login/")
    assert as_person(auditor).post(path).status_code == 405


@pytest.mark.parametrize("path", ["/api/v1/acts/", "/api/v1/acts/1/"])
def test_so_it_is_in_the_api(path: str, log: list[Act], auditor: User, checker: User, planner: User, stranger: User) -> None:
    path = path.replace("/1/", f"/{log[0].pk}/")
    assert as_person(auditor).get(path).status_code == 200
    for user in (checker, planner, stranger):
        problem = is_problem(as_person(user).get(path), 403, "forbidden")
        assert problem["errors"][0]["right"] == "audit.read"
    is_problem(as_person(None).get(path), 401, "not_authenticated")


def test_who_may_not_read_it_is_not_shown_the_way(auditor: User, checker: User, planner: User, read: Read) -> None:
    assert 'href="/audit/"' in read(auditor, "/me/")
    for user in (checker, planner):
        assert 'href="/audit/"' not in read(user, "/me/")


def test_no_link_leads_an_auditor_where_they_may_not_go(
    log: list[Act], auditor: User, territory: Territory, read: Read
) -> None:
    li = make_user("li", home=territory.city)  # (the foot of every page is the same for everybody)
    for path in (
        "/audit/",
        f"/audit/{log[1].pk}/",
        f"/history/community/{territory.own[0].code}/",
        "/me/",
        f"/people/{li.pk}/",
    ):
        for href in set(re.findall(r'<a[^>]* href="(/[^"]*)"', read(auditor, path).partition("site-footer")[0])):
            assert as_person(auditor).get(href).status_code == 200, (path, href)


def test_everybody_sees_what_they_did_last(log: list[Act], planner: User, stranger: User, read: Read) -> None:
    page = read(planner, "/me/")
    assert "facilities written" in page
    assert "与街道核对" in page
    assert "data brought in" not in page
    assert not LISTED.findall(page)
    assert "Nothing yet" in read(stranger, "/me/")


def test_the_number_of_acts_and_rows_costs_no_query(territory: Territory, auditor: User) -> None:
    def asked(path: str) -> int:
        client = as_person(auditor)
        client.get(path)
        with CaptureQueriesContext(connection) as queries:
            client.get(path)
        return len(queries)

    def act(rows: int) -> int:
        with acting(by=None, verb="intake") as one:
            for number in range(rows):
                write_facility(f"F{number}", territory.own[number % 4], name=f"{rows} {number}")
        return int(one.pk)

    one, few = act(1), [asked(path) for path in ("/audit/", "/api/v1/acts/")]
    many = act(20)
    for _ in range(20):
        act(1)
    assert [asked(path) for path in ("/audit/", "/api/v1/acts/")] == few
    assert asked(f"/audit/{many}/") == asked(f"/audit/{one}/")


def test_a_client_of_its_own_may_read_it_with_a_token(log: list[Act], auditor: User) -> None:
    said = {"name": "collector", "rights": ["audit.read"], "expires": timezone.localdate() + timedelta(days=9)}
    page = as_person(auditor).post("/me/tokens/new/", said).content.decode()
    (text,) = re.findall(r"wz_[0-9a-f]{12}_[0-9a-f]{64}", page)
    collector = Client(headers={"Authorization": f"Bearer {text}"})
    assert results(collector, "/api/v1/acts/")[0]["verb"] == "make_token"
