"""The 87 items of the notice: each is checked by rules that are enforced, or says why not."""

from pathlib import Path

import pytest

from assessments.standards.covering import COVERAGE, NOTICE, Covered, coverage_of, load_coverage
from assessments.standards.loading import pack_named
from assessments.standards.strict_table import PackError

ITEMS = coverage_of().items
PACK = pack_named(NOTICE)
ORIGINAL = (COVERAGE / f"{NOTICE}.toml").read_text(encoding="utf-8")


def test_exactly_the_items_1_to_87() -> None:
    assert [item.number for item in ITEMS] == list(range(1, 88))


def test_every_encoded_item_names_enforced_rules_and_every_other_says_why() -> None:
    for item in ITEMS:
        assert all(PACK.rule(code).enabled for code in item.rules)
        assert bool(item.rules) == (item.status is Covered.ENCODED)
        assert item.reason or item.status is Covered.ENCODED


def test_every_rule_of_the_notice_is_named() -> None:
    assert {code for item in ITEMS for code in item.rules} == {rule.code for rule in PACK.rules}


def test_a_rule_stands_on_the_clause_of_its_item() -> None:
    apart = {(item.number, code) for item in ITEMS for code in item.rules if PACK.rule(code).clause.id != item.clause}
    assert apart == set()


def test_counts() -> None:
    assert [coverage_of().count(status) for status in Covered] == [76, 9, 2]


def test_texts_are_our_own_sentences_in_both_languages() -> None:
    for item in ITEMS:
        for words in (item.text, item.reason):
            if words is not None:
                assert words.zh.endswith("。")
                assert words.en.endswith(".")


GUIDE = 'status = "guidance"\nrules = ["N48-PRG-04"]\nreason = { zh = "无。", en = "None." }'
MISTAKES = [
    ("an unknown key", "number = 1\n", 'number = 1\ncolour = "red"\n', "colour"),
    ("a number left out", "number = 2\n", "number = 3\n", "item"),
    ("a rule that is none", '"N48-PRG-01"', '"N48-PRG-99"', "rules"),
    ("a clause that is none", 'clause = "1.a"', 'clause = "9"', "clause"),
    ("an encoded item without a rule", 'rules = ["N48-PRG-01"]\n', "", "rules"),
    ("no reason", 'status = "encoded"\nrules = ["N48-PRG-04"]', 'status = "guidance"', "reason"),
    ("a rule nobody names", 'rules = ["N48-GOV-01"]', 'rules = ["N48-GOV-02"]', "item"),
    (
        "a guide that names rules",
        'status = "encoded"\nrules = ["N48-PRG-04"]',
        GUIDE,
        "rules",
    ),
    ("another pack", 'pack = "cn-pilot-2022-48"', 'pack = "cn-care"', "pack"),
]


def test_the_file_loads_with_all_its_items(tmp_path: Path) -> None:
    path = tmp_path / "coverage.toml"
    path.write_text(ORIGINAL, encoding="utf-8")
    assert [item.number for item in load_coverage(path, PACK).items] == list(range(1, 88))


@pytest.mark.parametrize(("old", "new", "field"), [m[1:] for m in MISTAKES], ids=[m[0] for m in MISTAKES])
def test_a_mistake_names_its_place(tmp_path: Path, old: str, new: str, field: str) -> None:
    assert old in ORIGINAL
    path = tmp_path / "coverage.toml"
    path.write_text(ORIGINAL.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(PackError) as caught:
        load_coverage(path, PACK)
    assert caught.value.field == field
