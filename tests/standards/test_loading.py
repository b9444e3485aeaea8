"""A pack that is wrong says where: the file, the entry, the field, and what to do."""

from datetime import date
from pathlib import Path

import pytest

from assessments.standards.loading import PACKS, checksum_of, load_pack, pack_named
from assessments.standards.model import rules_in_force
from assessments.standards.strict_table import PackError
from tests.standards.authoring import parameter, size_rule, write_pack
from tests.standards.conftest import DAY, PACK_ID

ORIGINAL = (PACKS / PACK_ID / "pack.toml").read_text(encoding="utf-8")
FAC_01 = 'code = "N48-FAC-01"'
WATER = 'fact = "survey.water_supply"'
PER_100 = '"floor_area_per_100_households"\nconf'
AREA_PARAMETER = "parameter floor_area_per_100_households"
VALUE = f"{AREA_PARAMETER}.value 2022-10-01"
THIRTY = 'since = 2022-10-01\nvalue = "30"'
TWICE = f'{THIRTY}\nconfidence = "V"\n[[parameter.value]]\n{THIRTY}'

MISTAKES = [
    ("an unknown key in the pack", 'version = "1"', 'version = "1"\ncolour = "red"', "pack", "colour"),
    ("an unknown key in a rule", FAC_01, f"{FAC_01}\nweight = 3", "rule N48-FAC-01", "weight"),
    ("a missing field", 'level = "mandatory"\n', "", "rule N48-FAC-01", "level"),
    ("an unknown level", 'level = "mandatory"', 'level = "strict"', "rule N48-FAC-01", "level"),
    ("a missing language", ', en = "Kindergarten present"', "", "rule N48-FAC-04.name", "en"),
    ("a blank text", 'en = "Kindergarten present"', 'en = " "', "rule N48-FAC-04.name", "en"),
    ("an unknown clause", 'clause = "1.c"\nkind', 'clause = "9.z"\nkind', "rule N48-FAC-01", "clause"),
    ("an unknown kind", 'kind = "rate"', 'kind = "ratio"', "rule N48-FAC-01", "kind"),
    ("an unknown parameter", PER_100, '"floor_area"\nconf', "rule N48-FAC-01", "at_least"),
    ("a parameter in the wrong unit", PER_100, '"one_of_each"\nconf', "rule N48-FAC-01", "at_least"),
    ("a misspelt survey item", WATER, 'fact = "survey.water_suply"', "rule N48-INF-01", "fact"),
    ("a fact of the wrong kind", WATER, 'fact = "survey.sponge_city"', "rule N48-INF-01", "fact"),
    ("an unknown fact", WATER, 'fact = "water"', "rule N48-INF-01", "fact"),
    ("a misspelt facility type", 'types = ["kindergarten"]', 'types = ["kindergarden"]', "rule N48-FAC-04", "types"),
    ("a repeated facility type", 'types = ["kindergarten"]', 'types = ["nursery", "nursery"]', "rule N48-FAC-04", "types"),
    ("types that are no list", 'types = ["kindergarten"]', 'types = "kindergarten"', "rule N48-FAC-04", "types"),
    ("a rule that stands twice", 'code = "N48-FAC-04"', FAC_01, "pack", "rule"),
    ("a number that is no text", THIRTY, "since = 2022-10-01\nvalue = 30.0", VALUE, "value"),
    ("a number that is no number", THIRTY, 'since = 2022-10-01\nvalue = "thirty"', VALUE, "value"),
    ("a value too fine for the engine", THIRTY, 'since = 2022-10-01\nvalue = "5000.12345"', "rule N48-FAC-01", "at_least"),
    ("a value with seven decimals", THIRTY, 'since = 2022-10-01\nvalue = "30.0000001"', VALUE, "value"),
    ("a date that is none", "in_force_from = 2022-10-01", 'in_force_from = "2022"', "pack", "in_force_from"),
    ("a value that begins too late", THIRTY, 'since = 2023-01-01\nvalue = "30"', "pack", AREA_PARAMETER),
    ("dates out of order", THIRTY, TWICE, AREA_PARAMETER, "value"),
    ("a folder of another name", f'id = "{PACK_ID}"', 'id = "other"', "pack", "id"),
    ("a condition on no fact", 'fact = "build_class", is', 'fact = "class", is', "rule N48-FAC-08.applies_when", "fact"),
    ("a condition with no such value", 'is = "new"', 'is = "old"', "rule N48-FAC-08.applies_when", "is"),
    ("a rate per nothing", "per = 100", "per = 0", "rule N48-FAC-01", "per"),
    ("a truth value for a number", "per = 100", "per = true", "rule N48-FAC-01", "per"),
    ("broken TOML", 'version = "1"', "version = ", "file", "content"),
]  # fmt: skip


def written(folder: Path, text: str) -> Path:
    pack = folder / PACK_ID
    pack.mkdir()
    (pack / "pack.toml").write_text(text, encoding="utf-8")
    return pack


