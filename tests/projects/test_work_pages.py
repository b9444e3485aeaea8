"""A project as work, on its pages: a planner of the city, a clerk, an officer above, the next city, a stranger."""

import json
from datetime import date, timedelta
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from pytest_django import DjangoCaptureOnCommitCallbacks, Settings

from accounts.models import User
from pilots.models import Enrolment, Evidence, KeyProject, Milestone, ProgressNote
from pilots.services.carrying_out import finish_project
from pilots.services.entering import Care, edit_project
from pilots.services.milestones import add_milestone
from tests.api.reading import as_person, body_of
from tests.factories import Territory, make_facility, make_worker
from tests.factories.communities import DAY
from tests.factories.projects import PDF, bring, funding_of, make_project, photo, work_on
from tests.projects.test_pages import page

BUDGETS: dict[str, int] = json.loads(Path(__file__).with_name("budgets.json").read_text())
ENTRY = {
    "version": "0", "name": "新建幼儿园", "way": "new_build", "year": "2027", "yuan": "9000000", "owner": "教育局",
    "starts_on": "2027-03-01", "due_on": "2028-06-30", "combined_with": ["old_block"], "risk": "high", "risk_note": "拆迁进度",
    "thing-0": "kindergarten", "floor_area-0": "2200", "thing-1": "gas_supply",
}  # fmt: skip


@pytest.fixture
def clerk(territory: Territory, settings: Settings) -> User:
    settings.OPEN_READING = False
    return make_worker("clerk", territory.city, "clerk")


@pytest.fixture
def neighbour(territory: Territory, settings: Settings) -> User:
    """Works in another city of the province."""
    settings.OPEN_READING = False
    return make_worker("neighbour", territory.near.division, "clerk", "planner", "official")


def upload(data: bytes, name: str = "a.jpg", **said: str) -> dict[str, object]:
    file = SimpleUploadedFile(name, data, "image/jpeg")
    return {"file": file, "stage": "before", "shows": "现状", "taken_on": "", "is_clean": "on", **said}


def status(user: User | None, address: str) -> int:
    """Read to the end, so that no file stays open."""
    response = as_person(user).get(address)
    body_of(response)
    return response.status_code


def test_a_project_is_entered_from_the_page_of_its_pilot(pilot: Enrolment, planner: User) -> None:
    client = as_person(planner)
    address = f"/projects/new/?pilot={pilot.pk}"
    assert address in page(planner, f"/pilots/{pilot.pk}/")
    assert address in page(planner, "/projects/new/")
    assert 'name="thing-4"' in page(planner, address)
    response = client.post(address, ENTRY)
    made = KeyProject.objects.get()
    assert (response.status_code, response["Location"]) == (302, f"/projects/{made.pk}/")
    assert [(each["kind"], each["thing"]) for each in made.builds] == [("built", "kindergarten"), ("answered", "gas_supply")]
    assert (made.made_by, made.risk, made.combined_with, made.yuan) == (planner, "high", ["old_block"], 9_000_000)
    told = client.get(f"/projects/{made.pk}/", headers={"Accept-Language": "zh-hans"}).content.decode()
    for said in ("教育局", "老旧街区改造", "高风险", "拆迁进度", "2028-06-30", "尚未登记资金来源", "N48-FAC-04"):
        assert said in told, said


@pytest.mark.parametrize(
    ("field", "value"),
    [("name", ""), ("year", "20"), ("yuan", "-1"), ("thing-0", ""), ("activity_area-0", "2300"), ("due_on", "2027-02-28"),
     ("way", "share"), ("risk", "odd"), ("way", "pool")],
)  # fmt: skip
def test_what_cannot_be_read_is_said_at_its_field(field: str, value: str, pilot: Enrolment, planner: User) -> None:
    response = as_person(planner).post(f"/projects/new/?pilot={pilot.pk}", {**ENTRY, field: value})
    assert response.status_code == 422
    assert "field__error" in response.content.decode()
    assert "拆迁进度" in response.content.decode()
    assert not KeyProject.objects.exists()


