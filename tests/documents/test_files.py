"""Long documents: made in the background for whoever ordered them, and for nobody else."""

import re
import threading
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.core.files.storage import default_storage
from django.db import connection
from django.http import QueryDict
from django.test import Client
from django.utils import timezone
from procrastinate.contrib.django.models import ProcrastinateJob
from pytest_django import Settings

from accounts.models import User
from assessments.documents.kinds import kinds
from assessments.documents.limits import MOST
from assessments.models import IssuedDocument, OrderedFile, Round
from assessments.reports.paper_writers import written
from assessments.services.asked_before import KeyReused
from assessments.services.documents import ordering, working
from assessments.services.documents.ordering import cancel_file, order_file
from assessments.services.documents.purging import purge_files
from assessments.services.ordering import NotNow, OutsideMandate
from assessments.services.telling import Teller
from communities.models import Act
from communities.requests import work_scope_of
from communities.scope import AreaScope
from tests.api.reading import as_person, body_of
from tests.documents.reading import pdf_text, plain
from tests.factories import make_grant, make_round, make_user, make_worker, revoke_all
from tests.factories.territory import Territory
from tests.ordering.conftest import Killed, raising, settle
from tests.queue import work_off

pytestmark = pytest.mark.django_db(transaction=True)
LIST = "domain=SVC"


@pytest.fixture
def country(settings: Settings, tmp_path: Path) -> tuple[Territory, User]:
    """A judged city, its planner, an empty queue, and a folder of its own for files."""
    ProcrastinateJob.objects.all()._raw_delete("default")  # its models are read only
    settings.MEDIA_ROOT = tmp_path
    made = settle(settings)
    make_round(made[0].city)
    return made