@pytest.mark.parametrize(("right", "wrong", "place", "field"), [m[1:] for m in MISTAKES], ids=[m[0] for m in MISTAKES])
def test_a_mistake_names_its_place_and_remedy(tmp_path: Path, right: str, wrong: str, place: str, field: str) -> None:
    assert right in ORIGINAL
    with pytest.raises(PackError) as caught:
        load_pack(written(tmp_path, ORIGINAL.replace(right, wrong, 1)))
    error = caught.value
    assert (error.file, error.place, error.field) == (f"{PACK_ID}/pack.toml", place, field)
    assert error.remedy in str(error)


def test_an_absent_pack_is_said_to_be_absent(tmp_path: Path) -> None:
    with pytest.raises(PackError, match="no such file"):
        load_pack(tmp_path)
    with pytest.raises(KeyError, match="there is no pack"):
        pack_named("nowhere")


def test_a_rule_from_memory_is_not_enforced(tmp_path: Path) -> None:
    _, _, rest = ORIGINAL.partition(FAC_01)
    from_memory = ORIGINAL.replace(rest, rest.replace('confidence = "V"', 'confidence = "M"', 1))
    pack = load_pack(written(tmp_path, from_memory))
    assert not pack.rule("N48-FAC-01").enabled
    assert "N48-FAC-01" not in {rule.code for rule in rules_in_force(pack, DAY)}


def test_a_draft_is_enforced_only_when_asked_for(tmp_path: Path) -> None:
    pack = load_pack(written(tmp_path, ORIGINAL.replace('status = "in_force"', 'status = "draft"')))
    assert rules_in_force(pack, DAY) == ()
    assert len(rules_in_force(pack, DAY, drafts=True)) == 74


def test_law_begins_and_ends(tmp_path: Path) -> None:
    ended = ORIGINAL.replace("in_force_from = 2022-10-01", "in_force_from = 2022-10-01\nin_force_to = 2025-01-01")
    pack = load_pack(written(tmp_path, ended))
    held = [bool(rules_in_force(pack, date(*day))) for day in ((2022, 9, 30), (2022, 10, 1), (2024, 12, 31), (2025, 1, 1))]
    assert held == [False, True, True, False]


def test_a_later_value_applies_from_its_day(tmp_path: Path) -> None:
    later = f'{THIRTY}\nconfidence = "V"\n[[parameter.value]]\nsince = 2026-01-01\nvalue = "35"'
    pack = load_pack(written(tmp_path, ORIGINAL.replace(THIRTY, later)))
    parameter = pack.parameters["floor_area_per_100_households"]
    assert [parameter.on(date(*day)).value for day in ((2025, 12, 31), (2026, 1, 1))] == [30, 35]
    with pytest.raises(LookupError, match="has no value on 2022-09-30"):
        parameter.on(date(2022, 9, 30))


def test_the_checksum_changes_with_the_content_and_not_with_the_layout(tmp_path: Path) -> None:
    original = pack_named(PACK_ID).checksum
    assert load_pack(written(tmp_path, f"# a remark\n{ORIGINAL}")).checksum == original
    (tmp_path / PACK_ID / "pack.toml").write_text(ORIGINAL.replace('value = "30"', 'value = "31"'), encoding="utf-8")
    assert load_pack(tmp_path / PACK_ID).checksum != original


def test_a_value_says_when_it_was_last_compared(tmp_path: Path) -> None:
    compared = ORIGINAL.replace(THIRTY, f"checked_on = 2026-05-04\n{THIRTY}", 1)
    pack = load_pack(written(tmp_path, compared))
    dated = pack.parameters["floor_area_per_100_households"].values
    assert [each.checked_on for each in dated] == [date(2026, 5, 4)]


def test_the_notice_is_what_a_round_is_judged_by(tmp_path: Path) -> None:
    assert load_pack(PACKS / PACK_ID).is_default
    assert not load_pack(written(tmp_path, ORIGINAL.replace('basis = "default"', 'basis = "chosen"'))).is_default
    assert not load_pack(PACKS / "cn-bj-2022").is_default


def test_an_alternative_counts_only_while_it_is_in_force(tmp_path: Path) -> None:
    more = 'instead_of = "R"\nin_force_to = 2025-01-01'
    pack = write_pack(tmp_path, "p", parameter("size", "800"), size_rule("R"), size_rule("S", more, level="alternative"))
    found = {day: rules_in_force(pack, date(*day))[0].alternatives for day in ((2024, 12, 31), (2025, 1, 1))}
    assert [[each.code for each in others] for others in found.values()] == [["S"], []]


def test_the_checksum_of_a_content_never_changes() -> None:
    """Rounds of years ago are verified by it."""
    content = {"title": {"zh": "标准", "en": "Pack"}, "in_force_from": date(2022, 10, 1), "rule": [{"code": "R"}]}
    assert checksum_of(content) == "2a5df44295e74756a03c4fd180be23760e3388e721f7957fa2ac9f46f4646f71"
