"""The facility types: complete, found by every name, and never more than a name says."""

import re
from collections import Counter

import pytest

from facilities.catalogue import FACILITY_TYPES, FacilityGroup, by_name, suggestions

CONTRACT = """
service_complex kindergarten nursery elderly_station elderly_daycare health_station supermarket convenience_store vegetable_shop
canteen parcel barber laundry pharmacy repair home_service activity_ground sports_ground fitness_spot green pocket_park parking
ev_charger ebike_site toilet waste_point waste_station school_primary school_middle nursing_home community_hospital hospital
culture school
""".split()  # noqa: SIM905  (a list of words reads better as words)


def test_every_type_is_there_with_both_words_group_and_icon() -> None:
    assert list(FACILITY_TYPES) == CONTRACT
    for found in FACILITY_TYPES.values():
        assert re.search("[\u4e00-\u9fff]", found.zh)
        assert found.en
        assert found.icon
        assert found.group in FacilityGroup
        assert all(re.fullmatch(r"\d{6}", code) for code in found.amap)
        assert all(re.fullmatch(r"[a-z:_]+=[a-z0-9_]+", tag) for tag in found.osm)
        assert (found.name("zh"), found.name("en")) == (found.zh, found.en)


def test_every_spelling_names_its_own_type_only() -> None:
    for found in FACILITY_TYPES.values():
        for text in found.spellings():
            assert by_name(text) is found, text
    tags = Counter(tag for found in FACILITY_TYPES.values() for tag in found.osm)
    assert max(tags.values()) == 1
    codes = Counter(code for found in FACILITY_TYPES.values() for code in found.amap)
    assert max(codes.values()) == 1


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("理发店", "barber"),
        (" BARBER ", "barber"),
        ("ｂａｒｂｅｒ", "barber"),
        ("hairdresser", "barber"),
        ("Convenience store", "convenience_store"),
        ("supermarket_convenience", "convenience_store"),
        ("public_activity", "activity_ground"),
        ("green_space", "green"),
        ("vegetable_market", "vegetable_shop"),
        ("library_culture", "culture"),
        ("community_service_station", "service_complex"),
        ("public_toilet", "toilet"),
        ("mail_parcel", "parcel"),
        ("parking", "parking"),
        # A general word stays general.
        ("school", "school"),
        ("学校", "school"),
        ("hospital", "hospital"),
        ("医院", "hospital"),
    ],
)
def test_names(text: str, code: str) -> None:
    found = by_name(text)
    assert found is not None
    assert found.code == code


def test_map_tags_decide_where_a_name_covers_several_types() -> None:
    def code(name: str, **tags: str) -> str | None:
        found = by_name(name, tags)
        return found.code if found else None

    assert code("supermarket_convenience", shop="supermarket") == "supermarket"
    assert code("supermarket_convenience", shop="convenience;hairdresser") == "convenience_store"
    assert code("public_activity", leisure="pitch") == "sports_ground"
    assert code("public_activity", leisure="fitness_station") == "fitness_spot"
    assert code("public_activity", leisure="fitness_centre") == "activity_ground"
    assert code("hospital", amenity="clinic") == "hospital"


def test_unknown_names_get_the_nearest() -> None:
    assert by_name("月球站") is None
    assert by_name("") is None
    assert suggestions("") == ()
    assert suggestions("理发铺")[0].code == "barber"
    assert "convenience_store" in [found.code for found in suggestions("convenience shop")]
    assert len(suggestions("站")) <= 3
