"""A clerk's way: bring a form, say what belongs where, look at it, download it; and everything that can go wrong on it."""

import re
from collections.abc import Mapping
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from accounts.models import User
from intake.filling.places import Kind, Place, Placement
from intake.filling.services import keep_form, place_fields
from intake.models import BlankForm
from tests.factories import Territory, make_facility, make_round, make_source
from tests.filling.making import ledger, ledger_places, letter, read_docx, read_xlsx
from tests.pages.conftest import Browser
from tests.pages.reading import body_of


@pytest.fixture
def form(territory: Territory) -> BlankForm:
    return keep_form(by=None, division=territory.city, file_name="统计表.xlsx", content=ledger())


@pytest.fixture
def placed(form: BlankForm) -> BlankForm:
    return place_fields(by=None, form=form, version=0, placements=ledger_places(), language="zh", says_unknown=True)


def _brought(client: Client, name: str, content: bytes, division: str = "9001") -> Any:
    file = SimpleUploadedFile(name, content)
    return client.post("/fill/", {"file": file, "name": "", "division": division})


def _text(response: Any) -> str:
    return str(response.content.decode())


def _chosen(page: str) -> dict[str, str]:
    """Name of every list of fields -> what is chosen in it."""
    found = re.findall(r'<select name="(field:[^"]+)"[^>]*>(.*?)</select>', page, re.S)
    return {name: (re.findall(r'value="([^"]*)" selected', options) or [""])[0] for name, options in found}


def _sent(more: Mapping[str, str], version: int = 0) -> dict[str, str]:
    return {"version": str(version), "unknown": "word", "language": "zh", **more}


def test_a_form_is_brought_placed_and_downloaded_by_hand(planner: User, territory: Territory, browser: Browser) -> None:
    make_round()
    client = browser(planner)
    places = _brought(client, "统计表.xlsx", ledger()).headers["Location"]
    chosen = _chosen(_text(client.get(places)))
    assert chosen["field:column-1-5-2-0"] == "name"
    assert chosen["field:column-1-5-3-0"] == ""  # 人口/户数 is proposed and not chosen
    assert "可能是： 户数" in _text(client.get(places))
    sent = {name: value for name, value in chosen.items() if value}
    sent |= {"field:column-1-5-3-0": "households", "field:column-1-5-6-0": "verdict", "about:column-1-5-6-0": "N48-FAC-04"}
    page = client.post(places, _sent(sent)).headers["Location"]
    shown = _text(client.get(page))
    assert "2667" in shown
    assert territory.own[0].name in shown
    sheet = read_xlsx(body_of(client.get(f"{page}filled/?division=9001")))["统计表"]
    assert [sheet.cell(row, 3).value for row in range(5, 9)] == [2667] * 4
    assert [sheet.cell(row, 6).value for row in range(5, 9)] == ["短板"] * 4
    assert sheet["F11"].value == 4
    kept = BlankForm.objects.get()
    assert (kept.version, kept.placed_by, kept.placements.count()) == (1, planner, len(sent) - 1)


def test_a_document_too(planner: User, territory: Territory, browser: Browser) -> None:
    client = browser(planner)
    places = _brought(client, "情况.docx", letter()).headers["Location"]
    sent = {
        "field:column-1-2-2-0": "name", "field:column-1-2-3-0": "households", "field:blank-0-2-0-1": "scope_name",
        "field:blank-0-3-0-3": "coverage", "about:blank-0-3-0-3": "N48-FAC-04",
    }  # fmt: skip
    page = client.post(places, _sent(sent)).headers["Location"]
    document = read_docx(body_of(client.get(f"{page}filled/")))
    assert document.paragraphs[1].text.startswith("填报单位：示例市")
    assert "覆盖率：未知%" in document.paragraphs[2].text
    assert [row.cells[2].text for row in document.tables[0].rows][1:5] == ["2667"] * 4


def test_the_mapping_is_kept_and_shown_again(planner: User, placed: BlankForm, browser: Browser) -> None:
    chosen = _chosen(_text(browser(planner).get(f"/fill/{placed.pk}/places/")))
    assert {name: field for name, field in chosen.items() if field} == {
        f"field:{each.place.key}": each.field for each in ledger_places()
    }


def test_another_cell_can_be_named_by_its_address(planner: User, form: BlankForm, browser: Browser) -> None:
    sent = {"cell:2": "b3", "added-field:2": "communities"}
    assert browser(planner).post(f"/fill/{form.pk}/places/", _sent(sent)).status_code == 302
    assert 'name="field:cell-2-3-2-0"' in _text(browser(planner).get(f"/fill/{form.pk}/places/"))
    book = read_xlsx(body_of(browser(planner).get(f"/fill/{form.pk}/filled/")))
    assert book["汇总"]["B3"].value == 4


