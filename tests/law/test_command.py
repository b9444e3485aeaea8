"""`manage.py pack`: what it prints, and when it fails."""

import io
import shutil
from pathlib import Path

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError

from assessments.standards.loading import PACKS, pack_ids, pack_named


def said(*words: str) -> list[str]:
    """The lines of `manage.py pack ...`."""
    out = io.StringIO()
    call_command("pack", *words, stdout=out)
    return out.getvalue().splitlines()


@pytest.fixture
def broken(tmp_path: Path) -> Path:
    folder = tmp_path / "cn-hb-2023-draft"
    shutil.copytree(PACKS / folder.name, folder)
    path = folder / "pack.toml"
    path.write_text(path.read_text(encoding="utf-8").replace('value = "1000"', 'value = "900"'), encoding="utf-8")
    return folder


def test_check_counts_what_is_sound() -> None:
    (line,) = said("check")
    rules = sum(len(pack_named(pack_id).rules) for pack_id in pack_ids())
    assert line.startswith(f"{len(pack_ids())} packs, {rules} rules, ")
    assert line.endswith("no fault / 没有问题")


def test_check_of_some_packs() -> None:
    assert said("check", "cn-hb-2023-draft")[0].startswith("1 pack, 1 rule, 4 cases")


def test_check_prints_every_fault_and_fails(broken: Path) -> None:
    out = io.StringIO()
    with pytest.raises(CommandError, match=r"4 faults in 1 pack, 1 rule, 4 cases .* / 共有 4 处问题"):
        call_command("pack", "check", str(broken), stdout=out)
    line = out.getvalue().splitlines()[0]
    assert line.startswith("cn-hb-2023-draft/cases/HB-01.toml: case just_missed: ")
    assert "To mend it: " in line
    assert "改正办法：" in line


@pytest.mark.parametrize(
    "words",
    [
        ("check", "nowhere"),
        ("show", "nowhere"),
        ("diff", "nowhere", "cn-care"),
        ("show",),
        ("show", "cn-care", "--place", "42"),
        ("show", "cn-care", "--rule", "HB-01"),
        ("show", "--place", "4x"),
        ("diff", "cn-care"),
        ("diff", "cn-care", "cn-care", "cn-care"),
        ("coverage", "--status", "perhaps"),
        ("nothing",),
    ],
)
def test_what_cannot_be_done_is_said(words: tuple[str, ...]) -> None:
    with pytest.raises(CommandError):
        said(*words)


def test_show_a_pack() -> None:
    lines = said("show", "cn-ccs-2020", "--lang", "en")
    assert lines[0] == "cn-ccs-2020 1: Standard for building complete residential communities (trial)"
    assert "CCS20-01 [recommended] floor area of community service complex: at least 800.00 m²" in lines
    assert any(line.startswith("CCS20-08 ") and line.endswith("[not enforced: from memory, not compared]") for line in lines)


def test_show_a_pack_before_it_begins() -> None:
    lines = said("show", "cn-ccs-2020", "--on", "2000-01-01", "--lang", "en")
    assert lines[-1] == "  not in force that day"


def test_show_a_rule_with_the_history_of_its_numbers() -> None:
    lines = said("show", "cn-hb-2023-draft", "--rule", "HB-01")
    assert "  → CCS20-01: 取较大值 / the larger value counts" in lines
    assert lines[-1] == "  service_station_area: 1,000 ㎡ / 1,000 m², 2023-01-01–, 1, 见于来源文本 / read in a source"


def test_show_the_law_at_a_place_line_by_line() -> None:
    lines = said("show", "--place", "42", "--drafts", "--lang", "en", "--on", "2026-01-01")
    gave_way = "displaced by HB-01 (the larger value counts: 1,000 m² against 800 m²)"
    assert lines == [
        "42, 2026-01-01",
        "CCS20-01: Integrated service station GFA",
        f"  nation CCS20-01 (建科规〔2020〕7号附件) 800 m² [recommended]: {gave_way}",
        "  province HB-01 (湖北省完整居住社区建设标准（征求意见稿）) 1,000 m² [required, max]: stands",
    ]


def test_show_a_place_without_law_of_its_own() -> None:
    assert said("show", "--place", "90", "--lang", "en")[1] == "on no thing does more than one rule speak"


def test_diff_of_two_packs_speaks_both_languages() -> None:
    lines = said("diff", "cn-ccs-2020", "cn-hb-2023-draft")
    assert "  下限由 800 ㎡ 提高到 1,000 ㎡ / the least asked raised from 800 m² to 1,000 m²" in lines
    assert lines[-1].endswith("rules that are left as they are: 37")


def test_diff_of_two_days_of_one_pack() -> None:
    lines = said("diff", "cn-xj-changji", "--on", "2023-01-01", "--and", "2024-01-01", "--lang", "en")
    assert lines[0] == "cn-xj-changji 1 (2023-01-01) → cn-xj-changji 1 (2024-01-01)"
    assert sum(line.startswith("  added: ") for line in lines) == 4


def test_diff_of_a_pack_with_itself(broken: Path) -> None:
    assert "no difference" in said("diff", "cn-care", "cn-care", "--lang", "en")
    assert "  the least asked lowered from 1,000 m² to 900 m²" in said("diff", "cn-hb-2023-draft", str(broken), "--lang", "en")


def test_coverage_item_by_item() -> None:
    lines = said("coverage", "--lang", "en")
    assert len(lines) == 88
    assert lines[9].endswith("→ N48-FAC-01")
    assert lines[-1] == "cn-pilot-2022-48: 87 — encoded: 76; guidance only: 9; not encodable: 2"
    assert len(said("coverage", "--status", "not_encodable")) == 3