def test_a_neighbours_facility_is_named_only_where_one_may_work(territory: Territory, pilot: Enrolment, planner: User) -> None:
    own, near = make_facility(territory.own[1], "kindergarten"), make_facility(territory.near, "kindergarten")
    said = {**ENTRY, "way": "share", "thing-1": ""}
    address = f"/projects/new/?pilot={pilot.pk}"
    assert as_person(planner).post(address, {**said, "facility-0": near.code}).status_code == 422
    assert as_person(planner).post(address, {**said, "facility-0": own.code}).status_code == 302


def test_who_may_enter_and_for_whom(pilot: Enrolment, clerk: User, neighbour: User, officer: User, stranger: User) -> None:
    address = f"/projects/new/?pilot={pilot.pk}"
    for user, status in ((clerk, 403), (stranger, 403), (neighbour, 404), (officer, 302)):
        assert as_person(user).post(address, ENTRY).status_code == status, user
    assert KeyProject.objects.count() == 1


def test_an_editor_who_comes_second_keeps_what_was_typed(entered: KeyProject, planner: User) -> None:
    client, address = as_person(planner), f"/projects/{entered.pk}/edit/"
    assert 'value="1"' in page(planner, address)
    edit_project(by=None, project=entered, version=1, care=Care(owner="规划局"))
    response = client.post(address, {**ENTRY, "version": "1"})
    told = response.content.decode()
    assert (response.status_code, KeyProject.objects.get().owner) == (422, "规划局")
    assert ("拆迁进度" in told, 'name="version" value="2"' in told) == (True, True)
    assert client.post(address, {**ENTRY, "version": "2"}).status_code == 302
    assert KeyProject.objects.get().owner == "教育局"


def test_money_is_said_and_what_is_blank_stays_unknown(entered: KeyProject, planner: User, clerk: User) -> None:
    said = {"version": "1", "central": "on", "central-planned": "4000000", "central-arrived": "", "bonds": "on"}
    address = f"/projects/{entered.pk}/funding/"
    assert as_person(clerk).post(address, said).status_code == 403
    assert as_person(planner).post(address, {**said, "city-planned": "5"}).status_code == 422
    assert as_person(planner).post(address, said).status_code == 302
    assert funding_of(entered) == {"central": (4_000_000, None, None), "bonds": (None, None, None)}
    told = as_person(planner).get(f"/projects/{entered.pk}/", headers={"Accept-Language": "zh-hans"}).content.decode()
    assert "至少 4,000,000 元，另有 1 项金额未知" in told
    assert "能否补足不能判断" in told


@pytest.mark.parametrize("number", ["13800138000", "１３８００１３８０００"])
def test_a_note_with_a_number_of_a_person_is_refused(number: str, entered: KeyProject, planner: User) -> None:
    said = {"percent": "30", "on": timezone.localdate().isoformat(), "text": f"请联系 {number}"}
    response = as_person(planner).post(f"/projects/{entered.pk}/notes/", said)
    assert response.status_code == 422
    assert number not in response.content.decode()
    assert not entered.notes.exists()


def test_a_clerk_notes_reaches_and_brings_and_nothing_more(entered: KeyProject, clerk: User) -> None:
    client, own = as_person(clerk), f"/projects/{entered.pk}/"
    step = add_milestone(by=None, project=entered, name="招标", due_on=DAY)
    today = timezone.localdate().isoformat()
    client.post(f"{own}notes/", {"percent": "30", "on": today, "text": "基础施工"})
    client.post(f"{own}milestones/{step.pk}/reached/", {"on": today})
    client.post(f"{own}evidence/", upload(photo()))
    assert (ProgressNote.objects.get().percent, Milestone.objects.get().done_on) == (30, timezone.localdate())
    assert Evidence.objects.get().made_by == clerk
    told = page(clerk, own)
    for there in (f"{own}notes/", f"{own}evidence/", "基础施工"):
        assert there in told
    for not_there in (f"{own}funding/", f"{own}edit/", f"{own}finish/", f'action="{own}milestones/"'):
        assert not_there not in told
    for address in ("milestones/", "finish/", "edit/", f"milestones/{step.pk}/", f"milestones/{step.pk}/remove/"):
        assert client.post(f"{own}{address}", {}).status_code == 403, address


