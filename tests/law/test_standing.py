"""The law at a place, line by line, says of every rule what the engine does with it there."""

from dataclasses import dataclass, replace
from datetime import date
from fractions import Fraction
from pathlib import Path
from typing import NamedTuple

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assessments.law import packs
from assessments.law_at import is_place, law_at
from assessments.standards.columns import facts_of
from assessments.standards.conditions import all_hold
from assessments.standards.evaluate import evaluate
from assessments.standards.loading import pack_named
from assessments.standards.model import AT_LEAST, IS, Combine, Condition, Level, Pack, Reason, Rule, Verdict
from assessments.standards.resolution import Law, resolve
from assessments.standards.standing import Fate, Line, alone_at, lines_at, tier_words, value_words
from tests.standards.authoring import parameter, size_rule, write_pack

DAY = date(2026, 1, 1)
EVERY = resolve([pack for pack in packs() if pack.id != "example-raise-to-40"], DAY)


def line(law: Law, place: str, code: str) -> Line:
    return next(each for thing in lines_at(law, place) for each in thing.lines if each.rule.code == code)


def test_hubei_displaces_the_nations_advice() -> None:
    (thing,) = lines_at(EVERY, "42")
    assert (thing.code, [each.rule.code for each in thing.lines]) == ("CCS20-01", ["CCS20-01", "HB-01"])
    national, local = thing.lines
    assert (national.fate, local.fate) == (Fate.DISPLACED, Fate.STANDS)
    assert (national.tier.en, local.tier.en) == ("nation", "province")
    assert national.told.en == "displaced by HB-01 (the larger value counts: 1,000 m² against 800 m²)"
    assert national.told.zh == "由 HB-01 代替（取较大值：1,000 ㎡ 与 800 ㎡）"


def test_a_band_of_population_displaces_only_inside_it() -> None:
    national = line(EVERY, "520103", "CCS20-05")
    assert national.fate is Fate.YIELDS
    assert national.yieldings[0].places == ()
    assert "gives way to GY-04 where “resident population” is at least 5,000 residents" in national.told.en


def test_above_the_place_of_an_overlay_the_part_is_named() -> None:
    assert line(EVERY, "52", "GY-04").only_in == ("5201",)
    yielding = line(EVERY, "52", "CCS20-05").yieldings[0]
    assert yielding.places == ("5201",)
    assert yielding.words.en.startswith("gives way to GY-04 in 5201 where “resident population” is at least 5,000 residents")
    assert yielding.words.zh.startswith("在 5201 当")
    assert line(EVERY, "520103", "GY-04").only_in == ()


def test_what_stands_beside_says_so() -> None:
    assert "added: both must be met" in line(EVERY, "52", "GZ-01").told.en


def test_rules_that_never_meet_do_not_give_way() -> None:
    assert line(EVERY, "1408", "YC-02").fate is Fate.STANDS


def test_a_condition_of_its_own_is_not_said_again() -> None:
    displaced = line(EVERY, "6523", "CJ-02")
    assert (displaced.fate, displaced.yieldings[0].condition) == (Fate.DISPLACED, None)


def test_local_rules_without_a_counterpart_stand_alone() -> None:
    assert [each.rule.code for each in alone_at(EVERY, "6523")] == ["CJ-03", "CJ-04"]
    assert alone_at(EVERY, "11") == ()


def test_elsewhere_nothing_is_said() -> None:
    assert lines_at(EVERY, "90") == ()


def test_the_order_of_the_packs_does_not_matter() -> None:
    assert lines_at(resolve(list(reversed(EVERY.packs)), DAY), "") == lines_at(EVERY, "")


@pytest.mark.parametrize(("places", "tier"), [((), "nation"), (("42",), "province"), (("5201", "520103"), "city"),
                                              (("610112002",), "sub-district"), (("610112002001",), "community")])  # fmt: skip
def test_whose_rule_it_is(places: tuple[str, ...], tier: str) -> None:
    assert tier_words(places).en == tier


def test_the_law_at_a_place_holds_drafts_only_when_asked() -> None:
    assert "cn-hb-2023-draft" not in {pack.id for pack in law_at(DAY).packs}
    drafts = {pack.id for pack in law_at(DAY, drafts=True).packs}
    assert "cn-hb-2023-draft" in drafts
    assert "example-raise-to-40" not in drafts


def test_what_is_a_place() -> None:
    assert all(is_place(text) for text in ("42", "5201", "520103001001"))
    assert not any(is_place(text) for text in ("", "4", "00", "４２", "4a", "4" * 13, "42\n"))


NOTICE = pack_named("cn-pilot-2022-48")
AREA = NOTICE.rule("N48-FAC-01")
PLACES = ((), ("42",), ("4201",), ("420102",), ("43",), ("4201", "43"))
CONDITIONS = (
    (),
    (Condition("build_class", IS, 1),),
    (Condition("build_class", IS, 0),),
    (Condition("population", AT_LEAST, 5000),),
)


class Spec(NamedTuple):
    """An overlay in short: how it changes the notice's 30 m2 per 100 households."""

    places: tuple[str, ...]
    combine: Combine
    level: Level
    value: int
    conditions: int


