"""Whatever stands in the log can be said in words."""

import ast
from collections.abc import Iterator
from pathlib import Path

from django.apps import apps

from accounts.act_words import VERBS, VIA, verb_words
from intake.editing.kinds import ENTRY_KINDS
from intake.table_words import TABLES

ROOT = Path(__file__).resolve().parents[2]
ROOMS = ("accounts", "assessments", "communities", "config", "facilities", "intake", "pilots")
DOES = ("add", "edit", "remove")
"""What the forms of the register do with each kind: intake/editing/writing.py."""
RECORDING = ("record", "record_new")
"""The verbs that are called by the table that they write: communities/services.py."""


def calls() -> Iterator[tuple[str, dict[str, ast.expr]]]:
    """The name of whatever is called, and its arguments by name."""
    for path in (path for room in ROOMS for path in (ROOT / room).rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call):
                yield getattr(node.func, "id", ""), {each.arg: each.value for each in node.keywords if each.arg}


def texts(name: str) -> set[str]:
    """The literal values of an argument, wherever something is called with it."""
    given = [arguments[name] for _, arguments in calls() if name in arguments]
    parts = [part for value in given for part in ([value.body, value.orelse] if isinstance(value, ast.IfExp) else [value])]
    return {part.value for part in parts if isinstance(part, ast.Constant) and isinstance(part.value, str)}


def test_every_verb_of_the_code_has_words_and_no_words_are_left_over() -> None:
    written = [arguments["model"] for name, arguments in calls() if name in RECORDING and "model" in arguments]
    models = {value.id.lower() for value in written if isinstance(value, ast.Name) and value.id != "model"}
    assert len(models) > 8
    entries = {f"{do}_{kind.code}" for kind in ENTRY_KINDS.values() for do in DOES if do == "edit" or kind.can_add}
    assert set(VERBS) == texts("verb") | models | entries


def test_every_way_in_has_words() -> None:
    assert texts("via") <= set(VIA)
    assert {"page", "api", "command"} <= set(VIA)


def test_a_verb_of_days_gone_by_is_named_as_the_log_has_it() -> None:
    assert (verb_words("once").zh, verb_words("once").en) == ("once", "once")


def test_every_table_and_column_that_has_words_is_there() -> None:
    columns = {model._meta.db_table: {field.column for field in model._meta.concrete_fields} for model in apps.get_models()}
    for table, words in TABLES.items():
        assert {*words.names, *words.columns} <= columns.get(table, set()), table
