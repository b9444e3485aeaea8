"""What a type is told by, and that nothing uncertain is ever called certain."""

import csv

import pytest
from hypothesis import given
from hypothesis import strategies as st

from facilities.catalogue import FACILITY_TYPES, Confidence, types_tagged
from facilities.suggesting import suggest
from tests.intake.shared import SHARED, needs_shared

HIGH, MEDIUM, LOW = Confidence.HIGH, Confidence.MEDIUM, Confidence.LOW


def found(name: str = "", codes: str = "", **tags: str) -> list[tuple[str, str]]:
    given_tags = {key.replace("__", ":"): value for key, value in tags.items()}
    return [(each.type.code, each.confidence.value) for each in suggest(name, codes.split(), given_tags)]


@pytest.mark.parametrize(
    ("name", "codes", "expected"),
    [
        # A certain code is taken, whatever the name, unless the name objects.
        ("阳光", "141204", [("kindergarten", "high")]),
        ("阳光幼儿园用品店", "141204", [("kindergarten", "low")]),
        ("万寿路停车场入口", "150904", [("parking", "low")]),
        ("厦门小学", "141203", [("school_primary", "low")]),  # 门 is only part of a name here: somebody has to say so
        # A code that several types share is certain only where the name does not speak for the other one.
        ("阳光托育中心", "141204", [("kindergarten", "medium"), ("nursery", "low")]),
        ("中关村医院", "090100", [("hospital", "high")]),
        (
            "一街道社区卫生服务中心",
            "090100",
            [("health_station", "medium"), ("hospital", "medium"), ("community_hospital", "low")],
        ),
        ("好邻居便利店", "060400", [("convenience_store", "medium"), ("supermarket", "medium")]),
        # What the table calls medium or low is only proposed; general codes say nothing without a word.
        ("和平菜市场", "060705", [("vegetable_shop", "medium")]),
        ("和平", "060705", [("vegetable_shop", "low")]),
        ("川菜馆", "050100", []),
        ("老李食堂", "050100", [("canteen", "low")]),
        ("某厂职工食堂", "050100", []),
        ("一社区居委会", "130106", [("service_complex", "low")]),
        # Names of the catalogue are taken, unless the map files the feature under something else.
        ("社区卫生服务站", "", [("health_station", "high")]),
        ("药店", "071100", [("pharmacy", "medium"), ("barber", "medium")]),
        ("药店", "999999", [("pharmacy", "medium")]),
        # Words alone.
        ("阳光幼儿园", "", [("kindergarten", "medium")]),
        ("幸福养老驿站", "", [("elderly_station", "low")]),
        ("某某科技公司", "", []),
        ("", "", []),
        # Two certain codes are two things.
        ("综合店", "060400 090601", [("supermarket", "high"), ("pharmacy", "high"), ("convenience_store", "low")]),
    ],
)
def test_suggestions(name: str, codes: str, expected: list[tuple[str, str]]) -> None:
    assert sorted(found(name, codes)) == sorted(expected)
    assert [each[1] for each in found(name, codes)] == [each[1] for each in expected]  # best first


def test_tags_and_reasons() -> None:
    assert found(shop="supermarket") == [("supermarket", "high")]
    assert found("某某社区卫生服务中心", building="hospital")[0] == ("health_station", "medium")
    assert found(shop="beauty") == [("barber", "low")]
    first, *_ = suggest("阳光幼儿园用品店", ["141204"])
    assert first.why == ("141204", "幼儿园", "-用品")


names = st.lists(
    st.sampled_from(
        sorted({word for kind in FACILITY_TYPES.values() for word in (*kind.spellings(), *kind.words, *kind.against)})
    ),
    max_size=3,
).map("".join)
codes = st.lists(
    st.sampled_from(sorted({code for kind in FACILITY_TYPES.values() for code in (*kind.amap, *kind.amap_maybe)})), max_size=3
)
tags = st.dictionaries(st.sampled_from(["amenity", "shop", "leisure", "building"]), st.text(max_size=12))


@given(names, codes, tags)
def test_the_same_in_any_order_and_best_first(name: str, listed: list[str], tagged: dict[str, str]) -> None:
    one = suggest(name, listed, tagged)
    assert one == suggest(name, reversed(listed), dict(reversed(tagged.items())))
    order = [HIGH, MEDIUM, LOW]
    assert [order.index(each.confidence) for each in one] == sorted(order.index(each.confidence) for each in one)
    assert len({each.type.code for each in one}) == len(one)
    assert all(each.why for each in one)


@given(names, codes, tags)
def test_a_word_against_never_leaves_a_type_certain(name: str, listed: list[str], tagged: dict[str, str]) -> None:
    for each in suggest(name, listed, tagged):
        if any(reason.startswith("-") for reason in each.why):
            assert each.confidence is LOW


@given(st.text(max_size=40), codes)
def test_only_certain_codes_or_names_of_the_catalogue_are_certain(name: str, listed: list[str]) -> None:
    for each in suggest(name, listed):
        if each.confidence is HIGH:
            certain = each.type.confidence is HIGH and set(each.type.amap) & set(listed)
            assert certain or name.strip()


def test_every_tag_of_the_catalogue_finds_its_type() -> None:
    for kind in FACILITY_TYPES.values():
        for tag in kind.osm:
            key, value = tag.split("=", 1)
            assert types_tagged({key: f"other;{value}"}) == (kind,)
    assert types_tagged({"shop": "laundry;supermarket"}) == (FACILITY_TYPES["supermarket"], FACILITY_TYPES["laundry"])
    assert types_tagged({}) == ()


# Where the table of the shared folder covers several types in one row.
SEVERAL = {
    "convenience_supermarket": ("supermarket", "convenience_store"),
    "activity_space": ("activity_ground", "sports_ground", "fitness_spot"),
    "elderly_service_station": ("elderly_station", "elderly_daycare"),
    "ev_charging": ("ev_charger",),
    "community_service_complex": ("service_complex",),
    "vegetable_shop_market": ("vegetable_shop",),
    "community_health_station": ("health_station",),
}
RENAMED = {
    "mail_parcel": "parcel", "hairdresser": "barber", "housekeeping": "home_service", "primary_school": "school_primary",
    "secondary_school": "school_middle", "green_space": "green", "public_toilet": "toilet",
}  # fmt: skip


@needs_shared
def test_the_catalogue_restates_the_table() -> None:
    with (SHARED / "mapping" / "facility_type_mapping.csv").open(encoding="utf-8") as lines:
        rows = [row for row in csv.DictReader(lines) if row["facility_key"] != "compound"]  # a compound is no facility
    assert len(rows) == 24
    for row in rows:
        key = row["facility_key"]
        kinds = [FACILITY_TYPES[code] for code in SEVERAL.get(key, (RENAMED.get(key, key),))]
        mine = {code for kind in kinds for code in (*kind.amap, *kind.amap_maybe)}
        assert set(row["amap_typecodes"].split("|")) <= mine, key
        assert {kind.confidence.value for kind in kinds} == {row["confidence"]}, key
        against = {word for kind in kinds for word in kind.against}
        assert set(filter(None, row["name_exclude_regex"].split("|"))) <= against, key
        speaking = "|".join(word for kind in kinds for word in (*kind.words, *kind.spellings()))
        assert all(word in speaking for word in row["name_include_regex"].split("|")), key
