"""`check` finds what is wrong with a pack, says where it stands and what to do."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from assessments.standards.checking import check
from assessments.standards.loading import PACKS
from tests.standards.authoring import parameter, rule, size_rule, write_pack

Changed = Callable[..., Path]
HUBEI, EXAMPLE = "cn-hb-2023-draft", "example-raise-to-40"


@pytest.fixture
def changed(tmp_path: Path) -> Changed:
    """A copy of a pack outside the repository, with one text of one file replaced by another."""

    def made(pack_id: str, old: str = "", new: str = "", file: str = "pack.toml") -> Path:
        folder = tmp_path / pack_id
        shutil.copytree(PACKS / pack_id, folder)
        text = (folder / file).read_text(encoding="utf-8")
        assert old in text
        (folder / file).write_text(text.replace(old, new, 1), encoding="utf-8")
        return folder

    return made


def test_the_packs_of_the_repository_are_sound() -> None:
    report = check()
    assert [fault.line() for fault in report.faults] == []
    assert report.packs == len(list(PACKS.glob("*/pack.toml")))
    assert report.cases > report.rules > report.packs


def test_a_copy_outside_takes_the_place_of_the_pack(changed: Changed) -> None:
    report = check([changed(HUBEI)])
    assert (report.packs, report.rules, report.faults) == (1, 1, ())


PARAMETER = """
[[parameter]]
id = "spare"
name = { zh = "多余", en = "Spare" }
unit = "area"
clause = "1"
[[parameter.value]]
since = 2023-01-01
value = "1"
confidence = "V"
"""
PRESENCE = 'kind = "presence"\ntypes = ["service_complex"]\nat_least = "one"'
HB_01 = "cases/HB-01.toml"
TOO_SMALL = "The list is not complete; the area on record is too small, but there may be more."
MISTAKES = [
    ("an unknown key", "", 'version = "1"', 'version = "1"\ncolour = "red"', "pack: colour", "is not a field here"),
    ("no such parent", "", 'parent = "cn-ccs-2020"', 'parent = "nowhere"', "pack: parent", "there is no pack nowhere"),
    ("a parent elsewhere", "", 'parent = "cn-ccs-2020"', 'parent = "cn-gz-2022"', "pack: jurisdiction", "does not lie inside"),
    ("no such rule above", "", 'changes = "CCS20-01"', 'changes = "CCS20-99"', "rule HB-01: changes", "is no rule of"),
    ("nothing to weigh", "", 'changes = "CCS20-01"', 'changes = "CCS20-03"', "rule HB-01: combine", "cannot weigh"),
    ("a code that is taken", "", 'code = "HB-01"', 'code = "GZ-01"', "rule GZ-01: code", "cn-gz-2022 has this code too"),
    ("an unused parameter", "", "\n[[rule]]", f"{PARAMETER}\n[[rule]]", "parameter spare: id", "no rule uses it"),
    ("another number", "", 'value = "1000"', 'value = "1001"', "case just_met", "answers gap (none) and not met (none)"),
    ("a wrong reason", HB_01, 'reason = "inventory_open"', 'reason = "missing_fact"', "case unknown", "inventory_open"),
    ("a missing case", HB_01, 'situation = "unknown"', 'situation = "just_missed"', "file: case", "no case of unknown"),
    ("a name in two words", HB_01, TOO_SMALL, "Too small.", "case unknown: name", "not a whole sentence"),
    ("an unread fact", HB_01, '"floor_area.service_complex" = "999.99"', '"households" = "1"', "case just_missed",
     "is not read by the rule"),
]  # fmt: skip


@pytest.mark.parametrize(("file", "old", "new", "place", "problem"), [m[1:] for m in MISTAKES], ids=[m[0] for m in MISTAKES])
def test_a_mistake_is_told_with_its_place(changed: Changed, file: str, old: str, new: str, place: str, problem: str) -> None:
    faults = check([changed(HUBEI, old, new, file or "pack.toml")]).faults
    told = [fault.line() for fault in faults if place in fault.place and problem in fault.line()]
    assert told, [fault.line() for fault in faults]
    assert "To mend it: " in told[0]


def test_cases_without_a_rule_and_rules_without_cases(changed: Changed) -> None:
    folder = changed(HUBEI)
    (folder / "cases" / "HB-01.toml").rename(folder / "cases" / "HB-02.toml")
    problems = [fault.problem.en for fault in check([folder]).faults]
    assert problems == ["the pack has no rule HB-02", "there is no such file"]


def test_a_distance_that_no_parameter_has(changed: Changed) -> None:
    faults = check([changed("cn-pilot-2022-48", 'rests_on = ["colocated_distance"]\n', "")]).faults
    assert "the distance of colocated_types.100m is that of no cited parameter" in [fault.problem.en for fault in faults]


def test_parents_that_go_round_in_a_circle(changed: Changed) -> None:
    guizhou = changed("cn-gz-2022", 'parent = "cn-ccs-2020"', 'parent = "cn-gz-guiyang"')
    guiyang = changed("cn-gz-guiyang", 'jurisdiction = "5201"', 'jurisdiction = "52"')
    faults = check([guizhou, guiyang]).faults
    assert {"the way up leads back to this pack"} <= {fault.problem.en for fault in faults}


def test_an_alternative_needs_a_case_that_it_settles(changed: Changed) -> None:
    folder = changed("cn-embedded-2024")
    path = folder / "cases" / "EMB-03.toml"
    path.write_text(path.read_text(encoding="utf-8").replace('reason = "alternative"', 'reason = "none"'), encoding="utf-8")
    (fault,) = (each for each in check([folder]).faults if "EMB-06" in each.problem.en)
    assert (fault.remedy.zh, fault.remedy.en) == (
        '加一个 reason = "alternative" 的情形',
        'add a case of just_met with reason = "alternative"',
    )


def test_both_languages_stand_on_a_line() -> None:
    (fault,) = check([PACKS.parent / "nothing-here"]).faults
    assert fault.line() == "nothing-here/pack.toml: file: content: there is no such file. To mend it: create it."


def test_an_overlay_that_meets_another_than_it_names_is_told(tmp_path: Path) -> None:
    """The city means the nation's rule; the province has put another test in its place."""
    parts = (parameter("size", "800"), parameter("one", "1", unit="count"))
    change = 'changes = "N-1"\ncombine = "{}"'
    presence = 'kind = "presence"\ntypes = ["service_complex"]\nat_least = "one"\n'
    write_pack(tmp_path, "n", *parts, size_rule("N-1"))
    write_pack(tmp_path, "p", *parts, rule("P-1", presence + change.format("replace")), place="42", parent="n")
    write_pack(tmp_path, "c", *parts, size_rule("C-1", change.format("max")), place="4201", parent="p")
    lines = [fault.line() for fault in check([tmp_path / name for name in "npc"]).faults if fault.key == "combine"]
    assert any(line.startswith("c/pack.toml: rule C-1: combine: max cannot weigh it against P-1") for line in lines)
