"""The law's own examples: every case of every pack, and every rule has the cases it needs."""

import shutil
from pathlib import Path

import pytest

from assessments.standards.case_checks import lacking, unclear_name, wrong_answer
from assessments.standards.cases import Case, Situation, cases_of
from assessments.standards.loading import PACKS, pack_ids, pack_named
from assessments.standards.model import Pack, Rule
from tests.standards.conftest import PACK_ID

CASES = [(pack_id, case) for pack_id in pack_ids() for cases in cases_of(pack_named(pack_id)).values() for case in cases]
RULES = [(pack_id, rule) for pack_id in pack_ids() for rule in pack_named(pack_id).rules]


@pytest.mark.parametrize(("pack_id", "case"), CASES, ids=[f"{c.rule.code}-{at}" for at, (_, c) in enumerate(CASES)])
def test_the_law_answers_as_the_case_says(pack_id: str, case: Case) -> None:
    assert [fault.line() for fault in wrong_answer(pack_named(pack_id), case)] == []


@pytest.mark.parametrize(("pack_id", "rule"), RULES, ids=[rule.code for _, rule in RULES])
def test_every_rule_has_the_cases_it_needs(pack_id: str, rule: Rule) -> None:
    assert [fault.line() for fault in lacking(rule, cases_of(pack_named(pack_id))[rule.code])] == []


@pytest.mark.parametrize(("pack_id", "case"), CASES, ids=[f"{c.rule.code}-{at}" for at, (_, c) in enumerate(CASES)])
def test_a_case_is_named_in_whole_sentences(pack_id: str, case: Case) -> None:
    assert [fault.line() for fault in unclear_name(case)] == []


def test_the_cases_of_a_pack_are_read_from_the_folder_that_is_named(pack: Pack, tmp_path: Path) -> None:
    shutil.copytree(PACKS / PACK_ID / "cases", tmp_path / "cases")
    path = tmp_path / "cases" / "N48-FAC-01.toml"
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace('situation = "just_met"', 'situation = "just_missed"', 1), encoding="utf-8")
    assert cases_of(pack, tmp_path)["N48-FAC-01"][0].situation is Situation.JUST_MISSED
    assert cases_of(pack)["N48-FAC-01"][0].situation is Situation.JUST_MET