def test_milestones_are_set_moved_and_taken_away(entered: KeyProject, planner: User) -> None:
    client, own = as_person(planner), f"/projects/{entered.pk}/milestones/"
    client.post(own, {"name": "招标", "due_on": "2026-01-05"})
    step = Milestone.objects.get()
    assert "招标" in page(planner, "/projects/overdue/")
    assert client.post(f"{own}{step.pk}/", {"name": "", "due_on": "2027-01-05"}).status_code == 422
    assert client.post(f"{own}{step.pk}/reached/", {"on": "3000-01-01"}).status_code == 422
    client.post(f"{own}{step.pk}/", {"name": "招标", "due_on": "2099-01-05"})
    assert "招标" not in page(planner, "/projects/overdue/")
    client.post(f"{own}{step.pk}/reached/", {"on": "2026-01-02"})
    client.post(f"{own}{step.pk}/reached/", {"undo": "1"})
    client.post(f"{own}{step.pk}/remove/")
    assert not Milestone.objects.exists()


def test_a_file_is_handed_out_to_those_who_may_look_in_and_runs_nothing(
    entered: KeyProject, planner: User, clerk: User, neighbour: User, stranger: User, settings: Settings
) -> None:
    work_on(entered, "x")
    shown, paper = Evidence.objects.get(), bring(entered, PDF)
    for address in (f"/projects/{entered.pk}/evidence/{shown.pk}/", f"/projects/{entered.pk}/evidence/{shown.pk}/small/"):
        response = as_person(planner).get(address)
        assert (response.status_code, response["Content-Type"]) == (200, "image/jpeg")
        assert response["Content-Disposition"].startswith("inline")
        assert body_of(response).startswith(b"\xff\xd8")
        assert response["X-Content-Type-Options"] == "nosniff"
        assert response["Content-Security-Policy"] == "default-src 'none'; frame-ancestors 'none'; sandbox"
        assert "private" in response["Cache-Control"]
        assert [status(user, address) for user in (clerk, neighbour, stranger, None)] == [200, 404, 403, 302]
        settings.OPEN_READING = True  # even then
        assert as_person(None).get(address).status_code == 302
        settings.OPEN_READING = False
    response = as_person(planner).get(f"/projects/{entered.pk}/evidence/{paper.pk}/")
    assert (response["Content-Type"], response["Content-Disposition"].split(";")[0]) == ("application/pdf", "attachment")
    assert body_of(response) == PDF
    assert as_person(planner).get(f"/projects/{entered.pk}/evidence/{paper.pk}/small/").status_code == 404
    assert as_person(planner).get(f"/projects/{entered.pk + 1}/evidence/{paper.pk}/").status_code == 404


@pytest.mark.parametrize("wrong", ["html", "unticked", "future", "nothing"])
def test_what_cannot_be_taken_is_said(wrong: str, entered: KeyProject, planner: User) -> None:
    tomorrow = (timezone.localdate() + timedelta(1)).isoformat()
    said = {
        "html": upload(b"<script>alert(1)</script>"), "unticked": upload(photo(), is_clean=""),
        "future": upload(photo(), taken_on=tomorrow), "nothing": {"stage": "before", "shows": "x", "is_clean": "on"},
    }[wrong]  # fmt: skip
    client = as_person(planner)
    response = client.post(f"/projects/{entered.pk}/evidence/", said, follow=True, headers={"Accept-Language": "zh-hans"})
    assert ("只改扩展名无效" if wrong == "html" else "field__error") in response.content.decode()
    assert not Evidence.objects.exists()