@pytest.mark.parametrize(
    ("sent", "code"),
    [
        ({"field:column-1-5-2-0": "communities"}, "form_field"),
        ({"field:column-1-5-2-0": "nonsense"}, "form_field"),
        ({"field:column-1-5-2-0": "verdict"}, "form_about"),
        ({"field:column-1-5-2-0": "facilities", "about:column-1-5-2-0": "N48-FAC-04"}, "form_about"),
        ({"field:column-1-5-2-0": "name", "about:column-1-5-2-0": "kindergarten"}, "form_about"),
        ({"field:column-1-5-2-0": "name", "field:column-1-6-3-0": "households"}, "form_rows"),
        ({"field:column-1-5-7-0": "name"}, "form_place"),
        ({"field:column-9-5-2-0": "name"}, "form_place"),
        ({"field:nonsense": "name"}, "form_place"),
        ({"cell:1": "C6", "added-field:1": "communities"}, "form_formula"),
        ({"cell:1": "B1", "added-field:1": "communities"}, "form_covered"),
        ({"cell:1": "XFD1", "added-field:1": "communities"}, "form_place"),
        ({"cell:1": "B3:B4", "added-field:1": "communities"}, "form_place"),
    ],
)
def test_what_cannot_be_placed_is_refused_and_nothing_kept(
    sent: dict[str, str], code: str, planner: User, form: BlankForm, browser: Browser
) -> None:
    for language in ("", "en"):
        response = browser(planner, language).post(f"/fill/{form.pk}/places/", _sent(sent))
        assert response.status_code == 422
        assert f"[{code}]" in _text(response)
    form.refresh_from_db()
    assert (form.version, form.placements.count()) == (0, 0)


def test_nobody_overwrites_what_somebody_else_has_just_saved(planner: User, placed: BlankForm, browser: Browser) -> None:
    response = browser(planner).post(f"/fill/{placed.pk}/places/", _sent({"field:column-1-5-2-0": "code"}, version=0))
    assert response.status_code == 409
    assert "[form_changed]" in _text(response)
    assert placed.placements.count() == len(ledger_places())


@pytest.mark.parametrize(
    ("name", "content", "code"),
    [
        ("表.xlsm", b"PK\x03\x04", "form_kind"),
        ("表.xlsx", b"PK\x03\x04", "file_damaged"),
        ("表.xlsx", b"no form", "signature_differs"),
        ("表.docx", ledger(), "signature_differs"),
    ],
)
def test_a_bad_file_is_told_with_its_code_in_both_languages(
    name: str, content: bytes, code: str, planner: User, browser: Browser
) -> None:
    for language in ("", "en"):
        response = _brought(browser(planner, language), name, content)
        assert response.status_code == 422
        assert f"[{code}]" in _text(response)
    assert not BlankForm.objects.exists()


def test_a_form_too_large_is_not_even_read(planner: User, browser: Browser) -> None:
    response = _brought(browser(planner), "表.xlsx", b"x" * (5 * 1024 * 1024 + 1))
    assert response.status_code == 422
    assert "[form_too_large]" in _text(response)


def test_the_same_form_is_kept_once_a_division_and_again_once_it_was_removed(
    planner: User, form: BlankForm, browser: Browser
) -> None:
    assert "[form_known]" in _text(_brought(browser(planner), "又一份.xlsx", ledger_again(form)))
    assert _brought(browser(planner), "区.xlsx", ledger_again(form), "900101").status_code == 302
    assert browser(planner).post(f"/fill/{form.pk}/remove/").status_code == 302
    form.refresh_from_db()
    assert (form.removed_by, bytes(form.content)) == (planner, b"")
    assert browser(planner).get(f"/fill/{form.pk}/").status_code == 404
    assert BlankForm.objects.filter(removed_at__isnull=True).count() == 1


def ledger_again(form: BlankForm) -> bytes:
    return bytes(form.content)


def test_a_form_without_placements_says_what_to_do(planner: User, form: BlankForm, browser: Browser) -> None:
    assert "[form_unplaced]" in _text(browser(planner).get(f"/fill/{form.pk}/"))
    assert browser(planner).get(f"/fill/{form.pk}/filled/").status_code == 422


