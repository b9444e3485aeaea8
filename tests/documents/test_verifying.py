"""A code leads whoever may read results there to the figures that were given out, and says whether they still hold."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from django.db import DatabaseError, transaction
from django.test import Client
from pytest_django import Settings

from accounts.models import User
from assessments.documents.codes import shown
from assessments.documents.content import digest_of
from assessments.documents.kinds import kinds
from assessments.models import IssuedDocument, Round, Scorecard
from assessments.services.freezing import HasDocuments, drop_round
from assessments.views.documents import verifying
from communities.models import Act, Change
from tests.api.reading import as_person, body_of
from tests.documents.conftest import issued_card, issued_gaps
from tests.factories import Territory, make_round

pytestmark = pytest.mark.django_db
SAME, OTHER, GONE = "与文件一致", "与文件不同", "已没有这些数据"
WRONG = "核验码有误"
KINDS: dict[str, Callable[[Round], IssuedDocument]] = {"scorecard": issued_card, "gaps": issued_gaps}


def page(user: User, document: IssuedDocument, status: int = 200) -> str:
    return told(as_person(user), f"/verify/{shown(document.code)}/", status)


def told(client: Client, path: str, status: int = 200) -> str:
    response = client.get(path)
    assert response.status_code == status, path
    return body_of(response).decode()


def alike(text: str) -> str:
    """Without the code that was asked for, and what is new in every form."""
    return re.sub(r"WZ(-\w{4}){3}|value=\"\w{64}\"", "", text)


@pytest.mark.parametrize("kind", KINDS)
def test_the_same_figures_have_one_row_and_one_code(kind: str, judged: Round, planner: User) -> None:
    first = KINDS[kind](judged)
    again = KINDS[kind](judged)
    assert (first.pk, first.digest) == (again.pk, digest_of(again.content))
    before = IssuedDocument.objects.count()
    for address in ("/communities/900101001001/print/", "/gaps/print/", "/gaps/report.docx", "/gaps/report.pdf"):
        for lang in ("zh-hans", "en"):
            client = as_person(planner)
            client.cookies["django_language"] = lang
            assert client.get(address).status_code == 200
    assert IssuedDocument.objects.count() == 2
    assert before == 1
    assert Act.objects.filter(verb="issue_document").count() == 2
    noted = Change.objects.filter(table="assessments_issueddocument").first()
    assert noted
    assert "N48" not in str(noted.after)


@pytest.mark.parametrize("kind", KINDS)
def test_the_page_says_what_the_document_said(kind: str, judged: Round, planner: User) -> None:
    document = KINDS[kind](judged)
    text = page(planner, document)
    assert SAME in text
    for word in (shown(document.code), document.digest, judged.fingerprint, judged.packs[0]["checksum"], str(judged.as_of)):
        assert word in text
    for name, value in document.content["sums"].items():
        assert f"{value:,}" in text, name
    assert [rule for rule in document.content["lines"] if rule not in text] == []


@pytest.mark.parametrize("kind", KINDS)
def test_what_the_round_says_otherwise_is_named(kind: str, judged: Round, planner: User) -> None:
    document = KINDS[kind](judged)
    card = Scorecard.objects.get(round=judged, code="900101001001")
    at = card.failed[0] - 1
    card.measured[at] = 0 if card.measured[at] else 1
    card.save()
    assert OTHER in page(planner, document)
    state, found = verifying.compared(document, kinds()[document.kind])
    assert state == "other"
    parts = {
        "scorecard": {("lines", judged.rules[at])},
        "gaps": {("rows", "sha256"), ("row", f"{card.code} {judged.rules[at]}")},
    }
    assert {(each.part, each.key) for each in found} == parts[kind]
    assert KINDS[kind](judged).code != document.code


def test_a_card_that_is_gone_is_said_to_be(judged: Round, planner: User) -> None:
    document = issued_card(judged)
    Scorecard.objects.filter(round=judged, code="900101001001").delete()
    assert GONE in page(planner, document)


def test_what_was_kept_and_damaged_is_not_shown_as_sound(judged: Round) -> None:
    document = issued_card(judged)
    document.content["sums"]["gaps"] += 1
    assert verifying.compared(document, kinds()["scorecard"])[0] == "broken"


@pytest.mark.parametrize("do", ["update", "delete"])
def test_the_database_refuses_to_change_what_was_issued(do: str, judged: Round) -> None:
    found = IssuedDocument.objects.filter(pk=issued_card(judged).pk)
    with pytest.raises(DatabaseError, match="never changed"), transaction.atomic():
        found.update(labels=1) if do == "update" else found._raw_delete("default")


def test_a_round_from_which_documents_were_issued_stays(judged: Round) -> None:
    issued_card(judged)
    with pytest.raises(HasDocuments):
        drop_round(by=None, pk=judged.pk)
    assert Round.objects.filter(pk=judged.pk).exists()


def test_who_may_read_it(
    judged: Round, territory: Territory, planner: User, officer: User, stranger: User, settings: Settings
) -> None:
    """Hidden looks like absent; mistyped does not."""
    own, wide = issued_card(judged), issued_gaps(make_round(territory.province))
    assert SAME in page(planner, own)
    assert SAME in page(officer, own)
    assert SAME in page(officer, wide)
    page(stranger, own, 403)
    hidden, absent = page(planner, wide, 404), told(as_person(planner), "/verify/WZ-7K3Q-9D2M-40EC/", 404)
    assert alike(hidden) == alike(absent)
    assert WRONG not in hidden
    assert WRONG in told(as_person(planner), "/verify/WZ-7K3Q-9D2M-40ED/", 404)
    assert Client().get(f"/verify/{shown(own.code)}/").status_code == 302
    settings.OPEN_READING = True
    assert SAME in told(Client(), f"/verify/{shown(own.code)}/")
    assert Client().get("/communities/900101001001/print/").status_code == 302


def test_documents_of_another_city_are_not_there(judged: Round, territory: Territory, planner: User, stranger: User) -> None:
    make_round(territory.province)
    for tail in ("print/", "scorecard.pdf", "scorecard.docx"):
        assert as_person(planner).get(f"/communities/{territory.near.code}/{tail}").status_code == 404
        assert as_person(stranger).get(f"/communities/{territory.own[0].code}/{tail}").status_code == 403
    assert as_person(planner).get("/communities/900101001001/scorecard.odt").status_code == 404
    text = told(as_person(planner), "/gaps/print/?division=9002")
    assert territory.near.code not in text


def test_the_form_leads_to_the_page(judged: Round, planner: User) -> None:
    document, client = issued_card(judged), as_person(planner)
    typed = shown(document.code).lower().replace("-", " ")
    assert client.get("/verify/", {"code": typed})["Location"] == f"/verify/{shown(document.code)}/"
    assert WRONG in told(client, "/verify/?code=WZ-1234")
    assert WRONG not in told(client, "/verify/")


def test_links_lead_from_the_pages_and_not_for_passers_by(judged: Round, planner: User, settings: Settings) -> None:
    wanted: dict[str, Any] = {"/communities/900101001001/": "scorecard", "/gaps/": "report"}
    for address, name in wanted.items():
        text = told(as_person(planner), address)
        found = re.findall(rf'href="([^"]*(?:print/|{name}\.docx|{name}\.pdf)[^"]*)"', text)
        assert len(found) == 3, address
        assert all(as_person(planner).get(each.replace("&amp;", "&")).status_code == 200 for each in found)
    settings.OPEN_READING = True
    assert "print/" not in told(Client(), "/gaps/")
