"""Blank forms as offices send them: a workbook with a head of two rows, a document with tables and blanks."""

import zipfile
from collections.abc import Mapping, Sequence
from functools import cache
from io import BytesIO
from typing import Any

from docx import Document
from openpyxl import Workbook, load_workbook
from openpyxl.styles import Border, Font, PatternFill, Side
from openpyxl.worksheet.datavalidation import DataValidation

from intake.filling.places import Kind, Place, Placement
from intake.filling.plan import Given, Plan, TableRows

THIN = Side(style="thin")
BOX = Border(THIN, THIN, THIN, THIN)
TITLE = "完整社区建设情况统计表"


@cache
def ledger(ready: int = 1) -> bytes:
    """``ready`` free rows from row 5 on, then a total, a blank line and a line for signatures.

    A serial number, B name, C and D below one head: households and residents, E floor area, F a share shown as %,
    G a formula of the row, H remarks.
    """
    book = Workbook()
    sheet: Any = book.active
    sheet.title = "统计表"
    for address, text in {
        "A1": TITLE, "A2": "填报单位：", "F2": "填报日期：", "A3": "序号", "B3": "社区名称", "C3": "人口", "C4": "户数（户）",
        "D4": "常住人口（人）", "E3": "综合服务设施建筑面积（㎡）", "F3": "居民活动面积占比", "G3": "户均人口", "H3": "备注",
    }.items():  # fmt: skip
        sheet[address] = text
    for merged in ("A1:H1", "A3:A4", "B3:B4", "C3:D3", "E3:E4", "F3:F4", "G3:G4", "H3:H4"):
        sheet.merge_cells(merged)
    last = 4 + ready
    for row in range(3, last + 2):
        for column in range(1, 9):
            sheet.cell(row, column).border = BOX
    for row in range(5, last + 1):
        sheet.row_dimensions[row].height = 21
        sheet.cell(row, 2).fill = PatternFill("solid", fgColor="FFF2CC")
        sheet.cell(row, 6).number_format = "0.0%"
        sheet.cell(row, 7).value = f"=D{row}/C{row}"
    total = last + 1
    sheet.cell(total, 1).value = "合计"
    sheet.merge_cells(start_row=total, end_row=total, start_column=1, end_column=2)
    sheet.cell(total, 3).value = f"=SUM(C5:C{last})"
    sheet.cell(total, 4).value = f"=SUM(D5:D{last})"
    sheet.cell(total, 3).font = Font(bold=True)
    sheet.cell(total + 2, 1).value = "单位负责人（签章）："
    sheet.cell(total + 2, 5).value = "社区数"
    sheet.merge_cells(start_row=total + 2, end_row=total + 2, start_column=1, end_column=4)
    sheet.row_dimensions[total + 2].height = 40
    listed = DataValidation(type="list", formula1='"甲,乙"')
    listed.add(f"H5:H{last}")
    sheet.add_data_validation(listed)
    sheet.print_area = f"A1:H{total + 2}"
    sheet.print_title_rows = "3:4"
    sheet.page_setup.orientation = "landscape"
    other = book.create_sheet("汇总")
    other["A1"] = f"=SUM(统计表!C5:C{last})"
    other["A2"] = f"=统计表!C{total}"
    return saved(book)


def ledger_places() -> list[Placement]:
    fields = {1: "serial", 2: "name", 3: "households", 4: "population", 5: "floor_area", 6: "activity_share"}
    return [Placement(Place(Kind.COLUMN, 1, 5, column), field) for column, field in fields.items()]


def rows_plan(columns: Mapping[int, Sequence[Given]], *, first_row: int = 5, note: str = "", **more: Any) -> Plan:
    return Plan({1: TableRows(first_row, columns)}, {}, {}, note, "zh", **more)


@cache
def letter() -> bytes:
    """A line with two blanks, a sentence with three, a table with a total, and a table of labels."""
    document = Document()
    document.add_heading("完整社区情况", 1)
    document.add_paragraph("填报单位：____________    填报日期：____")
    line = document.add_paragraph("本地区社区数：")
    line.add_run("      ").underline = True
    line.add_run("个，户数合计：{{户数合计}}户，覆盖率：____%。")
    table = document.add_table(4, 4)
    table.style = "Table Grid"
    for column, text in enumerate(("序号", "社区名称", "户数", "备注")):
        table.cell(0, column).text = text
    table.cell(3, 0).text = "合计"
    table.cell(3, 0).merge(table.cell(3, 1))
    labels = document.add_table(1, 4)
    labels.cell(0, 0).text, labels.cell(0, 2).text = "社区数", "评估批次"
    document.add_paragraph("负责人：")
    made = BytesIO()
    document.save(made)
    return made.getvalue()


def saved(book: Workbook) -> bytes:
    made = BytesIO()
    book.save(made)
    return made.getvalue()


def read_xlsx(content: bytes) -> Any:
    return load_workbook(BytesIO(content))


def read_docx(content: bytes) -> Any:
    return Document(BytesIO(content))


def with_part(content: bytes, name: str, text: bytes) -> bytes:
    """The file with a part put in, or put in the place of the one of that name."""
    made = BytesIO()
    with zipfile.ZipFile(BytesIO(content)) as old, zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as new:
        for entry in old.infolist():
            if entry.filename != name:
                new.writestr(entry.filename, old.read(entry.filename))
        new.writestr(name, text)
    return made.getvalue()


def part_of(content: bytes, name: str) -> bytes:
    with zipfile.ZipFile(BytesIO(content)) as archive:
        return archive.read(name)
