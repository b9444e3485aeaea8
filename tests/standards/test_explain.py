"""What the engine says to a reader, in both languages."""

import re

import numpy as np
import pytest

from assessments.standards.cases import Case, cases_of
from assessments.standards.columns import Column, Facts, facts_of
from assessments.standards.explain import Explanation, explain
from assessments.standards.loading import pack_named
from assessments.standards.model import Pack, Reason, Verdict
from tests.standards.conftest import DAY, PACK_ID

CASES = [case for cases in cases_of(pack_named(PACK_ID)).values() for case in cases]
FLOOR, ACTIVITY = "floor_area.service_complex", "activity_area.service_complex"


def told(pack: Pack, code: str, known: dict[str, int], at_least: dict[str, int] | None = None) -> Explanation:
    return explain(pack, pack.rule(code), facts_of("one", known, at_least), 0, DAY)


def test_a_met_rate(pack: Pack) -> None:
    said = told(pack, "N48-FAC-01", {FLOOR: 79_980, "households": 2_666})
    assert said.arithmetic.en == "799.80 m² ≥ 30 × 2,666 ÷ 100 = 799.80 m²"
    assert said.arithmetic.zh == "799.80 ㎡ ≥ 30 × 2,666 ÷ 100 = 799.80 ㎡"
    assert said.shortfall is None


def test_a_missed_rate(pack: Pack) -> None:
    said = told(pack, "N48-FAC-01", {FLOOR: 79_979, "households": 2_666})
    assert said.sentence.zh == (
        "短板：社区综合服务设施的建筑面积：799.79 ㎡；2,666 户，按每 100 户 30 ㎡，应有 799.80 ㎡，缺 0.01 ㎡。"
    )
    assert said.sentence.en == (
        "Gap: floor area of community service complex: 799.79 m²; "
        "2,666 households at 30 m² per 100 households need 799.80 m²; 0.01 m² short."
    )
    assert said.shortfall is not None
    assert said.shortfall.en == "0.01 m²"


def test_a_missed_share_never_looks_met(pack: Pack) -> None:
    said = told(pack, "N48-FAC-02", {FLOOR: 10_000_000, ACTIVITY: 5_999_999})
    assert "59.99%" in said.sentence.en
    assert said.arithmetic.en == "59,999.99 m² < 60% × 100,000.00 m² = 60,000 m²"


def test_the_one_missing_fact_is_named(pack: Pack) -> None:
    said = told(pack, "N48-FAC-01", {FLOOR: 79_980})
    assert said.sentence.en == "Unknown: household count is missing."
    assert said.sentence.zh == "待核实：缺少户数。"
    assert [fact.name for fact in said.missing] == ["households"]


def test_a_silent_register_is_no_gap(pack: Pack) -> None:
    said = told(pack, "N48-FAC-04", {}, {"count.kindergarten": 0})
    assert said.verdict is Verdict.UNKNOWN
    assert said.sentence.en == "Unknown: the list “kindergarten” has not been declared complete."
    assert said.sentence.zh == "待核实：“幼儿园”清单尚未核实完整。"


def test_a_complete_and_empty_list_is_a_gap(pack: Pack) -> None:
    said = told(pack, "N48-FAC-04", {"count.kindergarten": 0})
    assert said.sentence.zh == "短板：幼儿园现有 0 处（清单已核实完整）；应不少于 1 处，缺 1 处。"
    assert said.sentence.en == "Gap: kindergarten: 0 recorded in a complete list; at least 1 required; 1 short."


def test_zero_households_are_said_to_be_undefined(pack: Pack) -> None:
    said = told(pack, "N48-FAC-01", {FLOOR: 79_980, "households": 0})
    assert said.sentence.en == "Unknown: household count is recorded as 0, so the ratio is undefined."
    assert said.missing == ()


def test_a_rule_that_does_not_apply_says_where_it_would(pack: Pack) -> None:
    said = told(pack, "N48-FAC-08", {"build_class": 0})
    assert said.sentence.zh == "不适用：仅适用于以下情形：“建设类型”为“新建”；此处为“既有”。"
    assert said.sentence.en == "Not applicable: applies only where “build class” is “new-built”; here it is “existing”."


