"""The pages of work plans, by everybody: who writes, the officials of three levels, an officer, a stranger."""

import json
import re
from datetime import timedelta
from hashlib import sha256
from pathlib import Path

import pytest
from django.db import connection
from django.db.models import F, Value
from django.db.models.functions import Concat
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from accounts.models import User
from communities.models import Community, Division, Source
from pilots.models import Enrolment, Funding, KeyProject, Milestone, WorkPlan
from pilots.selectors.work_plans import project_told
from pilots.services.reviewing import Seen, return_work_plan
from pilots.services.work_plans import revise_work_plan
from tests.api.reading import as_person
from tests.factories import Territory, make_worker
from tests.factories.pilots import make_enrolment
from tests.pages.clicking import english, page
from tests.pages.test_words import _chinese_in
from tests.work_plans.conftest import WORDS, Officials
from tests.work_plans.test_verbs import ALL, approved, submitted

pytestmark = pytest.mark.django_db
BUDGETS: dict[str, int] = json.loads(Path(__file__).with_name("budgets.json").read_text())


def here(plan: WorkPlan, tail: str = "") -> str:
    return f"/pilots/{plan.enrolment_id}/plan/{plan.revision}/{tail}"


def fields(plan: WorkPlan, **said: str) -> dict[str, str]:
    return {**WORDS, "version": str(plan.version), **said}


def test_from_nothing_to_a_draft(pilot: Enrolment, planner: User) -> None:
    client, base = as_person(planner), f"/pilots/{pilot.pk}/plan/"
    assert f'action="{base}draft/"' in page(client, base)
    response = client.post(f"{base}draft/", {})
    made = WorkPlan.objects.get()
    assert (response.status_code, response["Location"]) == (302, here(made))
    assert f'href="{here(made, "edit/")}"' in page(client, base)


def test_a_clerk_drafts_and_chooses_no_remedy_plan(pilot: Enrolment, territory: Territory, draft: WorkPlan) -> None:
    clerk = as_person(make_worker("clerk-there", territory.city, "clerk"))
    other = make_enrolment(pilot.programme, territory.own[1])
    text = page(clerk, f"/pilots/{other.pk}/plan/")
    assert "remedy_plan" not in text
    assert clerk.post(f"/pilots/{other.pk}/plan/draft/", {"remedy_plan": str(draft.remedy_plan_id)}).status_code == 422
    assert clerk.post(f"/pilots/{other.pk}/plan/draft/", {}).status_code == 302
    assert KeyProject.objects.filter(enrolment=other).count() == 0


def test_the_whole_way_through_three_offices(draft: WorkPlan, planner: User, officials: Officials) -> None:
    writer = as_person(planner)
    assert "/submit/" not in page(writer, here(draft))
    assert writer.post(here(draft, "edit/"), fields(draft, combined_with="old_block")).status_code == 302
    draft.refresh_from_db()
    writer.post(here(draft, "submit/"), {"version": draft.version})
    draft.refresh_from_db()
    assert draft.state == "submitted"
    for person in (officials.district, officials.city, officials.province):
        client = as_person(person)
        assert f'href="{here(draft)}"' in page(client, "/reviews/")
        text = page(client, here(draft))
        assert f'action="{here(draft, "approve/")}"' in text
        assert f'value="{draft.fingerprint}"' in text
        client.post(here(draft, "approve/"), {"mark": draft.fingerprint, "level": draft.level, "remarks": "同意"})
        draft.refresh_from_db()
    assert draft.state == "approved"
    assert f'action="{here(draft, "revise/")}"' in page(writer, here(draft))
    response = writer.post(here(draft, "revise/"), {})
    assert response["Location"] == f"/pilots/{draft.enrolment_id}/plan/2/"