SPECS = st.lists(
    st.builds(
        Spec,
        st.sampled_from(PLACES),
        st.sampled_from(Combine),
        st.sampled_from([Level.MANDATORY, Level.RECOMMENDED]),
        st.sampled_from([10, 30, 40]),
        st.sampled_from(range(len(CONDITIONS))),
    ),
    min_size=1,
    max_size=4,
)


def overlay(number: int, spec: Spec) -> Pack:
    rate = AREA.kind
    parameter = rate.parameters()[0]
    value = replace(parameter.values[0], value=Fraction(spec.value))
    kind = replace(rate, at_least=replace(parameter, values=(value,)))  # type: ignore[type-var]  # a rate is a dataclass
    rule = replace(
        AREA,
        pack_id=f"o{number}",
        code=f"O-{number}",
        level=spec.level,
        kind=kind,
        conditions=CONDITIONS[spec.conditions],
        places=spec.places,
        changes=AREA.code,
        combine=spec.combine,
    )
    return replace(NOTICE, id=f"o{number}", parent=NOTICE.id, is_default=False, places=spec.places, rules=(rule,))


def law_of(specs: list[Spec]) -> Law:
    return resolve([NOTICE, *(overlay(number, spec) for number, spec in enumerate(specs))], DAY)


@dataclass(frozen=True)
class Answer:
    """The engine's answer, and whether the rule's own conditions hold."""

    verdict: Verdict
    reason: Reason
    holds: bool


def answer(law: Law, rule: Rule, code: str, known: dict[str, int]) -> Answer:
    facts = facts_of(code, {"floor_area.service_complex": 100, "households": 100, **known})
    found = evaluate([law.rule(rule.code)], facts, DAY)
    holds, _ = all_hold(rule.conditions, facts)
    return Answer(Verdict(int(found.verdict[0, 0])), Reason(int(found.reason[0, 0])), bool(holds[0]))


CODES = ("420102001001", "420199001001", "430101001001", "990101001001")


@settings(max_examples=400, deadline=None)
@given(SPECS, st.sampled_from(CODES), st.integers(0, 1), st.sampled_from([4999, 5000]))
def test_a_line_says_what_the_engine_does(specs: list[Spec], code: str, build_class: int, population: int) -> None:
    law, known = law_of(specs), {"build_class": build_class, "population": population}
    lines = {each.rule.code: each for thing in lines_at(law, code) for each in thing.lines}
    for rule in law.rules:
        if rule.code == AREA.code or rule.changes:
            found, told = answer(law, rule, code, known), lines.get(rule.code)
            assert agrees(told, found), (rule.code, told and told.told.en, found)


def agrees(told: Line | None, found: Answer) -> bool:
    """Whether a line, or that there is none, fits the engine's answer."""
    applies = found.verdict in (Verdict.MET, Verdict.GAP)
    if told is None:  # for other places, or alone on the thing here
        return found.reason is Reason.ELSEWHERE or applies == found.holds
    if not found.holds:  # the line says "only where"; the engine names whichever it meets first
        return not applies
    displaced = (found.verdict, found.reason) == (Verdict.NOT_APPLICABLE, Reason.DISPLACED)
    return {Fate.STANDS: applies, Fate.DISPLACED: displaced, Fate.YIELDS: applies or displaced}[told.fate]


@settings(max_examples=200, deadline=None)
@given(SPECS, st.sampled_from(CODES), st.integers(0, 1), st.sampled_from([4999, 5000]))
def test_some_rule_always_stands(specs: list[Spec], code: str, build_class: int, population: int) -> None:
    law, known = law_of(specs), {"build_class": build_class, "population": population}
    rules = [rule for rule in law.rules if rule.code == AREA.code or rule.changes]
    assert any(answer(law, rule, code, known).verdict is not Verdict.NOT_APPLICABLE for rule in rules)


@settings(max_examples=100, deadline=None)
@given(SPECS, st.sampled_from(["", "42", "4201", "43"]))
def test_every_rule_that_speaks_has_one_line_in_the_laws_order(specs: list[Spec], place: str) -> None:
    law = law_of(specs)
    order = [rule.code for rule in law.rules]
    for thing in lines_at(law, place):
        codes = [each.rule.code for each in thing.lines]
        assert len(codes) > 1
        assert codes == sorted(set(codes), key=order.index)
        assert all(each.told.zh and each.told.en for each in thing.lines)


def test_rules_for_different_classes_never_meet(tmp_path: Path) -> None:
    """The province's rule for new-built ones takes nothing from the nation's rule for existing ones."""
    when = 'applies_when = {{ fact = "build_class", is = "{}" }}\n'
    nation = write_pack(tmp_path, "n", parameter("size", "800"), size_rule("N-1", when.format("existing")))
    change = when.format("new") + 'changes = "N-1"\ncombine = "replace"'
    province = write_pack(tmp_path, "p", parameter("size", "900"), size_rule("P-1", change), place="42", parent="n")
    (thing,) = lines_at(resolve([nation, province], date(2024, 1, 1)), "42")
    assert [(line.rule.code, line.fate.value, line.yieldings) for line in thing.lines] == [
        ("N-1", "stands", ()),
        ("P-1", "stands", ()),
    ]


def test_two_numbers_of_a_rule_stand_side_by_side() -> None:
    words = value_words(EVERY, next(rule for rule in EVERY.rules if rule.code == "CCS20-00"))
    assert words is not None
    assert (words.zh, words.en) == ("5,000 人 / 12,000 人", "5,000 residents / 12,000 residents")