def test_a_place_is_found_by_its_name(planner: User, placed: BlankForm, territory: Territory, browser: Browser) -> None:
    page = f"/fill/{placed.pk}/"
    assert "示例市" in _text(browser(planner).get(f"{page}?division=示例市"))
    several = _text(browser(planner).get(f"{page}?division=示例社区"))
    assert all(f"?division={community.code}" in several for community in territory.own)
    assert territory.near.code not in several
    assert "没有这个名称" in _text(browser(planner).get(f"{page}?division=没有的地方"))
    one = read_xlsx(body_of(browser(planner).get(f"{page}filled/?division={territory.own[2].code}")))["统计表"]
    assert (one["B5"].value, one["A6"].value) == (territory.own[2].name, "合计")


@pytest.mark.parametrize("query", ["division=%00", "division=99", "division=abc", "as_of=yesterday", "as_of=2026-13-01"])
def test_nonsense_is_not_found_or_named(query: str, planner: User, placed: BlankForm, browser: Browser) -> None:
    assert browser(planner).get(f"/fill/{placed.pk}/?{query}").status_code in {200, 404}
    assert browser(planner).get(f"/fill/{placed.pk}/filled/?{query}").status_code == 404


def test_what_is_unknown_is_said_on_the_page_and_in_the_form(planner: User, placed: BlankForm, browser: Browser) -> None:
    text = _text(browser(planner).get(f"/fill/{placed.pk}/"))
    assert "人口/常住人口（人） (4)" in text
    sheet = read_xlsx(body_of(browser(planner).get(f"/fill/{placed.pk}/filled/")))["统计表"]
    assert [sheet.cell(row, 4).value for row in range(5, 9)] == ["未知"] * 4


def test_a_synthetic_figure_labels_page_form_and_file_name(
    planner: User, placed: BlankForm, territory: Territory, browser: Browser
) -> None:
    clean = browser(planner).get(f"/fill/{placed.pk}/filled/")
    assert "SYNTHETIC" not in clean.headers["Content-Disposition"]
    make_facility(territory.own[0], "canteen", source=make_source("made", provenance="synthetic"))
    assert "合成数据" in _text(browser(planner).get(f"/fill/{placed.pk}/"))
    response = browser(planner).get(f"/fill/{placed.pk}/filled/")
    assert "SYNTHETIC" in response.headers["Content-Disposition"]
    sheet = read_xlsx(body_of(response))["统计表"]
    assert any("合成数据" in str(cell.value) for row in sheet.iter_rows() for cell in row)


def test_the_blank_comes_back_as_it_was_brought(planner: User, form: BlankForm, browser: Browser) -> None:
    assert body_of(browser(planner).get(f"/fill/{form.pk}/blank/")) == bytes(form.content)


def test_names_of_forms_and_words_in_them_are_never_markup(planner: User, form: BlankForm, browser: Browser) -> None:
    BlankForm.objects.update(name="<script>alert(1)</script>", file_name='"><img src=x>.xlsx')
    for address in ("/fill/", f"/fill/{form.pk}/", f"/fill/{form.pk}/places/"):
        text = _text(browser(planner).get(address))
        assert "<script>alert" not in text
        assert "<img" not in text


@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_pages_have_one_heading_and_nothing_inline(language: str, planner: User, placed: BlankForm, browser: Browser) -> None:
    for address in ("/fill/", f"/fill/{placed.pk}/", f"/fill/{placed.pk}/places/"):
        text = _text(browser(planner, language).get(address))
        assert text.count("<h1") == 1, address
        assert re.search(r"<style|\sstyle=|\son\w+=|<script(?![^>]*\ssrc=)", text) is None, address


def test_the_first_row_of_data_can_be_said(planner: User, form: BlankForm, browser: Browser) -> None:
    text = _text(browser(planner).get(f"/fill/{form.pk}/places/?first-1=4"))
    assert "column-1-5-" not in text


def test_a_forged_post_is_refused(planner: User, form: BlankForm) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(planner)
    for address in ("/fill/", f"/fill/{form.pk}/places/", f"/fill/{form.pk}/remove/"):
        assert client.post(address).status_code == 403
    assert client.get(f"/fill/{form.pk}/remove/").status_code == 405


def test_a_form_about_one_community(planner: User, form: BlankForm, territory: Territory, browser: Browser) -> None:
    placement = Placement(Place(Kind.CELL, 2, 5, 2), "households")
    place_fields(by=planner, form=form, version=0, placements=[placement], language="zh", says_unknown=True)
    assert "[form_one_community]" in _text(browser(planner).get(f"/fill/{form.pk}/"))
    code = territory.own[0].code
    book = read_xlsx(body_of(browser(planner).get(f"/fill/{form.pk}/filled/?division={code}")))
    assert book["汇总"]["B5"].value == 2667
