"""The annotated copy: every problem in a list, and at its cell in the sheet it came from."""

import re
import zipfile
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
import python_calamine
from django.core.management import CommandError, call_command

from communities.words import LANGS, Lang
from intake.annotated import write_annotated
from intake.outcome import Outcome
from tests.intake.making import FIRST, bring, codes, text_file, workbook

HEADS = ["设施编号", "设施名称", "设施类型", "社区代码", "建筑面积（㎡）", "居民活动面积（㎡）"]
ROWS: list[list[Any]] = [
    ["2026年设施台账"],
    HEADS,
    ["F1", "甲药店", "药店", FIRST, 100, ""],
    ["F2", "乙", "火箭站", FIRST, "=1+1", ""],
    ["F3", "丙", "药店", "1.10101E+11", 50, ""],
    ["F4", "丁", "药店", FIRST, 50, 80],
    ["合计", "", "", "", 150, ""],
]


def copied(outcome: Outcome, folder: Path, lang: Lang = "zh") -> tuple[dict[str, list[list[Any]]], str]:
    """The sheets of the copy, and the comments in it."""
    path = folder / "copy.xlsx"
    with path.open("wb") as file:
        write_annotated(outcome, lang, file)
    book = python_calamine.CalamineWorkbook.from_path(path)
    sheets = {name: book.get_sheet_by_name(name).to_python(skip_empty_area=False) for name in book.sheet_names}
    with zipfile.ZipFile(path) as packed:
        comments = "".join(packed.read(name).decode() for name in packed.namelist() if name.startswith("xl/comments"))
    return sheets, comments


def places(comments: str) -> list[str]:
    return re.findall(r'<comment ref="(\w+)"', comments)


@pytest.fixture
def three(stored_three: None, db: None, tmp_path: Path) -> Path:
    """Stored once for them all."""
    return tmp_path


@pytest.mark.parametrize("lang", LANGS)
def test_every_problem_stands_in_the_list_and_at_its_cell(lang: Lang, three: Path) -> None:
    outcome = bring(workbook(three, "f.xlsx", {"台账": ROWS}), dry_run=True)
    sheets, comments = copied(outcome, three, lang)
    listed, copy = sheets.values()
    assert sorted(row[-1] for row in listed[1:]) == sorted(codes(outcome))
    assert [row[2] for row in listed[1:]] == ["1", "4", "5", "6", "7"]
    assert len(listed) == 1 + len(list(outcome.problems())) == 1 + 5
    assert copy[1][: len(HEADS)] == HEADS
    assert copy[2][:4] == ["F1", "甲药店", "药店", FIRST]
    assert sorted(places(comments)) == ["A1", "A7", "C4", "D5", "F6"]
    for problem in outcome.problems():
        assert problem.sentence(lang) in [row[6] for row in listed]
        assert problem.remedy(lang) in [row[7] for row in listed]


def test_what_looks_like_a_formula_stays_a_text(three: Path) -> None:
    text = f"设施名称,设施类型,社区代码,备注\n=1+1,火箭站,{FIRST},@SUM(A1)\n"
    sheets, _ = copied(bring(text_file(three, "f.csv", text), dry_run=True), three)
    assert list(sheets["f"])[1][:4] == ["=1+1", "火箭站", FIRST, "@SUM(A1)"]


def test_nothing_of_a_stopped_file_is_copied(three: Path) -> None:
    text = f"社区代码,户主姓名,身份证号\n{FIRST},张三,11010519491231002X\n"
    sheets, comments = copied(bring(text_file(three, "户.csv", text), dry_run=True), three)
    assert list(sheets) == ["问题清单"]
    assert "张三" not in str(sheets) + comments
    assert "11010519491231002X" not in str(sheets) + comments


def test_of_a_long_sheet_only_the_lines_with_problems_are_copied(three: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("intake.annotated.MAX_COPIED", 10)
    lines = [f"F{n},药店,{FIRST}" if n != 40 else f"F{n},火箭站,{FIRST}" for n in range(60)]
    outcome = bring(text_file(three, "f.csv", "\n".join(("设施编号,设施类型,社区代码", *lines))), dry_run=True)
    sheets, comments = copied(outcome, three)
    assert [row[0] for row in sheets["f"] if row[0]] == ["设施编号", "F0", "F40"]
    assert places(comments) == ["B42"]


def test_sheets_of_one_name_and_odd_names_find_their_place(three: Path) -> None:
    one = workbook(three, "a.xlsx", {"台账": [HEADS, *ROWS[3:4]]})
    other = three / "sub"
    other.mkdir()
    two = workbook(other, "b.xlsx", {"台账": [HEADS, *ROWS[4:5]]})
    sheets, _ = copied(bring(one, two, dry_run=True), three)
    assert list(sheets) == ["问题清单", "台账", "台账 2"]


def test_the_command_writes_it(three: Path) -> None:
    path, out = workbook(three, "f.xlsx", {"台账": ROWS}), StringIO()
    with pytest.raises(SystemExit):
        call_command("intake", str(path), "--dry-run", "--annotate", str(three / "copy.xlsx"), stdout=out)
    assert (three / "copy.xlsx").read_bytes()[:2] == b"PK"
    with pytest.raises(CommandError, match=r"ends with \.xlsx"):
        call_command("intake", str(path), "--dry-run", "--annotate", str(three / "copy.csv"), stdout=out)
    with pytest.raises(CommandError, match="can be written"):
        call_command("intake", str(path), "--dry-run", "--annotate", str(three / "none" / "copy.xlsx"), stdout=out)
