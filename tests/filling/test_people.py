"""Who may do what with a form: the planner of the city, the officer of the province, the stranger, and nobody known."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse

from accounts.models import User
from communities.models import Division
from intake.filling.services import keep_form, place_fields
from intake.models import BlankForm
from tests.factories import Territory, make_worker
from tests.filling.making import ledger, ledger_places, read_xlsx
from tests.pages.conftest import Browser
from tests.pages.reading import body_of


def _kept(division: Division | None) -> BlankForm:
    form = keep_form(by=None, division=division, file_name="统计表.xlsx", content=ledger())
    return place_fields(by=None, form=form, version=0, placements=ledger_places(), language="zh", says_unknown=True)


def _upload(client: object, division: str) -> HttpResponse:
    file = SimpleUploadedFile("统计表.xlsx", ledger())
    return client.post("/fill/", {"file": file, "name": "", "division": division})  # type: ignore[attr-defined,no-any-return]


@pytest.fixture
def form(territory: Territory) -> BlankForm:
    return _kept(territory.city)


ADDRESSES = ("/fill/{}/", "/fill/{}/places/", "/fill/{}/filled/", "/fill/{}/blank/")


def test_the_planner_works_with_the_form_of_the_own_city(planner: User, form: BlankForm, browser: Browser) -> None:
    for address in ADDRESSES:
        assert browser(planner).get(address.format(form.pk)).status_code == 200, address
    assert form.name in browser(planner).get("/fill/").content.decode()


def test_the_officer_of_the_province_sees_and_changes_it_too(officer: User, form: BlankForm, browser: Browser) -> None:
    for address in ADDRESSES:
        assert browser(officer).get(address.format(form.pk)).status_code == 200, address


def test_the_stranger_may_not_come_in(stranger: User, form: BlankForm, browser: Browser) -> None:
    for address in ADDRESSES:
        assert browser(stranger).get(address.format(form.pk)).status_code == 403, address
    assert browser(stranger).post(f"/fill/{form.pk}/remove/").status_code == 403
    assert form.name not in browser(stranger).get("/fill/").content.decode()
    assert _upload(browser(stranger), "9001").status_code == 403
    assert BlankForm.objects.filter(removed_at__isnull=True).count() == 1


def test_somebody_unknown_is_asked_to_log_in(anonymous: object, form: BlankForm, browser: Browser) -> None:
    for address in (*ADDRESSES, "/fill/"):
        assert browser().get(address.format(form.pk)).status_code == 302, address
    for address in (f"/fill/{form.pk}/remove/", f"/fill/{form.pk}/places/", "/fill/"):
        assert browser().post(address).headers["Location"].startswith("/accounts/login/"), address
    assert BlankForm.objects.get().removed_at is None


@pytest.mark.usefixtures("anonymous", "is_open")
def test_where_reading_is_open_anybody_fills_and_nobody_unknown_changes(form: BlankForm, browser: Browser) -> None:
    assert browser().get(f"/fill/{form.pk}/filled/?division=9001").status_code == 200
    assert "/places/" not in browser().get(f"/fill/{form.pk}/").content.decode()
    assert browser().get(f"/fill/{form.pk}/places/").headers["Location"].startswith("/accounts/login/")
    assert browser().post(f"/fill/{form.pk}/remove/").status_code == 302
    assert BlankForm.objects.get().removed_at is None


def test_a_district_fills_the_form_of_its_city_and_does_not_change_it(
    form: BlankForm, territory: Territory, browser: Browser, settings: object
) -> None:
    settings.OPEN_READING = False  # type: ignore[attr-defined]
    clerk = make_worker("clerk", Division.objects.get(code="900101000000"))
    assert browser(clerk).get(f"/fill/{form.pk}/places/").status_code == 403
    assert browser(clerk).post(f"/fill/{form.pk}/remove/").status_code == 403
    sheet = read_xlsx(body_of(browser(clerk).get(f"/fill/{form.pk}/filled/")))["统计表"]
    assert [sheet.cell(row, 2).value for row in (5, 6)] == [each.name for each in territory.own[:2]]
    assert sheet.cell(7, 1).value == "合计"


def test_the_form_of_another_province_is_not_there(
    planner: User, officer: User, territory: Territory, browser: Browser
) -> None:
    far = _kept(Division.objects.get(code="910000000000"))
    near = _kept(Division.objects.get(code="900200000000"))
    for address in ADDRESSES:
        assert browser(officer).get(address.format(far.pk)).status_code == 404
        assert browser(planner).get(address.format(near.pk)).status_code == 404
        assert browser(officer).get(address.format(near.pk)).status_code == 200


@pytest.mark.parametrize("code", ["9002", "91", "90", "910101001001", "900201001001"])
def test_no_place_outside_the_scope_is_filled(code: str, planner: User, form: BlankForm, browser: Browser) -> None:
    for address in (f"/fill/{form.pk}/?division={code}", f"/fill/{form.pk}/filled/?division={code}"):
        assert browser(planner).get(address).status_code == 404, address


def test_numbers_are_those_of_who_asks(planner: User, officer: User, territory: Territory, browser: Browser) -> None:
    everywhere = _kept(None)
    for user, number in ((planner, 4), (officer, 5)):
        sheet = read_xlsx(body_of(browser(user).get(f"/fill/{everywhere.pk}/filled/")))["统计表"]
        assert sheet.cell(5 + number, 1).value == "合计", user
        text = "".join(str(cell.value) for row in sheet.iter_rows() for cell in row)
        assert territory.far.name not in text


def test_forms_are_brought_for_divisions_of_the_own_mandate_only(planner: User, browser: Browser) -> None:
    assert _upload(browser(planner), "9002").status_code == 422
    assert _upload(browser(planner), "90").status_code == 422
    assert _upload(browser(planner), "").status_code == 422
    assert not BlankForm.objects.exists()
    assert _upload(browser(planner), "9001").status_code == 302
    kept = BlankForm.objects.get()
    assert (kept.uploaded_by, kept.path, kept.name) == (planner, "/90/9001/", "统计表")