def test_an_unmet_permission_is_not_called_a_gap(pack: Pack) -> None:
    said = told(pack, "N48-FAC-09", {"build_class": 0, "survey.own_standard": 0})
    assert said.sentence.en.startswith("Not reached (informational, no gap): ")
    assert said.sentence.zh.startswith("未达到（参考项，不计为短板）：")


def test_the_parameter_comes_with_its_date_and_confidence(pack: Pack) -> None:
    said = told(pack, "N48-FAC-08", {"build_class": 1, "colocated_types.100m": 6})
    shown = {line.id: (line.value.en, line.since.isoformat(), line.confidence.value) for line in said.parameters}
    assert shown == {
        "colocated_share": ("50%", "2022-10-01", "D"),
        "service_types": ("13", "2022-10-01", "D"),
        "colocated_distance": ("100 m", "2022-10-01", "D"),
    }


@pytest.mark.parametrize("case", CASES, ids=[f"{case.rule.code}-{at}" for at, case in enumerate(CASES)])
def test_every_case_is_explained_in_both_languages(pack: Pack, case: Case) -> None:
    said = explain(pack, case.rule, case.facts, 0, case.day)
    for words in (said.sentence, said.arithmetic, said.requirement, *(fact.words for fact in said.facts)):
        assert words.zh.strip()
        assert not re.search(r"[{}]|\b[a-z]+_[a-z]+\b", words.zh + words.en)
        assert not re.search(r"[一-鿿，。；：]", words.en)
    assert re.search(r"[一-鿿]", said.sentence.zh)
    assert said.sentence.zh.endswith("。")
    assert (said.reason is Reason.NONE) == (said.verdict in (Verdict.MET, Verdict.GAP))


def test_the_trace_leaves_room_for_the_sources_of_each_fact(pack: Pack) -> None:
    trace = told(pack, "N48-FAC-01", {FLOOR: 79_980, "households": 2_666}).trace
    assert dict(trace["facts"][FLOOR]) == {"value": "799.80", "unit": "area", "status": "exact", "parts": []}
    assert trace["pack"]["checksum"] == pack.checksum


def test_a_lower_bound_is_never_printed_as_the_figure(pack: Pack) -> None:
    said = told(pack, "N48-FAC-04", {}, {"count.kindergarten": 0})
    assert said.arithmetic.en == "at least 0 ≥? 1"
    assert said.arithmetic.zh == "至少 0 ≥? 1"


def test_a_gap_of_one_school_says_nothing_of_the_other(pack: Pack) -> None:
    primary, middle = "block_count.school_primary", "block_count.school_middle"
    said = told(pack, "N48-BLK-01", {"block_exists": 1, primary: 0}, {middle: 0})
    assert said.verdict is Verdict.GAP
    assert said.measured is None
    assert said.shortfall is not None


def test_a_shortfall_against_what_can_only_grow_is_a_least_shortfall(pack: Pack) -> None:
    said = told(pack, "N48-FAC-02", {ACTIVITY: 10_000}, {FLOOR: 90_000})
    assert said.sentence.en.endswith("at least 440.00 m² short.")
    assert said.sentence.zh.endswith("至少缺 440.00 ㎡。")


def test_columns_that_do_not_fit_are_refused_with_the_figures() -> None:
    three = Column(np.zeros(3, np.int64), np.ones(3, np.bool_))
    with pytest.raises(ValueError, match=r"^households has 3 rows for 2 communities$"):
        Facts(["a", "b"], {"households": three})
    with pytest.raises(ValueError, match=r"^households must lie in 0\.\.1000000000000: -1\.\.0$"):
        Facts(["a", "b", "c"], {"households": Column(np.array([0, -1, 0], np.int64), three.known)})
    with pytest.raises(ValueError, match=r"^a column is int64 with a bool mask, not float64 with bool$"):
        Column(np.zeros(3), three.known)  # type: ignore[arg-type]  # that is the point
    with pytest.raises(ValueError, match=r"^value \(3,\) and known \(2,\) must be one row of N each$"):
        Column(three.value, three.known[:2])
