"""Every format, every encoding: the same table comes out."""

import datetime as dt
import gzip
from pathlib import Path
from typing import Any

import pytest
import xlsxwriter

from intake.problems import FileRefused
from intake.readers import BrokenCell
from intake.readers.geojson_file import read_geojson
from intake.readers.reading import READERS, read
from tests.intake.making import collection, point, square, text_file, workbook

TABLE = [["社区代码", "户数"], ["900101001001", "12"]]


def cells(path: Path) -> list[list[Any]]:
    return [line for grid in read(path) for _, line in grid.lines]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16", "utf-16-le-bom", "utf-16-be-bom"])
def test_encodings(tmp_path: Path, encoding: str) -> None:
    text = "社区代码,户数\n900101001001,12\n"
    bare = encoding.removesuffix("-bom")
    path = text_file(tmp_path, "a.csv", ("\ufeff" if bare != encoding else "") + text, bare)
    assert cells(path) == TABLE


@pytest.mark.parametrize("mark", [",", ";", "\t", "|", "，"])
def test_delimiters(tmp_path: Path, mark: str) -> None:
    assert cells(text_file(tmp_path, "a.csv", f"社区代码{mark}户数\n900101001001{mark}12\n")) == TABLE


def test_a_list_inside_cells_is_no_delimiter(tmp_path: Path) -> None:
    found = cells(text_file(tmp_path, "a.csv", "设施类型,服务社区\n药店,1|2|3|4|5\n药店,1|2|3|4\n"))
    assert found[1] == ["药店", "1|2|3|4|5"]


def test_packed_csv_and_line_breaks_inside_cells(tmp_path: Path) -> None:
    path = tmp_path / "a.csv.gz"
    path.write_bytes(gzip.compress('社区代码,户数\r\n900101001001,"1\n2"\r\n\r\nx,y\r\n'.encode()))
    lines = [line for grid in read(path) for line in grid.lines]
    assert lines[1:] == [(2, ["900101001001", "1\n2"]), (4, ["x", "y"])]


def test_a_character_cut_by_a_chunk_is_still_read(tmp_path: Path) -> None:
    text = "a" * (1024 * 1024 - 1) + "\n" + "社区" * 10
    found = [len(line[0]) for line in cells(text_file(tmp_path, "a.csv", text.replace("a" * 30_000, "a" * 29_999 + "\n")))]
    assert found[-1] == 20


def test_workbooks_keep_their_types_and_fill_merged_cells(tmp_path: Path) -> None:
    book = xlsxwriter.Workbook(str(tmp_path / "a.xlsx"))
    sheet = book.add_worksheet("表")
    day = book.add_format({"num_format": "yyyy-mm-dd"})
    sheet.merge_range(1, 1, 1, 3, "某区台账")
    sheet.write_row(2, 1, ["代码", "日期", "是否"])
    sheet.merge_range(3, 1, 4, 1, 110101001001)
    sheet.write_datetime(3, 2, dt.datetime(2024, 2, 29), day)  # noqa: DTZ001  (a sheet knows no zone)
    sheet.write_boolean(3, 3, True)
    sheet.write_formula(4, 2, "=1/0", None, "#DIV/0!")
    sheet.write_formula(4, 3, "=A1+1", None, "")
    book.close()
    grid = next(iter(read(tmp_path / "a.xlsx")))
    lines: dict[int, list[Any]] = dict(grid.lines)
    assert grid.sheet == "表"
    assert lines[2] == ["", "某区台账", "某区台账", "某区台账"]
    assert lines[4] == ["", 110101001001.0, dt.date(2024, 2, 29), True]
    assert lines[5][1] == 110101001001.0
    broken = lines[5][2:]
    assert all(isinstance(cell, BrokenCell) for cell in broken)
    assert [(cell.why.value, cell.text) for cell in broken] == [("cell_error", "#DIV/0!"), ("formula_no_result", "=A1+1")]


def test_hidden_sheets_stay_out(tmp_path: Path) -> None:
    book = xlsxwriter.Workbook(str(tmp_path / "a.xlsx"))
    book.add_worksheet("a").write_row(0, 0, ["x"])
    hidden = book.add_worksheet("b")
    hidden.write_row(0, 0, ["y"])
    hidden.hide()
    book.close()
    assert [grid.sheet for grid in read(tmp_path / "a.xlsx")] == ["a"]


def test_geojson_features_are_rows(tmp_path: Path) -> None:
    features = [({"name": "甲"}, point(116.5, 40.25)), ({"code": "1"}, square(1, 2, 3)), ({"name": "空"}, None)]
    grid = next(read_geojson(collection(tmp_path, "a.geojson", features, crs_note="GCJ-02")))
    lines = list(grid.lines)
    assert grid.datum == "gcj02"
    assert lines[0] == (1, ["name", "lng", "lat", "code", "geometry"])
    assert lines[1] == (2, ["甲", 116.5, 40.25, None, None])
    assert lines[2] == (3, [None, None, None, "1", square(1, 2, 3)])


def test_every_reader_is_in_the_table() -> None:
    assert {".csv", ".xlsx", ".geojson"} <= set(READERS)


def test_a_missing_file_is_told(tmp_path: Path) -> None:
    with pytest.raises(FileRefused) as refused:
        read(tmp_path / "no.csv")
    assert refused.value.problem.code == "file_unreadable"


def test_numbers_of_a_workbook_are_no_codes_until_read(tmp_path: Path) -> None:
    assert cells(workbook(tmp_path, "a.xlsx", {"s": [["a"], [1.5]]})) == [["a"], [1.5]]
