"""Nation, province, city, district: which rule stands where, and that the engine and the trace say the same."""

import json
from datetime import date
from pathlib import Path

import pytest

from assessments.standards.columns import facts_of
from assessments.standards.explain import explain
from assessments.standards.loading import pack_named
from assessments.standards.model import Pack, Reason, Verdict, rules_in_force
from assessments.standards.recompute import recompute
from assessments.standards.resolution import Law, resolve, things_of
from assessments.standards.strict_table import PackError
from tests.standards.authoring import parameter, rule, size_rule, write_pack

DAY = date(2024, 1, 1)
ELSEWHERE, PROVINCE, CITY = "110101001001", "420101001001", "420201001001"
M2 = 100


def nation(folder: Path, size: str = "800", level: str = "required") -> Pack:
    return write_pack(folder, "nation", parameter("size", size), size_rule("N-1", level=level))


def overlay(folder: Path, code: str, place: str, size: str, combine: str, *, changes: str = "N-1", more: str = "") -> Pack:
    text = f'changes = "{changes}"\ncombine = "{combine}"\n{more}'
    parts = (parameter("size", size), size_rule(code, text))
    return write_pack(folder, code.lower(), *parts, place=place, parent="nation")


def answer(law: Law, code: str, community: str, area: int, **more: int) -> tuple[Verdict, Reason]:
    """The engine's answer, after the trace has been found to say the same."""
    facts = facts_of(community, {"floor_area.service_complex": area * M2, **more})
    found = law.rule(code)
    pack = next(pack for pack in law.packs if pack.id == found.pack_id)
    told = explain(pack, found, facts, 0, law.day)
    assert recompute(json.loads(json.dumps(told.trace))) is told.verdict
    return told.verdict, told.reason


def standing(law: Law, community: str) -> list[str]:
    """The rules that apply to a community with a large complex."""
    return [each.code for each in law.rules if answer(law, each.code, community, 9_999, build_class=0)[0] is Verdict.MET]


def test_the_larger_value_stands_in_its_place_and_the_nations_elsewhere(tmp_path: Path) -> None:
    law = resolve([nation(tmp_path), overlay(tmp_path, "P-1", "42", "1000", "max")], DAY)
    assert standing(law, ELSEWHERE) == ["N-1"]
    assert standing(law, PROVINCE) == ["P-1"]
    assert answer(law, "N-1", PROVINCE, 900) == (Verdict.NOT_APPLICABLE, Reason.DISPLACED)
    assert answer(law, "P-1", ELSEWHERE, 900) == (Verdict.NOT_APPLICABLE, Reason.ELSEWHERE)
    assert answer(law, "P-1", PROVINCE, 900) == (Verdict.GAP, Reason.NONE)


def test_a_smaller_value_loses_to_max_and_an_equal_one_too(tmp_path: Path) -> None:
    for at, size in enumerate(("700", "800")):
        law = resolve([nation(tmp_path / str(at)), overlay(tmp_path / str(at), "P-1", "42", size, "max")], DAY)
        assert standing(law, PROVINCE) == ["N-1"]
        assert [(each.kept, each.lost) for each in law.decisions] == [("N-1", "P-1")]


def test_the_smaller_value_stands_by_min(tmp_path: Path) -> None:
    law = resolve([nation(tmp_path), overlay(tmp_path, "P-1", "42", "700", "min")], DAY)
    assert standing(law, PROVINCE) == ["P-1"]


def test_added_rules_stand_side_by_side(tmp_path: Path) -> None:
    law = resolve([nation(tmp_path), overlay(tmp_path, "P-1", "42", "700", "add")], DAY)
    assert standing(law, PROVINCE) == ["N-1", "P-1"]
    assert law.decisions[0].lost is None


def test_a_city_meets_what_the_province_left_standing(tmp_path: Path) -> None:
    packs = [
        overlay(tmp_path, "C-1", "4202", "900", "max", changes="P-1"),
        overlay(tmp_path, "P-1", "42", "1000", "max"),
        nation(tmp_path),
    ]
    law = resolve(packs, DAY)
    assert [pack.id for pack in law.packs] == ["nation", "p-1", "c-1"]
    assert standing(law, CITY) == ["P-1"]
    assert [(each.newer, each.kept, each.lost) for each in law.decisions] == [("P-1", "P-1", "N-1"), ("C-1", "P-1", "C-1")]


def test_a_district_may_replace_with_less(tmp_path: Path) -> None:
    packs = [nation(tmp_path), overlay(tmp_path, "P-1", "42", "1000", "max")]
    law = resolve([*packs, overlay(tmp_path, "D-1", "420201", "500", "replace", changes="P-1")], DAY)
    assert standing(law, CITY) == ["D-1"]
    assert standing(law, PROVINCE) == ["P-1"]


