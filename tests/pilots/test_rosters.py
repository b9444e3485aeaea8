"""A list of pilots as a file: read whatever its looks, all faults at once, held against the register without guessing."""

import io

import pytest
import xlsxwriter

from communities.models import Act
from communities.scope import EVERYWHERE, AreaScope
from pilots.models import RosterLine
from pilots.rosters.finding import found_in_register, plain_name
from pilots.rosters.reading import BadRoster, NamedPilot, Roster, read_roster
from pilots.services.rosters import bring_roster
from tests.factories import make_community, make_division
from tests.factories.pilots import make_programme

TITLED = (
    "完整社区建设试点名单\n\n序号,省份,城市,区县,社区名称\n1,示例省,示例市,一区,民主村社区\n2,示例省,示例市,二区,公园社区\n"
)
NAMED = Roster(
    [
        NamedPilot(4, "民主村社区", ("示例省", "示例市", "一区")),
        NamedPilot(5, "公园社区", ("示例省", "示例市", "二区")),
    ]
)


def workbook(*sheets: list[list[object]]) -> bytes:
    made = io.BytesIO()
    book = xlsxwriter.Workbook(made)
    for rows in sheets:
        sheet = book.add_worksheet()
        for number, row in enumerate(rows):
            sheet.write_row(number, 0, row)
    book.close()
    return made.getvalue()


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
def test_titles_are_passed_over_whatever_the_encoding(encoding: str) -> None:
    assert read_roster(TITLED.encode(encoding)) == NAMED


def test_a_code_that_a_spreadsheet_took_for_a_number_is_a_code() -> None:
    found = read_roster(workbook([["名单"], ["社区代码", "社区"], [900101001001, "民主村社区"]]))
    assert found == Roster([NamedPilot(3, "民主村社区", (), "900101001001")])


@pytest.mark.parametrize("cut", [";", "\t"])
@pytest.mark.parametrize("ends", ["\n", "\r\n", "\r"])
def test_it_is_read_however_its_cells_are_cut_and_its_lines_end(cut: str, ends: str) -> None:
    assert read_roster(TITLED.replace(",", cut).replace("\n", ends).encode()) == NAMED


def test_quoted_cells_are_read_whatever_cuts_them() -> None:
    assert read_roster('"社区名称";"省"\n"民主村";"示例省"\n'.encode()).lines == [NamedPilot(2, "民主村", ("示例省",))]


def test_the_first_sheet_with_heads_is_the_list_and_is_named() -> None:
    about: list[list[object]] = [["说明"], ["社区名称见下一表"]]
    rows: list[list[object]] = [["社区", "省"], ["民主村", "示例省"]]
    assert read_roster(workbook(about, rows, rows)) == Roster([NamedPilot(2, "民主村", ("示例省",))], "Sheet2")
    with pytest.raises(BadRoster) as wrong:
        read_roster(workbook(about, [*rows, ["", "示例省"]]))
    assert [each.zh for each in wrong.value.faults] == ["工作表“Sheet2”：第 3 行没有社区名称。"]
    with pytest.raises(BadRoster) as wrong:
        read_roster(workbook(about, about))
    assert "没有找到表头" in wrong.value.faults[0].zh


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "没有找到表头"),
        (b"\xff\xfe\x00\x81", "无法读取"),
        (b"PK\x03\x04broken", "没有找到表头"),
        (TITLED.split("1,")[0].encode(), "表头下面没有任何一行"),
        (b"x" * 2_000_001, "超过 2 MB"),
        ("社区名称,社区代码\n民主村,12345\n".encode(), "“12345”不是区划代码"),
        ('社区名称,省\n民主村,"示例省\n公园,示例省\n'.encode(), "第 3 行无法按 CSV 读取"),
        (f"社区名称,省\n民主村,{'长' * 200_000}\n".encode(), "第 2 行无法按 CSV 读取"),
        (f"社区名称,省\n{'长' * 101},示例省\n".encode(), "第 2 行的社区名称超过 100 字"),
        (f"社区名称,省,市\n民主村,{'省' * 60},{'市' * 60}\n".encode(), "第 2 行的省、市、区县名称超过 120 字"),
        (("社区名称,省\n" + "民主村,示例省\n" * 5_000).encode(), "超过 5000 行"),
    ],
)
def test_what_is_no_list_is_said(content: bytes, said: str) -> None:
    with pytest.raises(BadRoster) as wrong:
        read_roster(content)
    assert said in wrong.value.faults[0].zh