def test_it_comes_back_with_remarks(complete: WorkPlan, planner: User, officials: Officials) -> None:
    plan, client = submitted(complete, planner), as_person(officials.district)
    response = client.post(here(plan, "return/"), {"mark": plan.fingerprint, "level": plan.level, "remarks": ""})
    assert response.status_code == 422
    assert "field__error" in response.content.decode()
    client.post(here(plan, "return/"), {"mark": plan.fingerprint, "level": plan.level, "remarks": "请写明资金来源"})
    writer = english(planner)
    assert "请写明资金来源" in page(writer, "/reviews/")
    text = page(writer, here(plan))
    for said in (
        "请写明资金来源",
        "begins at the first level again",
        "of-district",
        'class="button" href="' + here(plan, "edit/"),
    ):
        assert said in text, said
    assert f'href="{here(plan)}"' in page(writer, "/reviews/")


def test_who_sees_it_and_who_may_do_what(
    complete: WorkPlan, planner: User, officer: User, stranger: User, officials: Officials, territory: Territory
) -> None:
    """``officer`` is an official of the province who also writes there."""
    plan = submitted(complete, planner)
    reader = make_worker("reader", territory.city, "viewer")
    for person in (planner, officer, reader, officials.district):
        assert as_person(person).get(here(plan)).status_code == 200, person
    for person in (officials.far, make_worker("near", territory.near.division, "official")):
        assert as_person(person).get(here(plan)).status_code == 404, person
        assert (
            as_person(person).post(here(plan, "approve/"), {"mark": plan.fingerprint, "level": plan.level}).status_code == 404
        ), person
    for address in ("", "edit/", "print/"):
        assert as_person(stranger).get(here(plan, address)).status_code == 403
        assert Client().get(here(plan, address)).status_code == 302
    for person in (planner, reader):
        assert (
            as_person(person).post(here(plan, "approve/"), {"mark": plan.fingerprint, "level": plan.level}).status_code == 403
        )
    for person in (officials.city, reader):
        assert as_person(person).post(here(plan, "submit/"), {"version": plan.version}).status_code == 403
    for person in (officials.city, officials.province):
        assert f'href="{here(plan)}"' in page(as_person(person), "/reviews/")
    as_person(officer).post(here(plan, "approve/"), {"mark": plan.fingerprint, "level": plan.level})
    assert plan.steps.filter(action="approve").count() == 1


def test_why_it_does_not_wait_for_me_is_said(complete: WorkPlan, planner: User, officials: Officials) -> None:
    plan = approved(submitted(complete, planner), officials, "district")
    assert "does not wait for an office of your mandate" in page(english(officials.district), here(plan))
    plan.writers = [*plan.writers, officials.city.pk]
    WorkPlan.objects.filter(pk=plan.pk).update(state="returned", level="")
    WorkPlan.objects.filter(pk=plan.pk).update(writers=plan.writers)
    WorkPlan.objects.filter(pk=plan.pk).update(state="submitted", level="city")
    for address in (here(plan), "/reviews/"):
        assert "you cannot review it" in page(english(officials.city), address)


def test_names_are_for_those_who_work_there(
    complete: WorkPlan, planner: User, officials: Officials, territory: Territory
) -> None:
    plan = approved(submitted(complete, planner), officials, "district")
    reader = make_worker("reader", territory.city, "viewer")
    assert "of-district" in page(as_person(planner), here(plan))
    assert "of-district" not in page(as_person(reader), here(plan))


def test_what_was_typed_is_never_lost(complete: WorkPlan, planner: User, officer: User) -> None:
    first, second = as_person(planner), english(officer)
    sent = fields(complete)
    assert first.post(here(complete, "edit/"), {**sent, "goals": "甲先改"}).status_code == 302
    response = second.post(here(complete, "edit/"), {**sent, "goals": "乙后改"})
    text = response.content.decode()
    assert response.status_code == 409
    assert "甲先改" in text
    assert text.count("乙后改") == 2
    version = re.search(r'name="version" value="(\d+)"', text)
    assert version
    again = second.post(here(complete, "edit/"), {**sent, "goals": "乙后改", "version": version.group(1)})
    assert (again.status_code, WorkPlan.objects.get().goals) == (302, "乙后改")