def test_the_order_of_the_packs_does_not_matter(tmp_path: Path) -> None:
    packs = [
        nation(tmp_path),
        overlay(tmp_path, "P-1", "42", "1000", "max"),
        overlay(tmp_path, "C-1", "4202", "900", "replace"),
    ]
    assert resolve(packs, DAY) == resolve(packs[::-1], DAY)


def test_a_replacement_under_a_condition_leaves_the_rule_where_it_does_not_hold(tmp_path: Path) -> None:
    more = 'applies_when = { fact = "build_class", is = "new" }'
    law = resolve([nation(tmp_path), overlay(tmp_path, "P-1", "42", "300", "replace", more=more)], DAY)
    assert answer(law, "N-1", PROVINCE, 500, build_class=0) == (Verdict.GAP, Reason.NONE)
    assert answer(law, "N-1", PROVINCE, 500, build_class=1) == (Verdict.NOT_APPLICABLE, Reason.DISPLACED)
    assert answer(law, "N-1", PROVINCE, 500) == (Verdict.UNKNOWN, Reason.CONDITION_UNKNOWN)
    assert answer(law, "P-1", PROVINCE, 500, build_class=1) == (Verdict.MET, Reason.NONE)
    assert answer(law, "P-1", PROVINCE, 500, build_class=0) == (Verdict.NOT_APPLICABLE, Reason.CONDITION_FALSE)


def test_what_is_missing_names_the_fact_that_decides_which_rule_stands(tmp_path: Path) -> None:
    more = 'applies_when = { fact = "build_class", is = "new" }'
    law = resolve([nation(tmp_path), overlay(tmp_path, "P-1", "42", "300", "replace", more=more)], DAY)
    told = explain(law.packs[0], law.rule("N-1"), facts_of(PROVINCE, {"floor_area.service_complex": 500 * M2}), 0, DAY)
    assert [each.name for each in told.missing] == ["build_class"]


def test_advice_displaces_no_requirement(tmp_path: Path) -> None:
    base = nation(tmp_path)
    parts = (parameter("size", "1000"), size_rule("P-1", 'changes = "N-1"\ncombine = "max"', level="recommended"))
    law = resolve([base, write_pack(tmp_path, "p-1", *parts, place="42", parent="nation")], DAY)
    assert standing(law, PROVINCE) == ["N-1", "P-1"]


def test_a_requirement_displaces_advice_that_asks_for_less(tmp_path: Path) -> None:
    law = resolve([nation(tmp_path, level="recommended"), overlay(tmp_path, "P-1", "42", "1000", "max")], DAY)
    assert standing(law, PROVINCE) == ["P-1"]


def test_the_loser_of_a_rule_that_gives_way_itself_is_kept(tmp_path: Path) -> None:
    """Where the province's rule has given way to the city's under a condition, nobody may fall between the two."""
    more = 'applies_when = { fact = "build_class", is = "new" }'
    packs = [
        nation(tmp_path),
        overlay(tmp_path, "P-1", "42", "1000", "replace", more=more),
        overlay(tmp_path, "C-1", "4202", "700", "max"),
    ]
    law = resolve(packs, DAY)
    for build_class in (0, 1):
        answers = [answer(law, each.code, CITY, 9_999, build_class=build_class)[0] for each in law.rules]
        assert Verdict.MET in answers


def test_different_tests_cannot_be_weighed(tmp_path: Path) -> None:
    rest = 'kind = "presence"\ntypes = ["nursery"]\nat_least = "one"\nchanges = "N-1"\ncombine = "max"'
    parts = (parameter("one", "1", unit="count"), rule("P-1", rest))
    with pytest.raises(PackError) as raised:
        resolve([nation(tmp_path), write_pack(tmp_path, "p-1", *parts, place="42", parent="nation")], DAY)
    assert (raised.value.file, raised.value.place, raised.value.field) == ("p-1/pack.toml", "rule P-1", "combine")
    assert 'combine = "add"' in raised.value.remedy


def test_an_overlay_of_an_absent_rule_stands_alone(tmp_path: Path) -> None:
    law = resolve([overlay(tmp_path, "P-1", "42", "1000", "max")], DAY)
    assert standing(law, PROVINCE) == ["P-1"]
    assert law.decisions == ()


def test_two_places_of_one_pack_and_a_single_community(tmp_path: Path) -> None:
    law = resolve([nation(tmp_path), overlay(tmp_path, "P-1", f"13, {CITY}", "1000", "max")], DAY)
    assert standing(law, CITY) == ["P-1"]
    assert standing(law, PROVINCE) == ["N-1"]
    assert law.packs[1].places == ("13", CITY)


def test_a_draft_and_an_example_are_enforced_only_where_asked_for(tmp_path: Path) -> None:
    for status in ("draft", "example", "superseded"):
        parts = (parameter("size", "800"), size_rule("N-1"))
        pack = write_pack(tmp_path, status, *parts, status=status)
        assert rules_in_force(pack, DAY) == ()
        assert len(rules_in_force(pack, DAY, drafts=True)) == (status != "superseded")