def test_what_is_removed_is_nowhere_any_more(
    entered: KeyProject, planner: User, files: Path, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    made, client = bring(entered), as_person(planner)
    address = f"/projects/{entered.pk}/evidence/{made.pk}/"
    client.post(f"{address}remove/", {"why": ""})
    assert status(planner, address) == 200
    with django_capture_on_commit_callbacks(execute=True):
        client.post(f"{address}remove/", {"why": "含车牌"})
    assert client.get(address).status_code == 404
    assert list((files / "evidence").iterdir()) == []
    assert made.sha256 not in page(planner, f"/projects/{entered.pk}/")


def test_before_and_after_stand_side_by_side(entered: KeyProject, planner: User, stranger: User) -> None:
    address = f"/projects/{entered.pk}/before-after/"
    assert as_person(planner).get(address).status_code == 404
    bring(entered, shows="空地")
    finish_project(by=None, project=entered, on=DAY)
    bring(entered, photo(colour="#14613f"), stage="after", shows="教学楼")
    told = page(planner, address)
    assert told.index("空地") < told.index("教学楼") < told.index("N48-FAC-04")
    assert address in page(planner, f"/projects/{entered.pk}/")
    assert as_person(stranger).get(address).status_code == 403


def test_what_is_open_to_everybody_and_what_is_not(entered: KeyProject, settings: Settings) -> None:
    """Where reading is open, the project is; its notes, evidence and what its risk is like are not."""
    settings.OPEN_READING = True
    edit_project(by=None, project=entered, version=1, care=Care(risk="high", risk_note="拆迁进度", combined_note="同步施工"))
    entered.refresh_from_db()
    work_on(entered, "秘密")
    told = as_person(None).get(f"/projects/{entered.pk}/", headers={"Accept-Language": "zh-hans"}).content.decode()
    assert ("高风险" in told, "节点秘密" in told) == (True, True)
    for hidden in ("拆迁进度", "同步施工", "进度秘密", "照片秘密", "evidence/"):
        assert hidden not in told, hidden


def test_the_library_says_what_is_late_and_is_narrowed_to_it(pilot: Enrolment, entered: KeyProject, planner: User) -> None:
    late = make_project(pilot, care=Care(owner="住建局", due_on=date(2026, 1, 1), risk="high"))
    link, other = f'href="/projects/{late.pk}/"', f'href="/projects/{entered.pk}/"'
    days = (timezone.localdate() - date(2026, 1, 1)).days
    told = as_person(planner).get("/projects/", headers={"Accept-Language": "zh-hans"}).content.decode()
    assert (f"逾期 {days} 天" in told, "未设时间" in told) == (True, True)
    for query in (
        "late=yes", "risk=high", "department=住建", "due_before=2026-02-01", f"pilot={pilot.pk}&late=yes",
        f"programme={pilot.programme_id}&risk=high",
    ):  # fmt: skip
        told = page(planner, f"/projects/?{query}")
        assert (link in told, other in told) == (True, False), query
    for query in ("late=unknown", "risk=unknown"):
        told = page(planner, f"/projects/?{query}")
        assert (link in told, other in told) == (False, True), query
    rows = page(planner, "/projects/?ordering=due")
    assert rows.index(link) < rows.index(other)


def test_how_a_calendar_subscribes_is_said(planner: User) -> None:
    assert "http://testserver/api/v1/due-dates/?format=ics" in page(planner, "/projects/subscribe/")


def test_pages_keep_their_budgets(pilot: Enrolment, entered: KeyProject, planner: User) -> None:
    """The same however many there are."""
    for number in range(6):
        one = make_project(pilot, care=Care(due_on=DAY))
        add_milestone(by=None, project=one, name=f"节点{number}", due_on=DAY)
        add_milestone(by=None, project=entered, name=f"节点{number}", due_on=DAY)
        bring(entered, photo(50 + number))
    work_on(entered, "x")
    client = as_person(planner)
    for address, budget in BUDGETS.items():
        client.get(address.format(pk=entered.pk))
        with CaptureQueriesContext(connection) as asked:
            body_of(client.get(address.format(pk=entered.pk)))
        assert len(asked) <= budget, (address, len(asked), [query["sql"][:150] for query in asked])
