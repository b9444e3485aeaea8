"""The pages: written by a planner, decided by an official, out of reach for a stranger."""

import re
from typing import Any

import pytest

from accounts.models import User
from pilots.models import KeyProject, Practice
from tests.api.reading import as_person
from tests.factories import Territory, make_round
from tests.practices.conftest import FORM, Pilots, handed_in, published, written

pytestmark = pytest.mark.django_db


def page(user: User, address: str, status: int = 200) -> str:
    response = as_person(user).get(address)
    assert response.status_code == status, address
    return response.content.decode()


def send(user: User, address: str, data: dict[str, Any] | None = None) -> Any:
    return as_person(user).post(address, data or {})


def test_the_whole_way(pilots: Pilots, planner: User, official: User, stranger: User) -> None:
    new = f"/pilots/{pilots.mine.pk}/practices/new/"
    assert new in page(planner, f"/pilots/{pilots.mine.pk}/")
    page(planner, new)
    response = send(planner, new, FORM)
    one = Practice.objects.get()
    assert (response.status_code, response["Location"]) == (302, f"/practices/{one.pk}/")
    assert FORM["title"] in page(planner, f"/pilots/{pilots.mine.pk}/")
    assert send(planner, f"/practices/{one.pk}/hand-in/", {"written": 1}).status_code == 302
    assert FORM["title"] in page(official, "/practices/waiting/")
    assert "/publish/" in page(official, f"/practices/{one.pk}/")
    assert "/publish/" not in page(planner, f"/practices/{one.pk}/")
    assert send(official, f"/practices/{one.pk}/publish/", {"written": 2}).status_code == 302
    assert FORM["title"] in page(planner, "/practices/")
    assert "official-of-the-city" in page(planner, f"/practices/{one.pk}/")
    for address in (new, "/practices/", "/practices/waiting/", f"/practices/{one.pk}/"):
        page(stranger, address, 403)


def test_who_may_not_is_told_so(pilots: Pilots, planner: User, official: User, officer: User) -> None:
    one = handed_in(pilots.mine, officer)
    assert send(planner, f"/practices/{one.pk}/publish/", {"written": 2}).status_code == 403
    assert send(official, f"/pilots/{pilots.mine.pk}/practices/new/", FORM).status_code == 403
    assert send(officer, f"/practices/{one.pk}/publish/", {"written": 2}).status_code == 302
    assert "您参与编写" in page(officer, f"/practices/{one.pk}/")
    assert "您参与编写" in page(officer, "/practices/waiting/")
    assert Practice.objects.get().state == "handed_in"


def test_a_draft_is_for_its_place_only(pilots: Pilots, planner: User) -> None:
    draft, public = written(pilots.far), published(pilots.far)
    page(planner, f"/practices/{draft.pk}/", 404)
    page(planner, f"/api/v1/practices/{draft.pk}/", 404)
    page(planner, f"/practices/{public.pk}/")
    for step in ("edit", "hand-in", "revise"):
        assert send(planner, f"/practices/{public.pk}/{step}/").status_code == 404
    page(planner, f"/pilots/{pilots.far.pk}/practices/new/", 404)


def test_what_finished_projects_say_is_proposed(pilots: Pilots, finished: list[KeyProject], planner: User) -> None:
    new = f"/pilots/{pilots.mine.pk}/practices/new/"
    text = page(planner, new)
    assert text.count('name="projects"') == 2
    assert '<option value="kindergarten" selected>' in text
    assert '<option value="N48-FAC-04" selected>' in text
    assert 'value="lease" id="practice_ways_3" checked' in text
    asked = {**FORM, "rules": [], "ways": [], "projects": [finished[0].pk], "propose": "1", "title": "还没写完"}
    response = send(planner, new, asked)
    text = response.content.decode()
    assert response.status_code == 200
    assert "还没写完" in text
    assert '<option value="N48-FAC-04" selected>' in text
    assert not Practice.objects.exists()
    keys = [one.pk for one in finished]
    send(planner, new, {**FORM, "projects": keys, "once_from": "projects", "months_from": "projects"})
    one = Practice.objects.get()
    text = page(planner, f"/practices/{one.pk}/")
    assert "2,960,000 元（计划造价） + 40,000 元（计划造价） = 3,000,000" in text
    assert "2026-03-01 开工，2026-08-01 完工" in text
    assert "由重点项目前后的判定得出" in text
    assert f"/projects/{keys[0]}/" in text
    assert 'data-provenance="synthetic"' in text