def test_a_rule_of_a_later_day_and_one_that_has_ended_do_not_count(tmp_path: Path) -> None:
    parts = (
        parameter("size", "800"),
        size_rule("N-1", "in_force_from = 2024-01-02"),
        size_rule("N-2", "in_force_to = 2024-01-01"),
        size_rule("N-3", "in_force_from = 2024-01-01\nin_force_to = 2024-01-02"),
    )
    pack = write_pack(tmp_path, "dated", *parts)
    assert [each.code for each in rules_in_force(pack, DAY)] == ["N-3"]
    with pytest.raises(KeyError, match="N-1"):
        resolve([pack], DAY).rule("N-1")


def test_rules_of_one_pack_are_never_weighed_against_each_other(tmp_path: Path) -> None:
    new, old = (f'applies_when = {{ fact = "build_class", is = "{each}" }}' for each in ("new", "existing"))
    change = 'changes = "N-1"\ncombine = "max"\n'
    parts = (parameter("size", "1000"), size_rule("P-1", change + new), size_rule("P-2", change + old))
    law = resolve([nation(tmp_path), write_pack(tmp_path, "p", *parts, place="42", parent="nation")], DAY)
    assert [(each.newer, each.lost) for each in law.decisions] == [("P-1", "N-1"), ("P-2", "N-1")]
    assert standing(law, PROVINCE) == ["P-2"]


def test_every_decision_says_why_in_both_languages(tmp_path: Path) -> None:
    base = nation(tmp_path)
    why = {}
    for at, (combine, size) in enumerate([("max", "1000"), ("max", "800"), ("min", "700"), ("add", "1000"), ("replace", "5")]):
        law = resolve([base, overlay(tmp_path, f"P-{at}", "42", size, combine)], DAY)
        why[combine, size] = (law.decisions[0].why.zh, law.decisions[0].why.en)
    assert why == {
        ("max", "1000"): ("取较大值：1,000 ㎡ 与 800 ㎡", "the larger value counts: 1,000 m² against 800 m²"),
        ("max", "800"): ("数值相同：保留较早的规则", "the same number: the older rule stays"),
        ("min", "700"): ("取较小值：700 ㎡ 与 800 ㎡", "the smaller value counts: 700 m² against 800 m²"),
        ("add", "1000"): ("并存：两项都要满足", "added: both must be met"),
        ("replace", "5"): ("取代", "replaces"),
    }


def test_where_nothing_gives_way_the_decision_says_why_not(tmp_path: Path) -> None:
    base = nation(tmp_path)
    parts = (parameter("size", "1000"), size_rule("P-1", 'changes = "N-1"\ncombine = "max"', level="recommended"))
    advice = resolve([base, write_pack(tmp_path, "p-1", *parts, place="42", parent="nation")], DAY).decisions[0]
    assert (advice.kept, advice.lost) == ("P-1", None)
    assert (advice.why.zh, advice.why.en) == ("并存：建议不能代替要求", "both stand: advice displaces no requirement")
    more = 'applies_when = { fact = "build_class", is = "new" }'
    packs = [base, overlay(tmp_path, "P-2", "42", "1000", "replace", more=more), overlay(tmp_path, "C-1", "4202", "700", "max")]
    half = resolve(packs, DAY).decisions[1]
    assert (half.newer, half.kept, half.lost) == ("C-1", "N-1", None)
    assert (half.why.zh, half.why.en) == ("并存：适用条件不同", "both stand: they apply under different conditions")


def test_an_alternative_over_nothing_does_not_keep_a_gap_open(tmp_path: Path) -> None:
    """A share of zero households can never be met, so the rule it might stand for stays a gap; the trace says the same."""
    rest = 'kind = "share"\nnumerator = "households_within.nursery.300m"\ndenominator = "households"\nat_least = "all"\n'
    parts = (
        parameter("size", "800"),
        parameter("all", "1", unit="ratio"),
        parameter("near", "300", unit="metre"),
        size_rule("N-1"),
        rule("N-2", f'{rest}rests_on = ["near"]\ninstead_of = "N-1"', level="alternative"),
    )
    law = resolve([write_pack(tmp_path, "nation", *parts)], DAY)
    near = {"households_within.nursery.300m": 5}
    assert answer(law, "N-1", PROVINCE, 500, households=0) == (Verdict.GAP, Reason.NONE)
    assert answer(law, "N-1", PROVINCE, 500, households=5, **near) == (Verdict.MET, Reason.ALTERNATIVE)
    assert answer(law, "N-1", PROVINCE, 500, households=6, **near) == (Verdict.GAP, Reason.NONE)
    assert answer(law, "N-1", PROVINCE, 500)[0] is Verdict.UNKNOWN


