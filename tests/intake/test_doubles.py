"""A facility that may be there already is said with the other one; both are kept."""

from pathlib import Path

from facilities.models import Facility
from tests.intake.making import FIRST, SECOND, accepted, codes, text_file

HEAD = "设施编号,设施名称,设施类型,社区代码,经度,纬度\n"


def test_a_double_of_the_register_and_one_of_the_file(three: Path) -> None:
    accepted(text_file(three, "a.csv", f"{HEAD}A1,同仁堂药店,药店,{FIRST},116.3000,40.0000\n"))
    rows = (
        f"B1,北京同仁堂（药店）,药店,{FIRST},116.3003,40.0000\n",
        f"B2,金象大药房,药店,{FIRST},116.3003,40.0000\n",
        f"B3,金象大药房,药店,{FIRST},116.3004,40.0000\n",
        f"B4,同仁堂药店,药店,{SECOND},116.3100,40.0000\n",
        f"B5,同仁堂药店,洗衣店,{FIRST},116.3000,40.0000\n",
    )
    outcome = accepted(text_file(three, "b.csv", HEAD + "".join(rows)))
    assert codes(outcome) == ["double_in_register", "double_in_file"]
    first, second = outcome.problems()
    assert (first.row, first.column, first.value) == (2, "设施名称", "北京同仁堂（药店）")
    assert first.sentence("en") == (
        "This may be “同仁堂药店” (A1) of the register: same type, a like name, 26 m apart. Both are kept."
    )
    assert "请改用编号 A1 后重新导入" in first.remedy("zh")
    assert second.sentence("zh") == "可能与第 3 行的“金象大药房”是同一处：类型相同，名称相近，相距 9 米。两处都保留。"
    assert Facility.objects.count() == 6


def test_what_is_stored_already_is_no_double_of_itself(three: Path) -> None:
    rows = f"{HEAD}A1,同仁堂药店,药店,{FIRST},116.3,40\nA2,同仁堂药店,药店,{FIRST},,\n"
    assert codes(accepted(text_file(three, "a.csv", rows))) == ["double_in_file"]
    assert codes(accepted(text_file(three, "b.csv", rows.replace("40\n", "40.0\n")))) == []


def test_what_has_closed_is_no_double(three: Path) -> None:
    closed = HEAD.replace("\n", ",关闭日期\n") + f"A1,同仁堂药店,药店,{FIRST},116.3,40,2020-01-01\n"
    accepted(text_file(three, "a.csv", closed))
    assert codes(accepted(text_file(three, "b.csv", f"{HEAD}B1,同仁堂药店,药店,{FIRST},116.3,40\n"))) == []