def test_what_is_wrong_is_said_at_its_field(pilots: Pilots, finished: list[KeyProject], planner: User) -> None:
    new = f"/pilots/{pilots.mine.pk}/practices/new/"
    wrongs: list[dict[str, Any]] = [
        {"title": ""}, {"once_from": "said"}, {"months_from": "said"}, {"once_from": "projects"}, {"once_yuan": "-1"},
        {"rules": ["X"]}, {"projects": [99]}, {"ways": ["pool"]},
    ]  # fmt: skip
    for wrong in wrongs:
        response = send(planner, new, {**FORM, **wrong})
        assert response.status_code == 422, wrong
        assert "field__error" in response.content.decode(), wrong
    assert not Practice.objects.exists()


def test_a_number_of_a_person_is_not_even_shown_again(pilots: Pilots, planner: User, official: User) -> None:
    response = send(planner, f"/pilots/{pilots.mine.pk}/practices/new/", {**FORM, "done": "请联系 13800138000 张三"})
    assert response.status_code == 422
    assert "13800138000" not in response.content.decode()
    assert "请联系 *** 张三" in response.content.decode()
    asked = {**FORM, "done": "13800138000", "propose": "1"}
    assert "13800138000" not in send(planner, f"/pilots/{pilots.mine.pk}/practices/new/", asked).content.decode()
    one = handed_in(pilots.mine)
    response = send(official, f"/practices/{one.pk}/return/", {"written": 2, "words": "问 13800138000"})
    assert response.status_code == 422
    assert "13800138000" not in response.content.decode()


def test_what_is_lacking_is_listed_on_the_page(pilots: Pilots, planner: User) -> None:
    one = written(pilots.mine, result="", rules=[], summary="")
    text = page(planner, f"/practices/{one.pk}/")
    assert "<li>摘要</li>" in text
    assert "<li>取得成效</li>" in text
    assert "至少一条已补短板的规则或一个重点项目" in text
    assert "/hand-in/" not in text


def test_returned_and_withdrawn_with_words(pilots: Pilots, planner: User, official: User) -> None:
    one = handed_in(pilots.mine, planner)
    assert send(official, f"/practices/{one.pk}/return/", {"written": 2, "words": ""}).status_code == 422
    send(official, f"/practices/{one.pk}/return/", {"written": 2, "words": "请写明租金"})
    assert "请写明租金" in page(planner, f"/practices/{one.pk}/")
    assert FORM["title"] in page(planner, "/practices/waiting/")
    send(planner, f"/practices/{one.pk}/edit/", {**FORM, "written": 3})
    send(planner, f"/practices/{one.pk}/hand-in/", {"written": 4})
    send(official, f"/practices/{one.pk}/publish/", {"written": 5})
    assert send(official, f"/practices/{one.pk}/withdraw/", {"words": ""}).status_code == 422
    send(official, f"/practices/{one.pk}/withdraw/", {"words": "厂房已拆除"})
    assert "厂房已拆除" in page(planner, f"/practices/{one.pk}/")
    assert FORM["title"] not in page(planner, "/practices/")


def test_a_new_version_from_the_page(pilots: Pilots, planner: User) -> None:
    one = published(pilots.mine, planner)
    response = send(planner, f"/practices/{one.pk}/revise/")
    newer = Practice.objects.get(version=2)
    assert response["Location"] == f"/practices/{newer.pk}/edit/"
    assert f"/practices/{newer.pk}/" in page(planner, f"/practices/{one.pk}/")
    assert send(planner, f"/practices/{one.pk}/revise/")["Location"] == f"/practices/{one.pk}/"
    response = send(planner, f"/practices/{newer.pk}/edit/", {**FORM, "written": 7})
    assert (response.status_code, "已被他人修改" in response.content.decode()) == (422, True)


def test_one_gets_there_from_a_gap(territory: Territory, planner: User, stranger: User) -> None:
    """From a card, its remedies, the list of gaps, and the page of a rule; only where one may go there."""
    make_round(territory.city)
    code = territory.own[0].code
    card = page(planner, f"/communities/{code}/")
    assert f'href="/practices/?rule=N48-FAC-04&amp;for={code}"' in card
    assert re.search(rf'href="/practices/\?type=kindergarten&amp;way=(\w+|&amp;way=)*&amp;for={code}"', card)
    assert f'href="/practices/?rule=N48-FAC-04&amp;for={code}"' in page(planner, "/gaps/?rule=N48-FAC-04")
    assert 'href="/practices/?rule=N48-FAC-04"' in page(planner, "/rules/N48-FAC-04/")
    assert "/practices/" not in page(stranger, "/rules/N48-FAC-04/")
