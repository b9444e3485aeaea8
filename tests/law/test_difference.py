"""The difference of two packs, of two versions and of two days, in plain words."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from assessments.law import packs
from assessments.standards.difference import Difference, Nature, Side, difference, is_above, side_of
from assessments.standards.loading import PACKS, load_pack, pack_named
from assessments.standards.model import Pack
from tests.standards.authoring import parameter, rule, size_rule, write_pack

TODAY = date(2026, 1, 1)
NOTICE = "cn-pilot-2022-48"


def between(before: Pack, after: Pack) -> Difference:
    return difference(side_of(before, TODAY), side_of(after, TODAY), packs())


def told(found: Difference, code: str) -> list[str]:
    return [change.words.en for each in found.rules if each.rule.code == code for change in each.changes]


def changed(folder: Path, *texts: tuple[str, str]) -> Pack:
    """The notice with some of its texts replaced."""
    text = (PACKS / NOTICE / "pack.toml").read_text(encoding="utf-8")
    for old, new in texts:
        assert old in text
        text = text.replace(old, new, 1)
    (folder / NOTICE).mkdir()
    (folder / NOTICE / "pack.toml").write_text(text, encoding="utf-8")
    return load_pack(folder / NOTICE)


def test_an_overlay_is_compared_with_the_rule_it_changes() -> None:
    found = between(pack_named("cn-ccs-2020"), pack_named("cn-hb-2023-draft"))
    (each,) = found.rules
    assert (each.before and each.before.code, each.after and each.after.code) == ("CCS20-01", "HB-01")
    assert told(found, "HB-01") == [
        "what it does to the other: the larger value counts",
        "the least asked raised from 800 m² to 1,000 m²",
        "level changed from recommended to required",
    ]
    assert each.changes[1].words.zh == "下限由 800 ㎡ 提高到 1,000 ㎡"
    assert found.untouched == len(pack_named("cn-ccs-2020").rules) - 1


def test_the_other_way_round_nothing_of_the_nation_is_added() -> None:
    found = between(pack_named("cn-hb-2023-draft"), pack_named("cn-ccs-2020"))
    lowered, level = told(found, "CCS20-01")
    assert lowered == "the least asked lowered from 1,000 m² to 800 m²"
    assert level == "level changed from required to recommended"
    assert len(found.rules) == 1


def test_an_overlay_of_an_overlay_changes_the_nation() -> None:
    found = between(pack_named("cn-ccs-2020"), pack_named("cn-gz-guiyang"))
    assert "the least asked raised from 120 m² to 150 m²" in told(found, "GY-04")
    assert told(found, "GY-02") == ["added: floor area of the largest cultural facility: at least 300.00 m²"]


def test_a_rule_beside_another_is_added_and_lowers_nothing() -> None:
    found = between(pack_named("cn-ccs-2020"), pack_named("cn-bj-2022"))
    assert [change.nature for each in found.rules for change in each.changes] == [Nature.RELATION, Nature.ADDED]


def test_two_rules_may_change_one() -> None:
    found = between(pack_named("cn-care"), pack_named("cn-sx-yuncheng"))
    assert [each.before and each.before.code for each in found.rules] == ["CARE-01", "CARE-01"]
    assert "the least asked raised from 4.5 to 6" in told(found, "YC-01")


def test_a_pack_does_not_differ_from_itself() -> None:
    for pack in packs():
        found = between(pack, pack)
        assert (found.rules, found.clauses, found.same) == ((), (), len(side_of(pack, TODAY).rules))


def test_unlike_documents_are_compared_where_their_tests_are_alike() -> None:
    found = between(pack_named(NOTICE), pack_named("cn-ccs-2020"))
    pairs = {each.before.code: each.after.code for each in found.rules if each.before and each.after}
    assert pairs == {"N48-FAC-06": "CCS20-04-1", "N48-SMT-01": "CCS20-17"}


CHANGES = [
    ('value = "30"', 'value = "40"', "N48-FAC-01", "the least asked raised from 30 to 40"),
    ('value = "5"\n', 'value = "4"\n', "N48-PRG-03", "the most allowed lowered from 5 to 4"),
    ('level = "mandatory"', 'level = "required"', "N48-FAC-01", "level changed from mandatory to required"),
    ('"build_class", is = "new" }', '"build_class", is = "existing" }', "N48-FAC-08",
     "condition: was: “build class” is “new-built”; is now: “build class” is “existing”"),
    ('types = ["nursery"]', 'types = ["parcel"]', "N48-FAC-05",
     "what is asked: was: nursery (0-3): at least 1 required; is now: mail and parcel point: at least 1 required"),
    ('code = "N48-GOV-10"', 'code = "N48-GOV-11"', "N48-GOV-11", "added: Community culture fostered should be “yes”"),
    ('en = "Pharmacy"', 'en = "Chemist"', "N48-COM-07", "name: was: Pharmacy; is now: Chemist"),
]  # fmt: skip


@pytest.mark.parametrize(("old", "new", "code", "words"), CHANGES, ids=[change[3][:30] for change in CHANGES])
def test_two_versions_of_a_document(tmp_path: Path, old: str, new: str, code: str, words: str) -> None:
    found = between(pack_named(NOTICE), changed(tmp_path, (old, new)))
    assert told(found, code)[0].split(": ")[0] == words.split(": ")[0]
    if "added" not in words:
        assert told(found, code) == [words]


def test_a_rule_that_is_gone(tmp_path: Path) -> None:
    found = between(pack_named(NOTICE), replace(pack_named(NOTICE), rules=pack_named(NOTICE).rules[1:]))
    assert [change.nature for each in found.rules for change in each.changes] == [Nature.REMOVED]
    assert told(found, "N48-FAC-01")[0].startswith("removed: ")


def test_a_rule_that_is_no_longer_enforced(tmp_path: Path) -> None:
    found = between(pack_named(NOTICE), changed(tmp_path, ('confidence = "V"\nnote', 'confidence = "M"\nnote')))
    assert told(found, "N48-FAC-01") == ["enforced or not: was: enforced; is now: not enforced (not compared)"]


def test_a_clause_that_is_reworded(tmp_path: Path) -> None:
    found = between(pack_named(NOTICE), changed(tmp_path, ("lasts two years", "lasts three years")))
    assert found.rules == ()
    assert [(each.id, each.change.nature) for each in found.clauses] == [("0", Nature.CLAUSE)]
    assert "lasts three years" in found.clauses[0].change.words.en


def test_two_days_of_a_document(tmp_path: Path) -> None:
    thirty = 'since = 2022-10-01\nvalue = "30"\nconfidence = "V"'
    forty = f'{thirty}\n[[parameter.value]]\nsince = 2025-01-01\nvalue = "40"\nconfidence = "V"'
    pack = changed(tmp_path, (thirty, forty))
    found = difference(Side(pack, date(2024, 12, 31)), Side(pack, date(2025, 1, 1)))
    assert told(found, "N48-FAC-01") == ["the least asked raised from 30 to 40"]
    assert found.same == 73
    before = difference(Side(pack, date(2022, 9, 30)), Side(pack, date(2025, 1, 1)))
    assert len(before.rules) == 74
    assert {change.nature for each in before.rules for change in each.changes} == {Nature.ADDED}


def test_every_difference_speaks_both_languages() -> None:
    for before in packs():
        for after in packs():
            for each in between(before, after).rules:
                assert each.changes
                assert all(change.words.zh != change.words.en for change in each.changes)


def test_the_nearest_day_on_which_a_document_holds() -> None:
    pack = replace(pack_named(NOTICE), in_force_to=date(2024, 10, 1))
    assert side_of(pack, date(2020, 1, 1)).day == pack.in_force_from
    assert side_of(pack, TODAY).day == date(2024, 9, 30)


def test_who_is_above_whom() -> None:
    nation, province, city = (pack_named(each) for each in ("cn-ccs-2020", "cn-gz-2022", "cn-gz-guiyang"))
    assert is_above(nation, city, packs())
    assert is_above(province, city, ())
    assert not is_above(city, nation, packs())
    round_and_round = replace(province, parent=city.id)
    assert not is_above(nation, city, (round_and_round, city))


def test_an_overlay_of_an_overlay_is_paired_with_the_rule_it_is_about(tmp_path: Path) -> None:
    def overlay(name: str, place: str, changes: str, size: str) -> Pack:
        parts = (parameter("size", size), size_rule(name.upper(), f'changes = "{changes}"\ncombine = "max"'))
        return write_pack(tmp_path, name, *parts, place=place, parent="n" if changes == "N-1" else "p-1")

    nation = write_pack(tmp_path, "n", parameter("size", "800"), size_rule("N-1"))
    province, city = overlay("p-1", "42", "N-1", "900"), overlay("c-1", "4201", "P-1", "1000")
    day = date(2024, 1, 1)
    found = difference(side_of(nation, day), side_of(city, day), [nation, province, city])
    assert [(each.before and each.before.code, each.after and each.after.code) for each in found.rules] == [("N-1", "C-1")]


def test_a_clause_that_comes_goes_or_is_reworded_is_told_apart(tmp_path: Path) -> None:
    clause = '[[clause]]\nid = "{}"\narticle = {{ zh = "条", en = "Article" }}\ntext = {{ zh = "{}", en = "{}" }}\n'
    parts = (parameter("size", "800"), size_rule("N-1"))
    one = write_pack(tmp_path / "one", "n", *parts, clause.format("2", "旧", "Old"), clause.format("3", "去", "Gone"))
    two = write_pack(tmp_path / "two", "n", *parts, clause.format("2", "新", "New"), clause.format("4", "来", "Come"))
    day = date(2024, 1, 1)
    found = difference(side_of(one, day), side_of(two, day))
    assert {each.id: each.change.nature for each in found.clauses} == {
        "2": Nature.CLAUSE, "3": Nature.REMOVED, "4": Nature.ADDED,
    }  # fmt: skip
    assert {each.id: each.change.words.en for each in found.clauses} == {
        "2": "clause reworded: was: Old; is now: New", "3": "removed: Gone", "4": "added: Come",
    }  # fmt: skip


def test_every_tier_that_changes_is_told(tmp_path: Path) -> None:
    def tiers(folder: str, low: str, high: str) -> Pack:
        text = 'kind = "tiers"\nfact = "floor_area.service_complex"\nby = "households"\n'
        text += '[[rule.tier]]\nbelow = "10"\nat_least = "low"\n[[rule.tier]]\nat_least = "high"\n'
        return write_pack(tmp_path / folder, "n", parameter("low", low), parameter("high", high), rule("N-1", text))

    day = date(2024, 1, 1)
    found = difference(side_of(tiers("one", "100", "200"), day), side_of(tiers("two", "150", "250"), day))
    assert [change.nature for each in found.rules for change in each.changes] == [Nature.RAISED, Nature.RAISED]