@pytest.fixture
def at_once_is_short(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("assessments.views.documents.papers.AT_ONCE", 2)


def ordered(by: User, suffix: str = "pdf", **said: Any) -> OrderedFile:
    scope = work_scope_of(by, working.RIGHT)
    asked = kinds()["gaps"].asked(scope, QueryDict(LIST))
    assert asked
    return order_file(**{"by": by, "scope": scope, "asked": asked, "suffix": suffix, "lang": "zh", "told": "短板报告", **said})


def now(one: OrderedFile) -> OrderedFile:
    return OrderedFile.objects.get(pk=one.pk)


def kept() -> list[str]:
    return default_storage.listdir("documents")[1] if default_storage.exists("documents") else []


def state(one: OrderedFile) -> tuple[str, str, str]:
    found = now(one)
    return found.state, found.trouble, found.content.name or ""


@pytest.mark.usefixtures("at_once_is_short")
def test_a_long_report_is_ordered_watched_and_fetched(country: tuple[Territory, User]) -> None:
    client = as_person(country[1])
    form = client.get(f"/gaps/report.pdf?{LIST}", follow=True)
    assert form.redirect_chain
    sent = dict(re.findall(r'type="hidden" name="(kind|suffix|list|token)" value="([^"]*)"', body_of(form).decode()))
    assert (sent["kind"], sent["suffix"]) == ("gaps", "pdf")
    first, again = client.post("/documents/new/", sent), client.post("/documents/new/", sent)
    assert first["Location"] == again["Location"]
    one = OrderedFile.objects.get()
    page = body_of(client.get(first["Location"])).decode()
    assert "<progress" in page
    assert client.get(f"{first['Location']}download/").status_code == 404
    assert work_off() == ["documents.make"]
    one = now(one)
    assert (one.state, one.percent, one.stage, len(kept())) == ("finished", 100, "", 1)
    assert f"{first['Location']}download/" in body_of(client.get(first["Location"])).decode()
    response = client.get(f"{first['Location']}download/")
    content = body_of(response)
    assert (response["Content-Type"], len(content)) == ("application/pdf", one.size)
    assert one.name in response["Content-Disposition"]
    document = IssuedDocument.objects.get()
    assert all(plain(row[0]) in plain(pdf_text(content)) for row in document.rows or ())
    assert "documents" not in one.name
    assert one.told in body_of(client.get("/documents/")).decode()
    assert {"order_file", "make_file", "issue_document"} <= set(Act.objects.values_list("verb", flat=True))
    working.work(one.pk, written)  # a job that is begun again finds nothing to do
    assert now(one).finished_at == one.finished_at


@pytest.mark.usefixtures("at_once_is_short")
@pytest.mark.parametrize("address", ["/gaps/print/", "/gaps/report.docx"])
def test_what_is_too_long_for_a_page_leads_to_the_form(address: str, country: tuple[Territory, User]) -> None:
    assert as_person(country[1]).get(address)["Location"].startswith("/documents/new/?kind=gaps")


@pytest.mark.parametrize("at", list(working.STAGES))
def test_cancelling_stops_it_at_every_stage_and_leaves_nothing(
    at: str, country: tuple[Territory, User], monkeypatch: pytest.MonkeyPatch
) -> None:
    one, told = ordered(country[1]), Teller.__call__

    def cancelled(self: Teller, stage: str, done: int = 0, total: int = 0) -> None:
        if stage == at and not done:
            asker = threading.Thread(target=_cancel, args=(country[1], one))
            asker.start()
            asker.join()
        told(self, stage, done, total)

    monkeypatch.setattr(Teller, "__call__", cancelled)
    monkeypatch.setattr("assessments.services.telling._EVERY", 0.0)
    working.work(one.pk, written)
    assert (state(one), kept()) == (("cancelled", "", ""), [])


def _cancel(by: User, one: OrderedFile) -> None:
    try:
        if now(one).cancel_asked:
            return
        cancel_file(by=by, file=one)
    finally:
        connection.close()


def test_one_that_waits_is_cancelled_by_its_page(country: tuple[Territory, User]) -> None:
    one, client = ordered(country[1]), as_person(country[1])
    assert client.post(f"/documents/{one.pk}/cancel/")["Location"] == f"/documents/{one.pk}/"
    assert state(one)[0] == "cancelled"
    assert "已经结束" in body_of(client.post(f"/documents/{one.pk}/cancel/", follow=True)).decode()
    working.work(one.pk, written)
    assert (state(one)[0], kept()) == ("cancelled", [])


def test_a_worker_that_was_killed_leaves_nothing_and_another_makes_it(
    country: tuple[Territory, User], monkeypatch: pytest.MonkeyPatch
) -> None:
    one = ordered(country[1])
    for place in ("issue_document", "acting_beside"):
        with monkeypatch.context() as patched:
            patched.setattr(working, place, raising(Killed()))
            with pytest.raises(Killed):
                working.work(one.pk, written)
        assert (state(one), kept()) == (("running", "", ""), [])
    working.work(one.pk, written)
    assert (state(one)[0], len(kept())) == ("finished", 1)


def test_a_fault_is_told(country: tuple[Territory, User]) -> None:
    one = ordered(country[1])
    with pytest.raises(RuntimeError):
        working.work(one.pk, raising(RuntimeError("broken")))  # type: ignore[arg-type]  # fails before anything is made
    assert state(one) == ("failed", "file_fault", "")
    assert "因故障中止" in body_of(as_person(country[1]).get(f"/documents/{one.pk}/")).decode()


def _revoke(user: User) -> None:
    revoke_all(user)


def _elsewhere(user: User) -> None:
    revoke_all(user)
    make_grant(user, None, "auditor")


@pytest.mark.parametrize("lose", [_revoke, _elsewhere])
@pytest.mark.parametrize("step", ["", "issue_document"])
def test_who_may_not_any_more_gets_none(
    step: str, lose: Callable[[User], None], country: tuple[Territory, User], monkeypatch: pytest.MonkeyPatch
) -> None:
    planner, one = country[1], ordered(country[1])
    if step:
        call = getattr(working, step)

        def then(**options: Any) -> Any:
            made = call(**options)
            lose(planner)
            return made

        monkeypatch.setattr(working, step, then)
    else:
        lose(planner)
    working.work(one.pk, written)
    assert (state(one), kept()) == (("failed", "mandate_gone", ""), [])


def test_only_its_owner_fetches_it_and_only_with_the_right(country: tuple[Territory, User]) -> None:
    planner, one = country[1], ordered(country[1])
    officer, stranger = make_worker("officer", country[0].province), make_user("stranger")
    working.work(one.pk, written)
    address = f"/documents/{one.pk}/download/"
    assert body_of(as_person(planner).get(address)).startswith(b"%PDF")
    for user in (officer, stranger):
        assert as_person(user).get(address).status_code == 404
        assert as_person(user).get(f"/documents/{one.pk}/").status_code == 404
        assert as_person(user).post(f"/documents/{one.pk}/cancel/").status_code == 404
        assert one.told not in body_of(as_person(user).get("/documents/")).decode()
    assert Client().get(address).status_code == 302
    revoke_all(planner)
    response = as_person(planner).get(address)
    assert response.status_code == 403
    assert "document.create" in body_of(response).decode()
    assert "权限已终止" in body_of(as_person(planner).get(f"/documents/{one.pk}/")).decode()


def test_what_may_not_be_ordered_is_not(country: tuple[Territory, User], monkeypatch: pytest.MonkeyPatch) -> None:
    planner, stranger = country[1], make_user("stranger")
    with pytest.raises(OutsideMandate):
        ordered(planner, scope=AreaScope.nowhere())
    first = ordered(planner, key="k", fingerprint="a")
    assert ordered(planner, key="k", fingerprint="a") == first
    with pytest.raises(KeyReused):
        ordered(planner, key="k", fingerprint="b")
    monkeypatch.setattr(ordering, "UNDER_WAY", 1)
    with pytest.raises(NotNow, match="too_many_files"):
        ordered(planner)
    monkeypatch.setitem(MOST, "docx", 1)
    with pytest.raises(NotNow, match="docx_too_long"):
        ordered(planner, "docx")
    answer = as_person(planner).post("/documents/new/", {"kind": "gaps", "suffix": "docx", "list": LIST})
    assert answer.status_code == 422
    assert "超过 DOCX 的上限" in body_of(answer).decode()
    assert as_person(stranger).post("/documents/new/", {"kind": "gaps", "suffix": "pdf", "list": ""}).status_code == 403
    nothing = {"kind": "gaps", "suffix": "pdf", "list": "round=999999"}
    wrong: list[dict[str, str]] = [{}, {"kind": "x", "suffix": "pdf"}, {"kind": "gaps", "suffix": "exe"}, nothing]
    for sent in wrong:
        assert as_person(planner).post("/documents/new/", sent)["Location"] == "/documents/"
    assert OrderedFile.objects.count() == 1


def test_files_are_kept_for_a_day(country: tuple[Territory, User]) -> None:
    old, young = ordered(country[1]), ordered(country[1])
    for one in (old, young):
        working.work(one.pk, written)
    OrderedFile.objects.filter(pk=old.pk).update(made_at=timezone.now() - timedelta(hours=25))
    (Path(default_storage.path("documents")) / "left.bin").write_bytes(b"of a worker that was killed just now")
    assert purge_files() == 1
    assert [one.pk for one in OrderedFile.objects.all()] == [young.pk]
    assert sorted(kept()) == sorted([Path(now(young).content.name or "").name, "left.bin"])
    assert purge_files() == 0
    assert IssuedDocument.objects.count() == Round.objects.count() == 1
