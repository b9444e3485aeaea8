"""Points of AMap, as pages and as tables. Every point here is invented."""

import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from facilities.datums import wgs84_to_gcj02
from facilities.models import Facility
from tests.intake.making import FIRST, accepted, bring, codes, counts, text_file, told

HEAD = "id,name,type,typecode,address,location,tel,adname\n"


def poi(number: str, name: Any, typecode: Any, **more: Any) -> dict[str, Any]:
    """An invented point near the first community, as the API writes one."""
    own = {"id": number, "name": name, "type": "某类;某类", "typecode": typecode, "address": [], "location": near()}
    return {**own, "tel": "13900000000;010-00000000", "biz_ext": {"cost": []}, "photos": [], "adname": "一区", **more}


def near() -> str:
    """The first community's own point (WGS84 116.3, 40), as AMap would give it."""
    lng, lat = wgs84_to_gcj02(np.array([116.3]), np.array([40.0]))
    return f"{lng[0]:.6f},{lat[0]:.6f}"


def page(*pois: dict[str, Any], **more: Any) -> str:
    told = {"status": "1", "count": str(len(pois)), "info": "OK", "infocode": "10000", "pois": list(pois), **more}
    return json.dumps(told, ensure_ascii=False)


ONE, TWO = poi("B0INVENTED1", "阳光幼儿园", "141204"), poi("B0INVENTED2", "一号药房", "090601|060400")
FORMS = {
    "page": page(ONE, TWO),
    "pages": f"{page(ONE)}\n{page(TWO)}\n",
    "pretty pages": json.dumps(json.loads(page(ONE)), indent=2) + json.dumps(json.loads(page(TWO)), indent=2),
    "points": json.dumps([ONE, TWO]),
    "list of pages": f"[{page(ONE)}, {page(TWO)}]",
    "mark of order": "\ufeff" + page(ONE, TWO),
}


@pytest.mark.parametrize("form", FORMS)
def test_every_form_of_pages_gives_the_same_facilities(three: Path, form: str) -> None:
    outcome = accepted(text_file(three, "a.json", FORMS[form]))
    assert codes(outcome) == []
    assert sorted(Facility.objects.values_list("code", "facility_type", "name")) == [
        ("amap:B0INVENTED1", "kindergarten", "阳光幼儿园"),
        ("amap:B0INVENTED2:pharmacy", "pharmacy", "一号药房"),
        ("amap:B0INVENTED2:supermarket", "supermarket", "一号药房"),
    ]
    for facility in Facility.objects.all():
        assert [facility.lng, facility.lat] == pytest.approx([116.3, 40.0], abs=1e-5)
        assert facility.community.code == FIRST  # type: ignore[union-attr]
    assert "13900000000" not in str(list(Facility.objects.values()))
    assert counts(accepted(text_file(three, "b.json", FORMS[form]))) == [(0, 0, 3)]


def test_a_table_of_points_with_brackets_for_nothing_and_lost_zeros(three: Path) -> None:
    text = f"""{HEAD}B1,快乐超市,购物服务;超级市场;超市,060400,[],"{near()}",[],一区
B2,一号便利店,购物服务,60200,某路1号,"{near()}",13900000000,一区
B3,二号店,[],[],[],"{near()}",[],[]
B4,药店,药店,,[],[],[],[]
"""
    outcome = accepted(text_file(three, "a.csv", text))
    assert told(outcome)[:1] == [("typecode_padded", 3, "typecode", "60200")]
    assert codes(outcome) == ["typecode_padded", "type_none", "facility_nowhere"]
    found = dict(Facility.objects.values_list("code", "facility_type"))
    assert found == {"amap:B1": "supermarket", "amap:B2": "convenience_store", "amap:B4": "pharmacy"}


def test_what_is_not_certain_waits_and_the_rest_does_not(three: Path) -> None:
    shop = poi("B3", "一社区卫生服务站", "090300")
    others = [poi(f"B{number}", f"川菜馆{number}", "050100") for number in range(4, 7)]
    clash = poi("B9", "阳光托育中心", "141204")
    outcome = accepted(text_file(three, "a.json", page(ONE, shop, *others, clash)))
    assert counts(outcome) == [(1, 0, 0)]
    first, none, second = outcome.problems()
    assert (first.code, first.row, first.value) == ("type_proposed", 3, shop["name"])
    assert (none.code, none.details["count"]) == ("type_none", 3)
    assert "社区卫生服务站（中；090300、社区卫生服务站）" in first.sentence("zh")
    assert "Community health station (medium; 090300" in first.sentence("en")
    assert "facility_type" in first.remedy("en")
    assert "设施类型" in first.remedy("zh")
    assert "Kindergarten (medium; 141204), Nursery (0-3) (low; 141204, 托育)" in second.sentence("en")


