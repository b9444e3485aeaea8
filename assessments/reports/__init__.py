"""What is written out (tables.py) and how (one writer a format): the same for the pages and the API."""

from assessments.reports.download import download
from assessments.reports.plan_tables import card_table, left_table, line_table
from assessments.reports.score_table import score_table
from assessments.reports.table import Table, Writer
from assessments.reports.tables import gap_table, scorecard_table
from assessments.reports.writers import WRITERS

__all__ = [
    "WRITERS", "Table", "Writer", "card_table", "download", "gap_table", "left_table", "line_table", "score_table",
    "scorecard_table",
]  # fmt: skip
