"""A quarter of a province from its first day to the report, on the sample city, over HTTP as people do it."""

import re
from collections.abc import Mapping
from datetime import date
from typing import Any

import pytest
from django.test import Client
from pytest_django import Settings

from accounts.models import User
from assessments.models import Scorecard
from communities.models import Division
from facilities.models import Facility
from pilots.models import Enrolment, KeyProject, Programme, Return, WorkPlan
from pilots.projects.things import built
from pilots.services.entering import Care, Content, enter_project
from pilots.services.funding import set_funding
from pilots.services.returns.freezing import fingerprint_of
from tests.api.reading import as_person
from tests.factories import make_round, make_worker

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("sample_city")]
DISTRICT = "900101"


def people() -> dict[str, User]:
    places = {code: Division.objects.get(code=code.ljust(12, "0")) for code in ("90", "9001", DISTRICT)}
    return {
        "planner": make_worker("quarter-planner", places["9001"], "planner"),
        "district": make_worker("quarter-district", places[DISTRICT], "official"),
        "city": make_worker("quarter-city", places["9001"], "official"),
        "province": make_worker("quarter-province", places["90"], "official"),
        "second": make_worker("quarter-second", places["90"], "official"),
    }


def follow(client: Client, address: str, said: Mapping[str, Any], status: int = 302) -> str:
    """Where a form leads."""
    response = client.post(address, said)
    assert response.status_code == status, (address, response.content.decode()[-3000:])
    return str(response.get("Location", "")) or response.content.decode()


def test_an_officials_quarter(settings: Settings) -> None:
    settings.OPEN_READING = False
    who = {name: as_person(user) for name, user in people().items()}
    make_round(Division.objects.get(code="900000000000"))
    programme = _set_up(who["province"])
    pilot = _enrol(who["province"], programme)
    plan = _plan(who, pilot)
    assert plan.state == "approved"
    project = _built(pilot, who["planner"])
    one = _frozen(who, programme)
    _reported(who["province"], one, project)


def _set_up(client: Client) -> Programme:
    terms = {
        "kind": "notice", "name": "示例省试点", "division": "90", "starts_on": "2026-07-01", "ends_on": "",
        "unit_level": "district", "levels": ["district", "city", "province"], "baseline_on": "",
    }  # fmt: skip
    follow(client, "/programmes/new/", terms)
    return Programme.objects.get()


def _enrol(client: Client, programme: Programme) -> Enrolment:
    """Five; the sixth is refused with the reason."""
    cards = Scorecard.objects.filter(code__startswith=DISTRICT).order_by("code").values_list("code", flat=True)
    codes = list(dict.fromkeys(cards))[:6]
    address = f"/programmes/{programme.pk}/enrol/"
    follow(client, address, {"community": codes[:5], "on": "2026-07-02"})
    refused = follow(client, address, {"community": codes[5:], "on": "2026-07-02"}, 422)
    assert "5 + 1 &gt; 5" in refused
    assert Enrolment.objects.count() == 5
    return Enrolment.objects.order_by("code")[0]


def _plan(who: dict[str, Client], pilot: Enrolment) -> WorkPlan:
    """Written, returned with remarks, amended, approved by three offices."""
    here = follow(who["planner"], f"/pilots/{pilot.pk}/plan/draft/", {})
    plan = WorkPlan.objects.get(enrolment=pilot)
    _project(pilot)
    text = {
        "goals": "补齐短板。", "content": "建设养老服务设施。", "sequence": "2026 年开工，2027 年完工。",
        "safeguards": "资金和部门保障。", "combined_with": "old_compound", "combination": "与老旧小区改造同步。", "risks": "",
    }  # fmt: skip
    for turn in ("return", "approve"):
        plan.refresh_from_db()
        follow(who["planner"], f"{here}edit/", {**text, "version": str(plan.version)})
        plan.refresh_from_db()
        follow(who["planner"], f"{here}submit/", {"version": str(plan.version)})
        for office in ("district",) if turn == "return" else ("district", "city", "province"):
            plan.refresh_from_db()
            assert f'href="{here}"' in who[office].get("/reviews/").content.decode()
            said = {"mark": plan.fingerprint, "level": plan.level, "remarks": "请补充资金来源。"}
            follow(who[office], f"{here}{turn}/", said)
    plan.refresh_from_db()
    return plan


def _project(pilot: Enrolment) -> KeyProject:
    """A nursery that the community lacks, with its dates, its department and its money."""
    things = [built(pilot.code, "nursery", {"floor_area": "260.00", "activity_area": None, "site_area": None})]
    content = Content(name="示例托儿所", way="retrofit", year=2026, yuan=1_200_000, builds=things)
    care = Care(owner="区住房和城乡建设局", starts_on=date(2026, 7, 10), due_on=date(2026, 8, 31), risk="none")
    one = enter_project(by=None, enrolment=pilot, content=content, care=care)
    set_funding(by=None, project=one, version=one.version, sources={"city": (1_200_000, 600_000, None)})
    return one


def _built(pilot: Enrolment, client: Client) -> KeyProject:
    """It is finished in the quarter, smaller than it was meant; what it closed and missed is judged."""
    one = KeyProject.objects.get(enrolment=pilot)
    follow(client, f"/projects/{one.pk}/begin/", {"on": "2026-07-15", "owner": one.owner})
    follow(client, f"/projects/{one.pk}/finish/", {"on": "2026-08-20", "floor_area-0": "240.00"})
    one.refresh_from_db()
    assert one.outcome is not None
    assert Facility.objects.get(code=one.outcome["facilities"][0]).opened_on == date(2026, 8, 20)
    return one


def _frozen(who: dict[str, Client], programme: Programme) -> Return:
    """Drawn up and corrected by one official, frozen by another."""
    asked = {"quarter": "2026Q3", "place": "900000000000", "why": ""}
    here = follow(who["province"], f"/programmes/{programme.pk}/returns/", asked)
    one = Return.objects.get()
    assert next(row["quarter"] for row in one.drawn["rows"] if row["row"] == "215") == 1
    follow(who["province"], f"{here}correct/", {"row": "217", "amount": "2", "reason": "两家药店未录入"})
    follow(who["province"], f"{here}freeze/", {"mark": fingerprint_of(one)})
    assert Return.objects.get().frozen_at is None  # the own correction
    follow(who["second"], f"{here}freeze/", {"mark": fingerprint_of(one)})
    return Return.objects.get()


def _reported(client: Client, one: Return, project: KeyProject) -> None:
    """A questioned figure: from the report to its row, the project, what it built, and the trace in a frozen round."""
    assert one.frozen_at is not None
    paper = client.get(f"/returns/{one.pk}/report/").content.decode()
    assert "示例托儿所" in paper
    code = re.search(r"/verify/(WZ-[0-9A-Z-]+)/", paper)
    assert code
    assert client.get(f"/verify/{code[1]}/").status_code == 200
    row = client.get(f"/returns/{one.pk}/rows/215/").content.decode()
    assert f'href="/projects/{project.pk}/"' in row
    assert "240.00" in client.get(f"/projects/{project.pk}/").content.decode()
    trace = client.get(f"/communities/{project.code}/trace/N48-FAC-05/?round={one.now_id}")
    assert trace.status_code == 200
    assert project.outcome is not None
    assert f"KP{project.pk}" in trace.content.decode() or "示例托儿所" in trace.content.decode()
    assert client.get(f"/returns/{one.pk}/report.xlsx").status_code == 200