def test_filling_in_the_type_confirms_it(three: Path) -> None:
    row = f'B3,一社区卫生服务站,医疗;诊所,090300,[],"{near()}",[],一区'
    waiting = accepted(text_file(three, "a.csv", f"{HEAD}{row}\n"))
    assert (codes(waiting), Facility.objects.count()) == (["type_proposed"], 0)
    accepted(text_file(three, "b.csv", f"{HEAD.strip()},设施类型\n{row},社区卫生服务站\n{row.replace('B3', 'B4')},\n"))
    assert dict(Facility.objects.values_list("code", "facility_type")) == {"amap:B3": "health_station"}
    wrong = bring(text_file(three, "c.csv", f"{HEAD.strip()},设施类型\n{row},月球站\n"))
    assert codes(wrong) == ["type_unknown"]


def test_plain_columns_beside_amap_codes_are_said_to_be_taken_as_wgs84(three: Path) -> None:
    table = "id,name,typecode,lng,lat\nB1,一号,141204,116.3,40\nB2,二号,141204,116.3,40\n"
    outcome = accepted(text_file(three, "a.csv", table))
    assert [(each.code, each.details["count"]) for each in outcome.problems()] == [("datum_assumed", 2)]
    named = accepted(text_file(three, "b.csv", table.replace("lng,lat", "lng_gcj02,lat_gcj02")))
    assert codes(named) == []
    assert counts(named) == [(0, 2, 0)]


REFUSED = {
    "error answer": ('{"status":"0","info":"INVALID_USER_KEY","infocode":"10001"}', ["poi_page_failed"]),
    "error among pages": (page(ONE) + '\n{"status":"0","info":[],"infocode":"10003"}', ["poi_page_failed"]),
    "pages cut off": (page(ONE)[:-5], ["json_broken"]),
    "a number of it": (page(ONE) + " 5", ["poi_page_failed"]),
    "no number": (page(ONE).replace('"count": "1"', '"count": NaN'), ["json_broken"]),
    "deep": ('[{"location":' + "[" * 100_000, ["json_too_deep"]),
    "not points": ('[{"typecode": "1"}]', ["poi_not_read"]),
    "not even things": ('{"status": "1", "pois": [5]}', ["poi_not_read"]),
    "none": (page(), ["no_rows"]),
    "long": (page(poi("B1", "x" * 40_000, "141204")), ["cell_too_long"]),
    "half a place": (page(poi("B1", "甲", "141204", location="116.3")), ["location_unreadable"]),
    "no place at all": (page(poi("B1", "甲", "141204", location="116.3,x")), ["not_a_number"]),
    "swapped": (page(poi("B1", "甲", "141204", location="40,116.3")), ["point_swapped"]),
    "a name of several": (page(poi("B1", {"a": 1}, "141204")), ["cell_not_simple"]),
    "other JSON": ('{"a": 1}', ["geojson_not_collection"]),
    "a plain list": ("[1, 2]", ["geojson_not_collection"]),
    "the same point otherwise": (page(ONE, {**ONE, "name": "月光幼儿园"}), ["duplicate_differs"]),
}


@pytest.mark.parametrize("name", REFUSED)
def test_refused(three: Path, name: str) -> None:
    text, expected = REFUSED[name]
    outcome = bring(text_file(three, "a.json", text))
    assert codes(outcome) == expected
    assert not Facility.objects.exists()
    for each in outcome.problems():
        assert "?" not in "".join(each.sentence(lang) + each.remedy(lang) for lang in ("zh", "en"))


def test_the_same_point_on_two_pages_is_one(three: Path) -> None:
    assert codes(accepted(text_file(three, "a.json", f"{page(ONE)}\n{page(ONE)}"))) == ["duplicate_equal"]


def test_what_is_wrong_with_a_point_that_waits_does_not_matter(three: Path) -> None:
    assert codes(accepted(text_file(three, "a.json", page(ONE, poi("B7", "川菜馆", "050100", location="0,0"))))) == [
        "type_none"
    ]


def test_pages_in_another_encoding_are_refused(three: Path) -> None:
    assert codes(bring(text_file(three, "a.json", page(ONE), "gb18030"))) == ["bytes_undecodable"]
