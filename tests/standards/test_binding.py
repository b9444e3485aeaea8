"""Several rules on one amount: which binds, and where a rate overtakes a size."""

from dataclasses import replace

import pytest

from assessments.standards.binding import SameThing, same_things
from assessments.standards.columns import Facts, facts_of
from assessments.standards.explain import explain
from assessments.standards.loading import pack_named
from assessments.standards.resolution import resolve
from tests.standards.conftest import DAY
from tests.standards.shapes import BODIES, REPORTS, made_pack

PACKS = [pack_named(pack_id) for pack_id in ("cn-pilot-2022-48", "cn-ccs-2020", "cn-bj-2022")]
LAW = resolve(PACKS, DAY)
AREA = "floor_area.service_complex"


def things(facts: Facts, *codes: str) -> tuple[SameThing, ...]:
    rules = [LAW.rule(code) for code in codes]
    told = [explain(next(p for p in PACKS if p.id == rule.pack_id), rule, facts, 0, DAY) for rule in rules]
    return same_things(told, DAY)


def binding(found: tuple[SameThing, ...]) -> list[list[str]]:
    return [[demand.explanation.rule.code for demand in thing.demands if demand.binds] for thing in found]


@pytest.mark.parametrize(("households", "binds"), [(2_666, "CCS20-01"), (2_667, "N48-FAC-01")])
def test_below_2666_67_households_the_advised_size_asks_for_more_above_it_the_rate(households: int, binds: str) -> None:
    found = things(facts_of("110101001001", {"households": households, AREA: 0}), "N48-FAC-01", "CCS20-01")
    assert binding(found) == [[binds]]
    assert found[0].fact == AREA
    assert (found[0].name.zh, found[0].name.en) == ("社区综合服务设施的建筑面积", "floor area of community service complex")
    assert found[0].crossing is not None
    assert found[0].crossing.zh == "户数为 2,666.67 时两者相等：低于此数以固定面积为准，高于此数以按比例计算为准"
    assert found[0].crossing.en == (
        "they ask for the same at 2,666.67 (household count): below it the fixed size binds, above it the rate"
    )


def test_where_they_ask_for_the_same_both_bind() -> None:
    found = things(facts_of("130101001001", {"population": 5_000}), "CCS20-00", "CCS20-00")
    assert [demand.binds for demand in found[0].demands] == [True, True]
    assert found[0].crossing is None


def test_of_several_sizes_the_largest_crosses_the_rate() -> None:
    facts = facts_of("110101001001", {"households": 100, AREA: 0, "build_class": 1, "survey.service_rooms_possible": 1})
    found = things(facts, "N48-FAC-01", "CCS20-01", "BJ-01")
    assert binding(found) == [["CCS20-01"]]
    assert found[0].crossing is not None
    assert "2,666.67" in found[0].crossing.en


def test_nobody_says_which_binds_while_one_demand_is_not_known() -> None:
    found = things(facts_of("110101001001", {AREA: 0}), "N48-FAC-01", "CCS20-01")
    assert binding(found) == [[]]


def test_a_rule_that_does_not_apply_demands_nothing() -> None:
    facts = facts_of("310101001001", {"households": 100, AREA: 0})
    assert things(facts, "N48-FAC-01", "BJ-01") == ()
    assert things(facts, "N48-FAC-01", "N48-FAC-03") == ()


def test_two_sizes_have_no_crossing() -> None:
    facts = facts_of("110101001001", {AREA: 0, "build_class": 1, "survey.service_rooms_possible": 1})
    found = things(facts, "CCS20-01", "BJ-01")
    assert found[0].crossing is None
    assert binding(found) == [["CCS20-01"]]


def test_two_rates_or_a_rate_without_a_size_have_no_crossing() -> None:
    both = resolve([pack_named("cn-pilot-2022-48"), pack_named("cn-xj-changji"), pack_named("cn-ccs-2020")], DAY)
    facts = facts_of("652301001001", {"households": 100, AREA: 0})
    told = [
        explain(PACKS[0], replace(both.rule(code), guards=()), facts, 0, DAY) for code in ("N48-FAC-01", "CJ-01", "CCS20-01")
    ]
    assert same_things(told, DAY)[0].crossing is None
    assert same_things(told[:2], DAY)[0].crossing is None
    assert same_things([told[0], told[2]], DAY)[0].crossing is not None


def test_a_third_kind_of_demand_leaves_no_crossing_of_two() -> None:
    law = resolve([pack_named(each) for each in ("cn-pilot-2022-48", "cn-ccs-2020", "cn-sn-xixian")], DAY)
    place = law.rule("XX-01").places[0].ljust(12, "1")
    facts = facts_of(place, {"households": 100, AREA: 0, "build_class": 1, "survey.residential_floor_area": 100})
    rules = [replace(law.rule(code), guards=()) for code in ("N48-FAC-01", "CCS20-01", "XX-01")]
    told = [explain(law.packs[0], rule, facts, 0, DAY) for rule in rules]
    assert same_things(told, DAY)[0].crossing is None
    assert same_things(told[:2], DAY)[0].crossing is not None


def crossing_of(*bodies: str, households: int = 1, area: int = 0) -> SameThing:
    codes = {name: each.code for name, each in zip((*BODIES, *REPORTS), made_pack().rules, strict=False)}
    facts = facts_of("one", {"households": households, AREA: area, "count.nursery": 9, "count.kindergarten": 1})
    told = [explain(made_pack(), made_pack().rule(codes[body]), facts, 0, DAY) for body in bodies]
    (thing,) = same_things(told, DAY)
    return thing


def test_a_rate_that_jumps_or_has_a_floor_crosses_no_size() -> None:
    assert crossing_of("named rate", "low area").crossing is not None
    assert crossing_of("rate with a floor", "low area").crossing is None
    assert crossing_of("started with a floor", "low area").crossing is None
    assert crossing_of("rate of the started by homes", "low area").crossing is None


def test_where_they_cross_is_told_to_two_decimals() -> None:
    found = crossing_of("rate of thirds", "low area").crossing
    assert found is not None
    assert "2.33 (household count)" in found.en


def test_a_rate_of_things_crosses_a_number_of_things() -> None:
    facts = facts_of("one", {"households": 1, "count.nursery": 0})
    codes = {name: each.code for name, each in zip((*BODIES, *REPORTS), made_pack().rules, strict=False)}
    told = [explain(made_pack(), made_pack().rule(codes[b]), facts, 0, DAY) for b in ("rate of things", "low count")]
    found = same_things(told, DAY)[0].crossing
    assert found is not None
    assert "at 0.50 (household count)" in found.en or "at 0.5 (household count)" in found.en


def test_of_two_bounds_the_lower_is_what_is_asked_even_where_the_higher_is_passed() -> None:
    thing = crossing_of("between area", "low area", households=1, area=900)
    assert [demand.binds for demand in thing.demands] == [True, True]
