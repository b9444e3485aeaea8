"""The pages of programmes: an officer sets one up, a planner enrols the own city, a stranger sees none."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from accounts.models import User
from pilots.models import Enrolment, Programme
from tests.api.reading import as_person
from tests.factories import Territory, make_round
from tests.factories.pilots import make_enrolment, make_programme

pytestmark = pytest.mark.django_db
TERMS = {
    "kind": "notice", "name": "示例省试点", "division": "90", "starts_on": "2026-01-01", "ends_on": "",
    "unit_level": "district", "levels": ["province", "district"], "mechanism": "住建、民政等部门联席会议",
}  # fmt: skip


@pytest.fixture
def programme(territory: Territory) -> Programme:
    return make_programme(territory.province)


def page(user: User, address: str, status: int = 200) -> str:
    response = as_person(user).get(address)
    assert response.status_code == status, address
    return response.content.decode()


def test_an_official_sets_it_up_and_a_planner_may_not(
    territory: Territory, officer: User, planner: User, stranger: User
) -> None:
    response = as_person(officer).post("/programmes/new/", TERMS)
    made = Programme.objects.get()
    assert (response.status_code, response["Location"]) == (302, f"/programmes/{made.pk}/")
    assert (made.path, str(made.ends_on), made.least, made.most) == ("/90/", "2027-12-31", 3, 5)
    assert made.levels == ["district", "province"]
    assert as_person(planner).post("/programmes/new/", TERMS).status_code == 403
    assert as_person(stranger).post("/programmes/new/", TERMS).status_code == 403


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"division": "91"}, "division"), ({"division": ""}, "division"), ({"ends_on": "2025-01-01"}, "ends_on"),
        ({"levels": []}, "levels"), ({"kind": "national", "starts_on": ""}, "starts_on"), ({"name": ""}, "name"),
        ({"kind": "local", "least": "6", "most": "5"}, "most"),
    ],
)  # fmt: skip
def test_what_is_wrong_is_said_at_its_field(wrong: dict[str, object], field: str, officer: User) -> None:
    response = as_person(officer).post("/programmes/new/", {**TERMS, **wrong})
    assert response.status_code == 422
    text = response.content.decode()
    assert "field__error" in text
    assert not Programme.objects.exists()


def test_while_one_ticks_the_quota_is_told(territory: Territory, programme: Programme, planner: User) -> None:
    own = [each.code for each in territory.own]
    told = as_person(planner).get(f"/programmes/{programme.pk}/check/", {"community": own}).content.decode()
    assert told.count("banner--success") == 2
    assert "现有 0 个 + 勾选 2 个 = 2 个" in told
    assert "2 &lt; 3" in told
    full = make_programme(territory.province, "满", least=1, most=1)
    told = as_person(planner).get(f"/programmes/{full.pk}/check/", {"community": own}).content.decode()
    assert told.count("banner--error") == 2
    assert "不能全部纳入" in told


def test_a_planner_enrols_the_own_city_and_no_other(territory: Territory, programme: Programme, planner: User) -> None:
    make_round(territory.city)
    listed = page(planner, f"/programmes/{programme.pk}/enrol/")
    assert territory.own[0].code in listed
    assert territory.near.code not in listed
    sent = {"community": [territory.own[0].code, territory.near.code], "on": "2026-03-01"}
    assert as_person(planner).post(f"/programmes/{programme.pk}/enrol/", sent).status_code == 422
    assert not Enrolment.objects.exists()
    response = as_person(planner).post(f"/programmes/{programme.pk}/enrol/", {**sent, "community": [territory.own[0].code]})
    assert response.status_code == 302
    one = Enrolment.objects.get()
    assert (one.made_by, one.unit.code) == (planner, "900101000000")
    assert "示例社区900101001001" in page(planner, f"/programmes/{programme.pk}/")
    assert "takes part" not in page(planner, f"/pilots/{one.pk}/")


def test_a_full_district_is_refused_on_the_page_with_the_reason(territory: Territory, planner: User) -> None:
    programme = make_programme(territory.province, least=1, most=1)
    make_enrolment(programme, territory.own[0])
    sent = {"community": [territory.own[1].code], "on": "2026-03-01"}
    response = as_person(planner).post(f"/programmes/{programme.pk}/enrol/", sent)
    assert response.status_code == 422
    assert "1 + 1 &gt; 1" in response.content.decode()
    assert Enrolment.objects.count() == 1


def test_who_sees_what(territory: Territory, programme: Programme, planner: User, officer: User, stranger: User) -> None:
    mine, near = (make_enrolment(programme, each) for each in (territory.own[0], territory.near))
    assert page(planner, "/programmes/").count("示例省") >= 1
    assert territory.near.code not in page(planner, f"/programmes/{programme.pk}/")
    assert territory.near.code in page(officer, f"/programmes/{programme.pk}/")
    page(planner, f"/pilots/{near.pk}/", 404)
    page(officer, f"/pilots/{near.pk}/")
    for address in ("/programmes/", f"/programmes/{programme.pk}/", f"/pilots/{mine.pk}/"):
        page(stranger, address, 403)


def test_it_leaves_from_its_page(territory: Territory, programme: Programme, planner: User) -> None:
    one = make_enrolment(programme, territory.own[0])
    assert as_person(planner).post(f"/pilots/{one.pk}/leave/", {"on": "2026-02-01", "reason": ""}).status_code == 422
    response = as_person(planner).post(f"/pilots/{one.pk}/leave/", {"on": "2026-02-01", "reason": "拆迁"})
    assert response.status_code == 302
    text = page(planner, f"/pilots/{one.pk}/")
    assert "拆迁" in text
    assert "/leave/" not in text


def test_a_list_is_brought_and_those_it_knows_are_enrolled(territory: Territory, officer: User, planner: User) -> None:
    programme = make_programme(territory.province, "国家名单", kind="national", least=None, most=None)
    address = f"/programmes/{programme.pk}/list/"
    content = f"社区名称,社区代码\n示例社区{territory.near.code},{territory.near.code}\n没有的社区,900101001999\n".encode()

    def sent() -> dict[str, object]:
        return {"file": SimpleUploadedFile("list.csv", content), "source": "2023 年名单"}

    assert as_person(planner).post(address, sent()).status_code == 403
    assert as_person(officer).post(address, sent()).status_code == 302
    text = page(officer, address)
    assert "2023 年名单" in text
    assert "登记册中没有这个名称或代码的社区" in text
    assert as_person(officer).post(f"{address}enrol/").status_code == 302
    assert Enrolment.objects.get().code == territory.near.code
    bad = {"file": SimpleUploadedFile("list.csv", b"x"), "source": "x"}
    response = as_person(officer).post(address, bad)
    assert response.status_code == 422
    assert "没有找到表头" in response.content.decode()


def test_the_pages_of_the_room_lead_to_each_other_and_only_to_what_one_may_see(planner: User, officer: User) -> None:
    for user in (planner, officer):
        text = page(user, "/projects/overdue/")
        assert '<strong aria-current="page">逾期' in text
        for address in ("/programmes/", "/projects/", "/reviews/", "/practices/"):
            assert f'href="{address}"' in text
