"""The formats. One line each."""

from collections.abc import Mapping
from types import MappingProxyType

from assessments.reports.csv_writer import csv_chunks
from assessments.reports.table import Writer
from assessments.reports.xlsx_writer import xlsx_chunks

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
WRITERS: Mapping[str, Writer] = MappingProxyType(
    {
        "csv": Writer("text/csv", "csv", csv_chunks),
        "xlsx": Writer(XLSX, "xlsx", xlsx_chunks),
    }
)
