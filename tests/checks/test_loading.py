"""A check that is written wrongly says where: the file, the check, the key, and what to do."""

import re
from pathlib import Path

import pytest

from assessments.checks.book import FILE, all_checks, check_named
from assessments.checks.kinds import KINDS
from assessments.checks.loading import load_checks
from assessments.checks.model import Severity
from assessments.standards.strict_table import PackError

ORIGINAL = FILE.read_text(encoding="utf-8")
POP = "check DATA-POP-01"

MISTAKES = [
    ("a code of another form", 'code = "DATA-POP-01"', 'code = "POP-1"', "check POP-1", "code"),
    ("a code that stands twice", 'code = "DATA-POP-01"', 'code = "DATA-POP-02"', "file", "check"),
    ("an unknown severity", 'severity = "notice"', 'severity = "bad"', "check DATA-DAY-01", "severity"),
    ("an unknown kind", 'kind = "parts"', 'kind = "sum"', "check DATA-POP-02", "kind"),
    ("an unknown key", 'amount = "population"', 'amount = "population"\ncolour = "red"', POP, "colour"),
    ("a missing language", 'name = { zh = "户均人口不合理", en', 'name = { en', f"{POP}.name", "zh"),
    ("an unknown word", 'over_zero = "fault"', 'over_zero = "yes"', POP, "over_zero"),
    ("an unknown amount", 'amount = "population"', 'amount = "peoples"', POP, "amount"),
    ("an amount of no type", '"floor_area.service_complex"', '"floor_area.castle"', "check DATA-ARE-01", "amount"),
    ("an answer that is no number", '"answer.coverage_all"', '"answer.heating"', "check DATA-ARE-09", "per"),
    ("a number that is no text", 'at_most = "6"', "at_most = 6.0", POP, "at_most"),
    ("a number that is no number", 'at_most = "6"', 'at_most = "six"', POP, "at_most"),
    ("a number below 0", 'at_most = "6"', 'at_most = "-6"', POP, "at_most"),
    ("a number without end", 'at_most = "6"', 'at_most = "Infinity"', POP, "at_most"),
    ("bounds out of order", 'at_most = "6"', 'at_most = "0.5"', POP, "at_most"),
    ("no bound", 'at_most = "20"\nname = { zh = "综', 'name = { zh = "综', "check DATA-ARE-01", "at_least"),
    ("a figure the kind does not find", "{ratio} 人，应为", "{share} 人，应为", POP, "says.zh"),
    ("a brace that stays open", "{ratio} each; expected", "{ratio each; expected", POP, "says"),
    ("a band that is none", 'parts = ["65+"]', 'parts = ["70+"]', "check DATA-POP-03", "parts"),
    ("a whole that is its own part", 'parts = ["65+"]', 'parts = ["60+"]', "check DATA-POP-03", "parts"),
    ("an unknown survey item", 'item = "parking"', 'item = "carpark"', "check DATA-ANS-03", "item"),
    ("an answer of another item", '["absent"]\ntype = "parking"', '["so"]\ntype = "parking"', "check DATA-ANS-03", "answers"),
    ("an unknown type", 'type = "ev_charger"', 'type = "ev"', "check DATA-ANS-04", "type"),
    ("a field that is none", 'field = "central_heating"', 'field = "heating"', "check DATA-ANS-05", "field"),
    ("no metres", "metres = 50\n", "", "check DATA-GEO-01", "metres"),
    ("metres below 1", "metres = 50\n", "metres = 0\n", "check DATA-GEO-01", "metres"),
    ("points of nothing", 'of = "community"', 'of = "house"', "check DATA-GEO-01", "of"),
    ("a figure of no facility", 'figure = "activity_area"', 'figure = "height"', "check DATA-LST-02", "figure"),
    ("broken TOML", 'figure = "activity_area"', "figure = ", "file", "content"),
]  # fmt: skip


@pytest.mark.parametrize(("right", "wrong", "place", "field"), [m[1:] for m in MISTAKES], ids=[m[0] for m in MISTAKES])
def test_a_mistake_names_its_place_and_remedy(right: str, wrong: str, place: str, field: str, tmp_path: Path) -> None:
    assert right in ORIGINAL
    file = tmp_path / "checks.toml"
    file.write_text(ORIGINAL.replace(right, wrong, 1), encoding="utf-8")
    with pytest.raises(PackError) as caught:
        load_checks(file, KINDS)
    error = caught.value
    assert (error.place, error.field) == (place, field)
    assert error.file.endswith("checks.toml")
    assert error.remedy in str(error)


def test_every_kind_is_used_and_every_severity() -> None:
    assert {type(check.kind) for check in all_checks()} == set(KINDS.values())
    assert {check.severity for check in all_checks()} == set(Severity)


def test_a_check_is_found_by_its_code() -> None:
    assert check_named("DATA-POP-01").severity is Severity.WARNING
    with pytest.raises(KeyError):
        check_named("DATA-XXX-01")


def test_no_threshold_hides_in_the_words() -> None:
    """A number in ``says`` would go on being said after the threshold has been changed."""
    for check in all_checks():
        for text in (check.says.zh, check.says.en):
            assert not re.search(r"\d", re.sub(r"\{\w+\}|65岁|60岁|65\+|60\+", "", text)), check.code
