"""Deliveries and what became of them, in the reader's language."""

from datetime import datetime
from typing import Any

from django.apps import apps
from django.db.models import DateTimeField, Field
from django.utils.translation import gettext as _

from assessments.views.language import lang_now, listed, moment_text, name_of, number, spoken
from communities.filters.division import LEVELS
from communities.models import How
from communities.survey_items import SURVEY_ITEMS
from facilities.catalogue import FACILITY_TYPES
from intake.columns import FILE_KINDS, ITEM
from intake.models import Batch, Delivery, RowIssue
from intake.problems import WORDINGS, Problem
from intake.table_words import TABLES, words_of


def kind_word(code: str) -> str:
    return getattr(FILE_KINDS[code], lang_now()) if code in FILE_KINDS else _("not recognised")


def place_word(one: Delivery) -> str:
    return name_of(one.division) if one.division else _("everywhere")


def stage_word(one: Delivery) -> str:
    """What the step under way does; empty while it waits for its turn."""
    words = {"reading": _("reading"), "comparing": _("comparing with what is stored"), "storing": _("storing")}
    said = words.get(one.stage, "")
    if not said:
        return _("waiting for its turn")
    rows = _("rows: %(rows)s") % {"rows": number(one.rows_done)}
    return f"{one.file_at} · {said} · {rows}"


def fault_words(code: str) -> tuple[str, str]:
    """(sentence, what to do) of a problem code."""
    problem = Problem(code) if code in WORDINGS else Problem("delivery_fault")
    return problem.sentence(lang_now()), problem.remedy(lang_now())


def problem_of(issue: RowIssue) -> Problem:
    """The problem as it was found; its words are made anew in the reader's language."""
    batch = issue.batch
    return Problem(issue.code, batch.file_name, issue.sheet, issue.row, issue.column, issue.value, issue.details)


def table_word(table: str) -> str:
    return spoken(words_of(table))


def column_word(table: str, column: str) -> str:
    words = TABLES[table].columns.get(column) if table in TABLES else None
    return spoken(words) if words else column


def value_word(table: str, column: str, value: Any) -> str:
    """A value as the database's JSON gives it, in words where the column has choices."""
    if value is None or value == "" or value == []:
        return "—"
    if isinstance(value, list):
        return listed([value_word(table, column, each) for each in value])
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    return _text_word(table, column, value) if isinstance(value, str) else str(value)


def _text_word(table: str, column: str, value: str) -> str:
    if column == "facility_type" and value in FACILITY_TYPES:
        return FACILITY_TYPES[value].name(lang_now())
    if column == "item" and value in SURVEY_ITEMS:
        return SURVEY_ITEMS[value].name(lang_now())
    if column == "level" and value in LEVELS:
        return spoken(LEVELS[value])
    field = _field(table, column)
    if isinstance(field, DateTimeField):
        return moment_text(datetime.fromisoformat(value))
    return str(dict(field.flatchoices).get(value, value)) if field else value


def _field(table: str, column: str) -> "Field[Any, Any] | None":
    """None for a table or a column that is no longer there."""
    models = [model for model in apps.get_models() if model._meta.db_table == table]
    return next((field for model in models for field in model._meta.concrete_fields if field.column == column), None)


def how_word(how: str) -> str:
    return {How.CREATED: _("new"), How.CHANGED: _("changed"), How.DELETED: _("removed")}[How(how)]


def key_word(kind: str, key: str) -> str:
    """A column of a kind by its name: the Chinese one of the dictionary, or the key."""
    if key.startswith(ITEM):
        return key.partition(":")[2]
    return FILE_KINDS[kind].first_names.get(key, key) if lang_now() == "zh" else key.replace("_", " ")


def counts_line(batch: Batch) -> str:
    """``rows 120: new 3, changed 2, unchanged 115; errors 4, notes 6``."""
    said = _("rows %(rows)s: new %(created)s, changed %(changed)s, unchanged %(unchanged)s; errors %(errors)s, notes %(notes)s")
    names = ("rows", "created", "changed", "unchanged", "errors", "notes")
    return said % {name: number(getattr(batch, name)) for name in names}
