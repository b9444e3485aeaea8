"""The texts of a DBF table: encodings, and names and cells that were cut in the middle of a character."""

from pathlib import Path
from typing import Any

import pytest

from facilities.models import Facility
from intake.cut_names import whole
from intake.problems import FileRefused
from intake.readers import Grid
from intake.readers.reading import read
from tests.intake.geodata_files import Features, archive, shapefile
from tests.intake.making import FIRST, accepted, codes, point, told

ROWS: Features = [
    ({"设施名称": "一号街道社区食堂", "n": "海淀"}, point(116.3, 40.0)),
    ({"设施名称": "乙", "n": None}, point(116.4, 39.9)),
]


def lines(path: Path) -> list[list[Any]]:
    return [line for grid in read(path) for _, line in whole(grid).lines]


@pytest.mark.parametrize(
    ("encoding", "label"),
    [
        ("UTF-8", b"UTF-8"), ("UTF-8", b"65001"), ("UTF-8", None), ("UTF-8", b"nonsense"), ("UTF-8", b"GB2312-wrong"),
        ("GB18030", b"GB18030"), ("GB18030", b"936\r\n"), ("GB18030", b"ANSI 936"), ("GB18030", None), ("GB18030", b"UTF-8"),
        ("GB18030", b"\xff\xfe"), ("GB18030", b"base64"), ("BIG5", b"950"), ("ISO-8859-1", b"ISO-8859-1"),
    ],
)  # fmt: skip
def test_encodings(tmp_path: Path, encoding: str, label: bytes | None) -> None:
    name = "Café" if encoding == "ISO-8859-1" else "中山路" if encoding == "BIG5" else "一号街道社区食堂"
    parts = shapefile(tmp_path, "a", [({"name": name}, point(116.3, 40))], encoding=encoding)
    del parts["a.cpg"]
    if label is not None:
        parts["a.cpg"] = label
    assert lines(archive(tmp_path / "a.zip", parts))[1][0] == name


def test_names_cut_to_ten_bytes_are_completed_where_only_one_column_begins_so(three: Path) -> None:
    row = {"设施名称": "甲药店", "设施类型": "药店", "社区代码": FIRST, "activity_area": 3.5}
    path = archive(three / "a.zip", shapefile(three, "a", [(row, point(116.3, 40))]))
    assert lines(path)[0] == ["设施名称", "设施类型", "社区代码", "activityarea", "lng", "lat"]
    outcome = accepted(path)
    assert codes(outcome) == ["header_cut"] * 4
    assert told(outcome)[0][1:3] == (1, "设施名")
    stored = Facility.objects.get()
    assert (stored.name, stored.facility_type, str(stored.activity_area)) == ("甲药店", "pharmacy", "3.50")


@pytest.mark.parametrize("name", ["community_", "居委会", "甲乙丙", "name", "", "社区"])
def test_other_names_are_left_as_they_are(name: str) -> None:
    grid = whole(Grid("s", iter([(1, [name])]), cut_in="utf-8"))
    assert (list(grid.lines), grid.remarks) == ([(1, [name])], ())


def test_a_grid_without_lines_or_without_cuts_stays_as_it_is() -> None:
    for grid in (Grid("s", iter([]), cut_in="utf-8"), Grid("s", iter([(1, ["facility_n"])]))):
        assert whole(grid) is grid


def test_a_cell_cut_in_the_middle_of_a_character(tmp_path: Path) -> None:
    parts = shapefile(tmp_path, "a", ROWS)
    table = parts["a.dbf"].replace("一号街道社区食堂".encode(), b"x" + "一号街道社区食堂".encode()[:-1])
    width = table[32 + 16]
    filled = ("汉" * 100).encode()[: width - 1]
    start = table.index(b"x" + "一号".encode())
    cut = table[:start] + b"x" + filled + table[start + width :]
    found = lines(archive(tmp_path / "a.zip", parts | {"a.dbf": cut}))
    assert found[1][0] == "x" + filled.decode("utf-8", "ignore")


def test_texts_in_no_encoding_are_refused(tmp_path: Path) -> None:
    parts = shapefile(tmp_path, "a", ROWS)
    broken = parts["a.dbf"].replace("一号".encode(), b"\xff\xff\xff\xff\xff\xff")
    with pytest.raises(FileRefused) as refused:
        lines(archive(tmp_path / "a.zip", parts | {"a.dbf": broken}))
    assert refused.value.problem.code == "dbf_undecodable"
    assert "utf-8, gb18030" in refused.value.problem.sentence("en")