def test_what_can_no_longer_be_edited_gives_the_text_back(complete: WorkPlan, planner: User) -> None:
    plan = submitted(complete, planner)
    response = as_person(planner).post(here(plan, "edit/"), fields(plan, goals="迟到的修改"))
    assert response.status_code == 409
    assert "迟到的修改" in response.content.decode()
    assert as_person(planner).post(here(plan, "edit/"), {"goals": "x"}).status_code == 422


def test_what_changed_between_two_revisions(complete: WorkPlan, planner: User, officials: Officials) -> None:
    first = approved(submitted(complete, planner), officials)
    second = revise_work_plan(by=planner, scope=ALL, plan=first)
    KeyProject.objects.update(yuan=5_000_000)
    client = english(planner)
    client.post(here(second, "edit/"), fields(second, goals="试点目标已写明。再加一句。", combined_with="urban_village"))
    text = page(client, f"/pilots/{first.enrolment_id}/plan/compare/?a=1&b=2")
    for said in ("[added]", "再加一句。", "changed: Cost", "CNY 2,960,000", "CNY 5,000,000", "redevelopment of urban villages"):
        assert said in text, said
    assert "[removed]" not in text
    for query in ("?a=1&b=3", "?a=x", "?a=99999999"):
        assert client.get(f"/pilots/{first.enrolment_id}/plan/compare/{query}").status_code == 404
    assert f'href="{here(first)}"' in page(client, here(second))


def test_the_mark_is_that_of_the_file(complete: WorkPlan, planner: User) -> None:
    client = as_person(planner)
    assert client.get(here(complete, "sealed.json")).status_code == 302
    plan = submitted(complete, planner)
    file = client.get(here(plan, "sealed.json"))
    assert sha256(file.content).hexdigest() == plan.fingerprint
    assert json.loads(file.content)["goals"] == WORDS["goals"]
    assert "no longer what was submitted" not in page(english(planner), here(plan))
    KeyProject.objects.update(yuan=1)
    assert client.get(here(plan, "sealed.json")).content == file.content
    assert "1 key project is no longer what was submitted" in page(english(planner), here(plan))


def test_sample_figures_are_labelled(complete: WorkPlan, planner: User) -> None:
    Source.objects.update(provenance="sample")
    KeyProject.objects.update(labels=1)
    for address in (here(complete), here(complete, "print/"), f"/pilots/{complete.enrolment_id}/plan/"):
        assert 'data-provenance="sample"' in page(as_person(planner), address)


def test_delays_and_risks_are_said(complete: WorkPlan, planner: User) -> None:
    client = english(planner)
    text = page(client, here(complete))
    assert "No key project is known to be late." in text
    assert "The risk of 1 was never judged." in text
    due = timezone.localdate() - timedelta(days=12)
    KeyProject.objects.update(year=2020, starts_on=None, due_on=due, risk="high", risk_note="土地未落实")
    Milestone.objects.create(project=KeyProject.objects.get(), name="开工", due_on=due - timedelta(days=1))
    for address in (here(complete), here(complete, "print/")):
        text = page(client, address)
        for said in (
            "late: it was to begin in 2020", "12 days late", "开工: was due on", "13 days late", "high risk", "土地未落实",
            "1 key project is late.",
        ):  # fmt: skip
            assert said in text, said
        assert "never judged" not in text
    KeyProject.objects.update(due_on=None)
    assert "1 has no day by which it is to be finished: whether it is late is not known." in page(client, here(complete))


def test_what_a_project_is_planned_with_is_shown(complete: WorkPlan, planner: User) -> None:
    one = KeyProject.objects.get()
    KeyProject.objects.update(combined_with=["old_block"], combined_note="同一工地")
    Milestone.objects.create(project=one, name="验收", due_on="2027-11-01")
    Funding.objects.create(project=one, source="social", planned=None)
    text = page(english(planner), here(complete))
    for said in (
        "starts 2027-03-01", "due 2027-12-31", "milestone 2027-11-01: 验收", "combined with: renewal of old blocks", "同一工地",
        "private capital not known",
        "district CNY 2,000,000", "risk not yet judged", "planned amounts not known: 1",
    ):  # fmt: skip
        assert said in text, said