def test_a_decision_holds_in_the_places_of_the_newer_rule(tmp_path: Path) -> None:
    law = resolve([nation(tmp_path), overlay(tmp_path, "P-1", "42, 13", "1000", "max")], DAY)
    assert law.decisions[0].places == ("13", "42")


def test_rules_that_change_each_other_in_a_circle_end_somewhere(tmp_path: Path) -> None:
    one = overlay(tmp_path, "P-1", "42", "900", "add", changes="P-2")
    other = overlay(tmp_path, "P-2", "42", "900", "add", changes="P-1")
    assert set(things_of([one, other]).values()) <= {"P-1", "P-2"}


def test_shares_of_different_wholes_cannot_be_weighed(tmp_path: Path) -> None:
    def shares(name: str, ratio: str, whole: str, **head: str) -> Pack:
        rest = 'kind = "share"\nnumerator = "count.nursery"\nout_of = "whole"\nat_least = "ratio"\n'
        change = 'changes = "NATION"\ncombine = "max"' if head else ""
        parts = (parameter("ratio", ratio, unit="ratio"), parameter("whole", whole, unit="count"))
        return write_pack(tmp_path, name, *parts, rule(name.upper(), rest + change), **head)

    base = shares("nation", "0.5", "10")
    with pytest.raises(PackError, match="cannot weigh"):
        resolve([base, shares("p", "0.4", "20", place="42", parent="nation")], DAY)
    alike = resolve([base, shares("q", "0.6", "10", place="42", parent="nation")], DAY)
    assert alike.decisions[0].lost == "NATION"


def test_a_pilot_that_ends_in_the_next_year_ends_later() -> None:
    pack = pack_named("cn-pilot-2022-48")
    for month, verdict in ((2024 * 12 + 9, Verdict.MET), (2025 * 12, Verdict.GAP), (2023 * 12 + 11, Verdict.MET)):
        facts = facts_of(PROVINCE, {"survey.pilot_end_month": month, "survey.pilot_enrolled": 1})
        told = explain(pack, pack.rule("N48-PRG-01"), facts, 0, DAY)
        assert recompute(json.loads(json.dumps(told.trace))) is told.verdict is verdict


def said(law: Law, code: str, community: str, **known: int) -> tuple[str, ...]:
    facts = facts_of(community, {"floor_area.service_complex": 900 * M2, **known})
    found = law.rule(code)
    told = explain(next(pack for pack in law.packs if pack.id == found.pack_id), found, facts, 0, law.day)
    return told.sentence.zh, told.sentence.en, told.arithmetic.zh, told.arithmetic.en


def test_a_rule_that_gave_way_or_is_for_elsewhere_says_so(tmp_path: Path) -> None:
    law = resolve([nation(tmp_path), overlay(tmp_path, "P-1", "42, 13", "1000", "max")], DAY)
    assert said(law, "N-1", PROVINCE) == (
        "不适用：此处由 P-1 代替。", "Not applicable: P-1 stands in its place here.", "N-1 → P-1", "N-1 → P-1",
    )  # fmt: skip
    assert said(law, "P-1", ELSEWHERE) == (
        "不适用：仅适用于代码以 13、42 开头的社区。",
        "Not applicable: applies only to codes that begin with 13, 42.",
        "110101001001 ∉ {13…, 42…}",
        "110101001001 ∉ {13…, 42…}",
    )


def test_of_two_guards_the_one_that_bites_is_named(tmp_path: Path) -> None:
    new, old = (f'applies_when = {{ fact = "build_class", is = "{each}" }}' for each in ("new", "existing"))
    base = nation(tmp_path)
    packs = [
        base,
        overlay(tmp_path, "P-1", "42", "10", "replace", more=new),
        overlay(tmp_path, "P-2", "42", "20", "replace", more=old),
    ]
    law = resolve(packs, DAY)
    assert [said(law, "N-1", PROVINCE, build_class=each)[2] for each in (1, 0)] == ["N-1 → P-1", "N-1 → P-2"]


def test_between_two_bounds_and_one_there_is_nothing_to_weigh(tmp_path: Path) -> None:
    numbers = (parameter("size", "800"), parameter("most", "900"))
    between = 'kind = "bounds"\nfact = "floor_area.service_complex"\nat_least = "size"\nat_most = "most"\n'
    change = 'changes = "{}"\ncombine = "max"'
    above = write_pack(tmp_path, "n", *numbers, rule("N-1", between), size_rule("N-2"))
    for asked in (size_rule("P-1", change.format("N-1")), rule("P-1", between + change.format("N-2"))):
        with pytest.raises(PackError, match="max cannot weigh it against N-"):
            resolve([above, write_pack(tmp_path, "p-1", *numbers, asked, place="42", parent="n")], DAY)
