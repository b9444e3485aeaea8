"""Tables of points that do not say what the points are."""

from pathlib import Path

import pytest

from facilities.models import Facility
from tests.intake.making import FIRST, accepted, bring, codes, counts, text_file, told
from tests.intake.shared import SHARED, needs_shared

POINT = "116.3,40"


def kind_of(path: Path) -> str | None:
    kind = bring(path).parts[0].kind
    return kind.code if kind else None


@pytest.mark.parametrize(
    "headers", ["名称,类别,经度,纬度", "name,category,lng,lat", "名称,类型,经度,纬度", "name,type,lng,lat"]
)
def test_words_of_a_supplier_are_taken_where_they_are_the_catalogues_own(three: Path, headers: str) -> None:
    table = f"{headers}\n一号,药店,{POINT}\n阳光幼儿园,教育,{POINT}\n川菜馆,餐饮,{POINT}\n理发店,生活,{POINT}\n"
    outcome = accepted(text_file(three, "a.csv", table))
    assert told(outcome) == [("type_proposed", 3, "设施类型", "阳光幼儿园"), ("type_none", 4, "设施类型", "川菜馆")]
    assert set(Facility.objects.values_list("name", "facility_type")) == {("一号", "pharmacy"), ("理发店", "barber")}
    assert counts(outcome) == [(2, 0, 0)]


def test_names_alone_give_proposals(three: Path) -> None:
    outcome = accepted(text_file(three, "a.csv", f"名称,地址,经度,纬度\n幸福养老驿站,某路1号,{POINT}\n"))
    (problem,) = outcome.problems()
    assert "老年服务站（低；养老驿站）" in problem.sentence("zh")
    assert not Facility.objects.exists()


def test_filling_in_some_types_is_enough(three: Path) -> None:
    table = f"名称,地址,经度,纬度,设施类型\n幸福养老驿站,某路1号,{POINT},老年服务站\n阳光幼儿园,某路2号,{POINT},\n"
    outcome = accepted(text_file(three, "a.csv", table))
    assert codes(outcome) == ["type_proposed"]
    assert set(Facility.objects.values_list("name", "facility_type")) == {("幸福养老驿站", "elderly_station")}


def test_a_register_still_has_to_name_its_types(three: Path) -> None:
    for table, problem in (
        (f"设施名称,设施类型,社区代码\n阳光幼儿园,,{FIRST}\n", "blank_required"),
        (f"设施名称,类型,社区代码\n阳光幼儿园,教育,{FIRST}\n", "type_unknown"),
        (f"设施名称,类型,社区代码\n阳光幼儿园,,{FIRST}\n", "blank_required"),
        (f"设施名称,设施类型,经度,纬度\n阳光幼儿园,月球站,{POINT}\n", "type_unknown"),
    ):
        assert codes(bring(text_file(three, "a.csv", table))) == [problem]


@pytest.mark.parametrize(
    ("headers", "kind"),
    [
        ("名称,地址,经度,纬度", "facilities"),
        ("name,category,longitude,latitude", "facilities"),
        ("name,tel,lng,lat", "facilities"),
        ("id,name,typecode,location", "facilities"),
        ("name,lng,lat", None),  # that could be anything
        ("name,address,category", None),  # and this is nowhere
        ("name,location,address", None),
        ("code,name,category,lng,lat", "communities"),
        ("社区代码,社区名称,类别,地址,经度,纬度", "communities"),
        ("小区编号,小区名称,地址,经度,纬度", "compounds"),
        ("name,typecode,address", None),
    ],
)
def test_enough_has_to_be_understood(three: Path, headers: str, kind: str | None) -> None:
    row = ",".join("1" for _ in headers.split(","))
    assert kind_of(text_file(three, "a.csv", f"{headers}\n{row}\n")) == kind


@needs_shared
@pytest.mark.django_db
def test_points_without_coordinates_are_refused_and_told_what_is_missing(tmp_path: Path) -> None:
    """Elements of a map as a converter writes them, tags in one cell, no coordinates, and nothing that says they are nodes."""
    text = (SHARED / "messy" / "osm_points_ogr_hstore.csv").read_text("utf-8")
    outcome = bring(text_file(tmp_path, "p.csv", text.replace(",is_in,", ",waterway,", 1)))
    (problem,) = outcome.problems()
    assert (problem.code, problem.row) == ("kind_unknown", 1)
    assert "经度" in problem.sentence("zh")
    assert "lng" in problem.sentence("en")
    assert "facility_type" not in problem.sentence("en")