def test_what_was_submitted_before_days_were_kept_can_still_be_read(
    complete: WorkPlan, planner: User, officials: Officials
) -> None:
    """A row of the time before: unknown is said, nothing is called missing, and it is no news that fields came."""
    old = ("key", "name", "way", "year", "yuan", "owner", "builds", "closes", "labels")
    told = project_told(KeyProject.objects.get())
    WorkPlan.objects.update(state="returned", fingerprint="f" * 64, projects=[{name: told[name] for name in old}])
    WorkPlan.objects.update(state="approved")
    plan, client = WorkPlan.objects.get(), english(planner)
    text = page(client, here(plan))
    for said in ("days not kept at that time", "sources not kept at that time", "not yet kept at that time", "6 of 6"):
        assert said in text, said
    assert "no longer what was submitted" not in text
    revise_work_plan(by=planner, scope=ALL, plan=plan)
    text = page(client, f"/pilots/{plan.enrolment_id}/plan/compare/?a=1&b=2")
    assert "changed: Is to be finished by" in text
    assert "not kept at that time" in text
    assert "changed: Milestones" not in text
    KeyProject.objects.update(yuan=1)
    assert "1 key project is no longer what was submitted" in page(client, here(plan))


def test_english_pages_are_english(complete: WorkPlan, planner: User, officials: Officials) -> None:
    for model in (Community, Division):
        model._default_manager.update(name_en=Concat(Value("Place "), F("code")))
    texts = {name: f"{name} is written." for name in WORDS}
    WorkPlan.objects.update(**texts, remedy_plan=None)
    KeyProject.objects.update(name="Kindergarten", owner="Housing")
    complete.enrolment.programme.name = "Programme"
    complete.enrolment.programme.save()
    plan = submitted(complete, planner)
    return_work_plan(by=officials.district, scope=ALL, plan=plan, seen=Seen.of(plan), remarks="Say more.")
    base = f"/pilots/{plan.enrolment_id}/plan/"
    for address in (base, here(plan), here(plan, "print/"), here(plan, "edit/"), f"{base}compare/", "/reviews/"):
        assert _chinese_in(page(english(planner), address)) == [], address


def test_every_page_keeps_its_budget(
    complete: WorkPlan, planner: User, officials: Officials, territory: Territory, pilot: Enrolment
) -> None:
    first = approved(submitted(complete, planner), officials)
    plan = submitted(revise_work_plan(by=planner, scope=ALL, plan=first), planner)
    base, new = f"/pilots/{plan.enrolment_id}/plan/", make_enrolment(pilot.programme, territory.own[1])
    pages = {
        "new": (planner, f"/pilots/{new.pk}/plan/"), "plan": (officials.district, here(plan)),
        "print": (planner, here(plan, "print/")), "edit": (planner, here(plan, "edit/")),
        "compare": (planner, f"{base}compare/"), "reviews": (officials.city, "/reviews/"),
    }  # fmt: skip
    counts = {name: asked(person, address) for name, (person, address) in pages.items()}
    assert {name: number for name, number in counts.items() if number > BUDGETS[name]} == {}
    approved(plan, officials, "district")
    for community in territory.own[2:]:
        other = make_enrolment(pilot.programme, community)
        WorkPlan.objects.create(
            enrolment=other, revision=1, state="submitted", level="city", levels=["city"], submitted_by=planner
        )
    assert asked(officials.city, "/reviews/") == counts["reviews"]


def asked(person: User, address: str) -> int:
    client = as_person(person)
    client.get(address)
    with CaptureQueriesContext(connection) as queries:
        assert client.get(address).status_code == 200
    return len(queries)
