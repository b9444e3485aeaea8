"""The values of the fields: from the register and the newest round, cut to the scope, and unknown where nobody knows."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from communities.models import Band, Community, Division, PopulationBand
from communities.scope import AreaScope
from intake.filling.community_figures import _READERS as OF_EACH
from intake.filling.fields import FIELDS, Per
from intake.filling.filling import Asked, file_name, values_for
from intake.filling.places import Kind, Place, Placement
from intake.filling.plan import Given
from intake.filling.scope_figures import _READERS as OF_ALL
from intake.problems import FileRefused
from tests.factories import (
    Territory,
    make_community,
    make_division,
    make_facility,
    make_households,
    make_inventory,
    make_round,
    make_source,
)
from tests.factories.communities import DAY

EVERYWHERE = AreaScope.everywhere()
TODAY = date(2026, 11, 1)
KINDERGARTEN = "N48-FAC-04"


def _column(
    field: str, about: str = "", *, place: Division | Community | None = None, scope: AreaScope = EVERYWHERE
) -> Sequence[Given]:
    placement = Placement(Place(Kind.COLUMN, 1, 5, 1), field, about)
    return values_for(scope, Asked(place, TODAY), [placement], lang="zh").given[placement]


def _one(field: str, about: str = "", *, place: Division | Community | None = None, scope: AreaScope = EVERYWHERE) -> Given:
    placement = Placement(Place(Kind.CELL, 1, 1, 1), field, about)
    return values_for(scope, Asked(place, TODAY), [placement], lang="zh").given[placement][0]


def test_every_field_of_the_catalogue_has_its_reader() -> None:
    assert set(OF_EACH) == {code for code, field in FIELDS.items() if field.per is Per.COMMUNITY}
    assert set(OF_ALL) == {code for code, field in FIELDS.items() if field.per is Per.SCOPE}


def test_what_the_register_says_of_each_community(territory: Territory) -> None:
    make_inventory(territory.own[0], "service_complex")
    place = territory.city
    assert _column("serial", place=place) == [1, 2, 3, 4]
    assert _column("code", place=place) == [each.code for each in territory.own]
    assert _column("households", place=place) == [2667] * 4
    assert _column("province", place=place) == ["示例省"] * 4
    assert _column("floor_area", place=place) == [Decimal("800.10"), None, None, None]
    assert _column("activity_share", place=place)[0] == Fraction(48006, 80010)
    assert _column("area_per_100", place=place)[0] == Decimal("30.00")


def test_silence_of_the_register_is_unknown_unless_the_list_is_complete(territory: Territory) -> None:
    assert _column("facilities", "kindergarten", place=territory.city) == [0] * 4
    assert _column("facilities", "canteen", place=territory.city) == [None] * 4
    assert _column("registered", "canteen", place=territory.city) == [None] * 4
    make_facility(territory.own[1], "canteen")
    assert _column("registered", "canteen", place=territory.city) == [None, 1, None, None]
    assert _column("facilities", "canteen", place=territory.city) == [None] * 4


def test_age_bands_by_their_newest_count(territory: Territory) -> None:
    for day, number in ((date(2025, 6, 30), 90), (DAY, 100), (date(2026, 12, 31), 999)):
        PopulationBand.objects.create(
            community=territory.own[0], band=Band.FROM_60, counted_on=day, residents=number, source=make_source()
        )
    make_round()
    assert _column("population_60plus", place=territory.city) == [100, None, None, None]
    assert _column("population_0_2", place=territory.city) == [None] * 4


def test_verdicts_and_gaps_are_those_of_the_newest_round(territory: Territory) -> None:
    assert _column("verdict", KINDERGARTEN, place=territory.city) == [None] * 4
    make_round()
    assert _column("verdict", KINDERGARTEN, place=territory.city) == ["短板"] * 4
    assert _column("verdict", "N48-FAC-05", place=territory.city) == [None] * 4
    assert "幼儿园" in str(_column("gap_names", place=territory.city)[0])
    assert "另有" in str(_column("gap_names", place=territory.city)[0])
    assert all(isinstance(number, int) and number >= 1 for number in _column("gaps", place=territory.city))
    assert _column("complete", place=territory.city) == ["否"] * 4


def test_a_community_that_came_after_the_round_is_unknown_in_it(territory: Territory) -> None:
    make_round()
    make_community("900101001009", "新社区")
    assert _column("verdict", KINDERGARTEN, place=territory.city) == ["短板", "短板", None, "短板", "短板"]
    assert _one("communities_unknown", KINDERGARTEN, place=territory.city) == 1
    assert _one("coverage", KINDERGARTEN, place=territory.city) is None


def test_no_gap_found_is_not_no_gap(territory: Territory) -> None:
    make_community("910101001002", "未知社区")
    make_round()
    found = _column("gaps", place=Division.objects.get(code="910101001000"))
    assert found[1] is None
    assert _column("gap_names", place=Division.objects.get(code="910101001000"))[1] is None


def test_sums_lack_nothing_or_are_unknown(territory: Territory) -> None:
    assert _one("communities", place=territory.city) == 4
    assert _one("households_total", place=territory.city) == 4 * 2667
    make_community("900101001009", "新社区")
    assert _one("households_total", place=territory.city) is None
    assert _one("households_known", place=territory.city) == 4 * 2667
    assert _one("households_counted", place=territory.city) == 4
    assert _one("population_total", place=territory.city) is None


def test_coverage_with_its_figures(territory: Territory) -> None:
    make_facility(territory.own[0], "kindergarten")
    make_round()
    assert _one("communities_met", KINDERGARTEN, place=territory.city) == 1
    assert _one("communities_gap", KINDERGARTEN, place=territory.city) == 3
    assert _one("communities_applicable", KINDERGARTEN, place=territory.city) == 4
    assert _one("coverage", KINDERGARTEN, place=territory.city) == Fraction(1, 4)
    assert _one("coverage_parts", KINDERGARTEN, place=territory.city) == "25.00%（达标 1 个，适用 4 个）"
    assert "待核实 4 个" in str(_one("coverage_parts", "N48-FAC-05", place=territory.city))
    assert _one("communities_met", "N48-FAC-05", place=territory.city) is None


def test_numbers_in_the_register_over_the_whole(territory: Territory) -> None:
    assert _one("registered_total", "service_complex", place=territory.city) == 4
    assert _one("registered_total", "kindergarten", place=territory.city) == 0
    assert _one("registered_total", "canteen", place=territory.city) is None


def test_days_names_and_law(territory: Territory) -> None:
    one = make_round()
    assert _one("today") == TODAY
    assert _one("as_of") == DAY
    assert _one("round") == str(one.pk)
    assert "cn-pilot-2022-48" in str(_one("packs"))
    assert _one("scope_name", place=territory.city) == "示例市"
    assert _one("scope_code", place=territory.city) == "9001"


def test_nothing_is_counted_outside_the_scope(territory: Territory) -> None:
    district = AreaScope(("/90/9001/900101/",))
    make_round()
    assert _column("code", scope=district) == [each.code for each in territory.own[:2]]
    assert _one("communities", scope=district) == 2
    assert _one("households_total", scope=district) == 2 * 2667
    assert _one("communities_gap", KINDERGARTEN, scope=district) == 2
    assert _one("registered_total", "service_complex", scope=district) == 2
    assert _one("communities", scope=AreaScope.nowhere()) is None


@pytest.mark.parametrize(
    ("provenance", "word", "mark"), [("synthetic", "合成数据", "SYNTHETIC"), ("sample", "示例数据", "SAMPLE")]
)
def test_one_figure_that_is_not_real_labels_the_form(provenance: str, word: str, mark: str, territory: Territory) -> None:
    placement = Placement(Place(Kind.CELL, 1, 1, 1), "households_total")
    asked = Asked(territory.city, TODAY)
    clean = values_for(EVERYWHERE, asked, [placement], lang="zh")
    assert (clean.plan.note, clean.labels) == ("", 0)
    make_households(territory.own[0], 1, counted_on=date(2026, 7, 1), source=make_source("made", provenance=provenance))
    values = values_for(EVERYWHERE, asked, [placement], lang="zh")
    assert word in values.plan.note
    assert mark in file_name("表", "xlsx", asked, values)
    rows = values_for(EVERYWHERE, asked, [Placement(Place(Kind.COLUMN, 1, 5, 1), "households")], lang="zh")
    assert word in rows.plan.note


def test_an_invented_place_labels_the_form_by_its_name(territory: Territory) -> None:
    Division.objects.filter(code=territory.city.code).update(provenance="synthetic")
    city = Division.objects.get(code=territory.city.code)
    for placement in (
        Placement(Place(Kind.CELL, 1, 1, 1), "scope_name"),
        Placement(Place(Kind.COLUMN, 1, 5, 1), "city"),
    ):
        assert values_for(EVERYWHERE, Asked(city, TODAY), [placement], lang="zh").labels == 2


def test_a_verdict_carries_the_labels_of_its_card(territory: Territory) -> None:
    make_facility(territory.own[0], "canteen", source=make_source("made", provenance="synthetic"))
    make_round()
    placement = Placement(Place(Kind.COLUMN, 1, 5, 1), "verdict", KINDERGARTEN)
    assert values_for(EVERYWHERE, Asked(territory.city, TODAY), [placement], lang="zh").labels == 2


def test_a_form_about_one_community_is_filled_for_one(territory: Territory) -> None:
    placement = Placement(Place(Kind.CELL, 1, 1, 2), "households")
    asked = Asked(territory.own[1], TODAY)
    assert values_for(EVERYWHERE, asked, [placement], lang="zh").given[placement] == [2667]
    for place, code in ((territory.city, "form_one_community"), (None, "form_one_community")):
        with pytest.raises(FileRefused) as refused:
            values_for(EVERYWHERE, Asked(place, TODAY), [placement], lang="zh")
        assert refused.value.problem.code == code


def test_too_many_and_none_are_refused(territory: Territory, monkeypatch: pytest.MonkeyPatch) -> None:
    placement = Placement(Place(Kind.COLUMN, 1, 5, 1), "name")
    with pytest.raises(FileRefused) as refused:
        values_for(AreaScope.nowhere(), Asked(None, TODAY), [placement], lang="zh")
    assert refused.value.problem.code == "form_no_communities"
    monkeypatch.setattr("intake.filling.filling.MAX_FILLED", 3)
    with pytest.raises(FileRefused) as refused:
        values_for(EVERYWHERE, Asked(territory.city, TODAY), [placement], lang="zh")
    assert refused.value.problem.code == "form_too_many_communities"


@pytest.mark.parametrize("number", [10, 1_000])
def test_a_thousand_communities_ask_no_more_queries_than_ten(number: int, db: None) -> None:
    first = make_community("900101001001")
    same = {"division": first.division, "source": first.source}
    codes = [f"90010100{1001 + at}" for at in range(1, number) if at != 999]
    above = first.division.path
    Community.objects.bulk_create(Community(code=code, name=code, path=f"{above}{code}/", **same) for code in codes)
    fields = ("serial", "name", "district", "households", "population_60plus", "floor_area", "gaps")
    placements = [Placement(Place(Kind.COLUMN, 1, 5, at), field) for at, field in enumerate(fields, start=1)]
    with CaptureQueriesContext(connection) as queries:
        values = values_for(EVERYWHERE, Asked(None, TODAY), placements, lang="zh")
    assert len(values.given[placements[0]]) == len(codes) + 1
    assert len(queries) <= 25


@pytest.mark.parametrize(("code", "city"), [("110101001001", "京"), ("419001001001", "—"), ("441900003001", "莞")])
def test_a_level_that_only_gathers_is_no_city(code: str, city: str, db: None) -> None:
    for short, name in (("11", "京"), ("41", "豫"), ("4419", "莞"), ("1101", "市辖区"), ("4190", "省直辖县级行政区划")):
        make_division(short, name)
    make_community(code)
    assert _column("city") == [city]