def test_every_fault_is_said_at_once_with_its_row() -> None:
    content = "社区名称,省\n,示例省\n民主村,示例省\n公园,示例省\n民主村,示例省\n,另省\n"
    with pytest.raises(BadRoster) as wrong:
        read_roster(content.encode())
    assert [each.zh for each in wrong.value.faults] == [
        "第 2 行没有社区名称。", "第 6 行没有社区名称。", "第 5 行与第 3 行是同一个社区。",
    ]  # fmt: skip


@pytest.mark.parametrize("name", ["民主村", "民主村社区", "民主村居委会", "民主村社区居民委员会", " 民主村 社区 "])
def test_a_committee_has_many_names(name: str) -> None:
    assert plain_name(name) == "民主村"


@pytest.mark.django_db
def test_one_that_could_be_two_is_none() -> None:
    divisions = {code: make_division(code, name) for code, name in {
        "90": "示例省", "9001": "示例市", "900101": "一区", "900102": "二区", "900101001": "甲街道", "900102001": "乙街道",
    }.items()}  # fmt: skip
    make_community("900101001001", "民主村社区居委会", division=divisions["900101001"])
    make_community("900102001001", "民主村社区", division=divisions["900102001"])
    make_community("900102001002", "民主村社区", division=divisions["900102001"])

    def trouble(*place: str, name: str = "民主村", code: str = "") -> str:
        (found,) = found_in_register([NamedPilot(2, name, place, code)])
        assert bool(found.community) is not bool(found.trouble)
        return found.trouble or (found.community.code if found.community else "")

    assert trouble("示例省", "示例市", "一区") == "900101001001"
    assert trouble("示例", "示例", "一区") == "900101001001"
    assert trouble("示例省", "示例市", "二区") == "name_several"
    assert trouble("示例省") == "name_several"
    assert trouble("示例省", "别市") == "place_unknown"
    assert trouble("示例省", name="公园") == "name_unknown"
    assert trouble(code="900102001002") == "900102001002"
    assert trouble(code="900102001002", name="公园") == "code_other_name"
    assert trouble(code="900102001777") == "name_unknown"


@pytest.mark.django_db
def test_a_list_takes_the_place_of_the_one_before_in_one_act() -> None:
    programme = make_programme(make_division("90", "示例省"), kind="national", least=None, most=None)
    for number in (2, 1):
        lines = read_roster(TITLED.encode()).lines[:number]
        found = found_in_register(lines, within=programme.path)
        bring_roster(by=None, scope=AreaScope((EVERYWHERE,)), programme=programme, found=found, source=f"文件{number}")
    assert [(each.name, each.trouble, each.source) for each in RosterLine.objects.all()] == [
        ("民主村社区", "place_unknown", "文件1")
    ]
    assert Act.objects.filter(verb="bring_roster").count() == 2


@pytest.mark.django_db
def test_the_longest_that_is_read_can_be_stored() -> None:
    programme = make_programme(None, kind="national", least=None, most=None)
    lines = read_roster(f"社区名称,省,市\n{'长' * 100},{'省' * 60},{'市' * 59}\n".encode()).lines
    bring_roster(by=None, scope=AreaScope((EVERYWHERE,)), programme=programme, found=found_in_register(lines), source="x")
    assert len(RosterLine.objects.get().place) == 120
