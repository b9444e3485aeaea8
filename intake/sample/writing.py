"""Tables as the files a clerk would have: CSV as a spreadsheet saves it, XLSX, GeoJSON. The same bytes every time."""

import csv
import io
import json
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from intake.sample.dates import SAMPLE_DAY
from intake.sample.tables import Table, Value

WRITTEN_AT = datetime(SAMPLE_DAY.year, SAMPLE_DAY.month, SAMPLE_DAY.day)  # noqa: DTZ001 - a workbook has no time zone
SHEET_NAME = "示例数据"


def write_csv(path: Path, content: Table) -> None:
    """UTF-8 with a byte order mark and CRLF, as a Chinese spreadsheet program saves it."""
    text = io.StringIO(newline="")
    writer = csv.writer(text)
    writer.writerow(content.headers)
    writer.writerows(content.rows)
    path.write_bytes(text.getvalue().encode("utf-8-sig"))


def write_cell(sheet: Worksheet, row: int, column: int, value: Value, day_format: Format) -> None:
    """Numbers as numbers, days as days, codes as text; nothing for a blank."""
    if isinstance(value, Decimal | int):
        sheet.write_number(row, column, float(value))
    elif isinstance(value, date):
        sheet.write_datetime(row, column, value, day_format)
    elif value:
        sheet.write_string(row, column, value)


def write_sheet(sheet: Worksheet, content: Table, day_format: Format) -> None:
    """The title if there is one, the header, the rows."""
    first = 1 if content.title else 0
    if content.title:
        sheet.write_string(0, 0, content.title)
    for row, values in enumerate((content.headers, *content.rows), start=first):
        for column, value in enumerate(values):
            write_cell(sheet, row, column, value, day_format)
    sheet.freeze_panes(first + 1, 0)


def write_xlsx(path: Path, content: Table) -> None:
    """A workbook of one sheet, created on the sample day as far as it knows."""
    workbook = xlsxwriter.Workbook(path)
    workbook.set_properties({"title": SHEET_NAME, "created": WRITTEN_AT})
    day_format = workbook.add_format({"num_format": "yyyy-mm-dd"})
    write_sheet(workbook.add_worksheet(SHEET_NAME), content, day_format)
    workbook.close()


def write_geojson(path: Path, collection: dict[str, object]) -> None:
    """UTF-8 without a byte order mark, one line (RFC 7946)."""
    path.write_text(json.dumps(collection, ensure_ascii=False), encoding="utf-8", newline="\n")
