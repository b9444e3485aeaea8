"""The words of the problems: complete in both languages, and none that is never said."""

import re
import string
from pathlib import Path

import pytest

from intake import problems
from intake.problems import WORDINGS, Problem, Problems, shown
from intake.wording import lines_of, place_of

INTAKE = Path(problems.__file__).parent


def _placeholders(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name}


@pytest.mark.parametrize("code", WORDINGS)
def test_both_languages_say_the_same_things(code: str) -> None:
    wording = WORDINGS[code]
    assert re.fullmatch(r"[a-z_]{1,30}", code)
    assert all((wording.zh, wording.en, wording.do_zh, wording.do_en))
    assert _placeholders(wording.zh) == _placeholders(wording.en)
    assert _placeholders(wording.do_zh) == _placeholders(wording.do_en)
    assert re.search("[\u4e00-\u9fff]", wording.zh)
    assert not re.search("[\u4e00-\u9fff]", wording.en + wording.do_en)


def test_every_problem_that_is_worded_is_said_somewhere() -> None:
    source = "".join(path.read_text("utf-8") for path in INTAKE.rglob("*.py"))
    assert [code for code in WORDINGS if f'"{code}"' not in source] == []


def test_values_are_cut_escaped_and_masked() -> None:
    assert shown("x" * 100) == "x" * 39 + "…"
    assert shown("a\x00b\u202ec") == "a\\u0000b\\u202ec"
    assert shown(None) == ""
    assert shown(0.0) == "0"
    assert shown("电话 13812345678") == "电话 ***"
    assert shown("y" * 35 + "11010119900101123X") == "y" * 35 + "***"


def test_a_place_is_told_in_both_languages() -> None:
    problem = Problem("negative", "a.csv", "表", 3, "户数", "-1")
    assert place_of(problem, "zh") == 'a.csv · 工作表 表 · 第3行 · 列 户数 · "-1"'
    assert place_of(problem, "en") == 'a.csv · sheet 表 · row 3 · column 户数 · "-1"'
    assert len(list(lines_of(problem, "both"))) == 2


def test_notes_said_once_are_counted() -> None:
    found = Problems("a.csv")
    for row in range(3):
        found.add(Problem("code_tidied", row=row, column="x"))
    (only,) = found
    assert (only.row, only.details["count"], found.errors) == (0, 3, 0)
