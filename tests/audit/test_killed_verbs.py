"""Whatever is killed in the middle of whatever it writes: all of it is there or nothing, and the log says the same.

A process is forked for each attempt and takes itself down with SIGKILL before or behind one of its statements.
"""
# the names of our own tables

import json
import random
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.apps import apps
from django.conf import settings as django_settings
from django.db import connection, models
from procrastinate.contrib.django.models import ProcrastinateJob
from psycopg import sql
from pytest_django import Settings

from communities.journal import row_as_noted
from communities.models import Act, Change, How
from communities.sealing import verify
from intake.editing.kinds import ENTRY_KINDS
from tests.audit.verbs import VERBS, made
from tests.intake.test_killed import dying, ended, forked
from tests.ordering.conftest import tables_of_rounds

pytestmark = pytest.mark.django_db(transaction=True)
NOTED = (
    "accounts.User", "accounts.Grant", "accounts.ApiToken", "assessments.Round", "assessments.Price", "assessments.RemedyPlan",
    "intake.Delivery", "intake.WaitingRow", "intake.BlankForm", "pilots.KeyProject", "pilots.Funding",
    "pilots.Milestone", "pilots.ProgressNote", "pilots.Evidence", "pilots.WorkPlan", "pilots.ReviewStep",
    "assessments.IssuedDocument", "assessments.OrderedFile",
)  # fmt: skip
LOG = frozenset({"communities_act", "communities_change", "communities_seal"})
KEEPS_DELIVERIES = ("intake", "undo")
"""What came of a delivery stands in the delivery, not in the log of the act that it names."""
Tables = dict[str, dict[int, Any]]
ROLLED_BACK = frozenset({"promise"})
"""What is done to be looked at, and never stays: assessments/services/promising.py."""
STATEMENTS = 70
"""More than any verb sends, but for the few that judge or read a file."""


def noted_models() -> list[type[models.Model]]:
    """Whose rows are on record."""
    register = [model for room in ("communities", "facilities") for model in apps.get_app_config(room).get_models()]
    named = [apps.get_model(label) for label in NOTED]
    return [model for model in (*register, *named) if model._meta.managed and model._meta.db_table not in LOG]


def tables() -> Tables:
    """Every row of them, as the log has rows."""
    return {model._meta.db_table: _rows(model) for model in noted_models()}


def _rows(model: type[models.Model]) -> dict[int, Any]:
    key, table = sql.Identifier(str(model._meta.pk.column)), sql.Identifier(model._meta.db_table)
    with connection.cursor() as cursor:
        cursor.execute(sql.SQL("SELECT {}, {} FROM {} t").format(key, row_as_noted(model), table))
        found = {number: json.loads(row) if isinstance(row, str) else row for number, row in cursor.fetchall()}
    return {number: _told(row) for number, row in found.items()}


def _told(row: dict[str, Any]) -> dict[str, Any]:
    """Without what is noted nowhere: when somebody logged in last is what the log has acts for."""
    return {column: value for column, value in row.items() if column != "last_login"}


def follows(before: Tables, after: Tables, last: int, leaving_out: str) -> None:
    """The tables are what they were, with what the log says of the acts behind ``last``."""
    for change in Change.objects.filter(act__pk__gt=last).order_by("pk"):
        rows = before.setdefault(change.table, {})
        if change.how == How.DELETED:
            rows.pop(change.first, None)
        elif change.after is not None:
            rows[change.first] = _told(change.after)
    compared = after.keys() - {leaving_out}
    assert {name: before[name] for name in compared} == {name: after[name] for name in compared}
    assert verify()[1] is None


def attempts(verb: str, times: int) -> Iterator[int]:
    """Steps at which it is killed, the same ones every time the test is run; at last one that it does not reach."""
    draw = random.Random(verb)  # noqa: S311  # places, not secrets
    yield from sorted(draw.randrange(1, STATEMENTS) for _ in range(times))
    yield 10_000


@pytest.fixture(autouse=True)
def _clean(settings: Settings, tmp_path: Path) -> Iterator[None]:
    settings.MEDIA_ROOT = tmp_path / "files"
    ProcrastinateJob.objects.all()._raw_delete("default")  # its models are read only
    yield
    with connection.cursor() as cursor:
        for name in tables_of_rounds():
            cursor.execute(sql.SQL("DROP TABLE {}").format(sql.Identifier(name)))


def killed(verb: str, folder: Path, times: int) -> tuple[int, int]:
    """(times that nothing was there, times that all was)."""
    work = VERBS[verb](made(folder))
    before, last = tables(), (Act.objects.order_by("pk").last() or Act(pk=0)).pk
    for nothing, number in enumerate(attempts(verb, times)):
        code = ended(forked(dying(work, number)))
        assert code in (None, 0), (verb, number)
        unsaid = "intake_delivery" if verb in KEEPS_DELIVERIES else ""
        follows({name: dict(rows) for name, rows in before.items()}, tables(), last, unsaid)
        done = Act.objects.filter(pk__gt=last, verb=verb).exists()
        if done:
            return nothing, 1
        assert code is None, f"{verb} was done and is not on record"
    raise AssertionError(verb)


@pytest.mark.parametrize("verb", sorted(VERBS))
def test_killed_at_some_steps(verb: str, tmp_path: Path) -> None:
    killed(verb, tmp_path, 2)


@pytest.mark.bench
@pytest.mark.parametrize("verb", sorted(VERBS))
def test_killed_at_many_steps(verb: str, tmp_path: Path) -> None:
    nothing, everything = killed(verb, tmp_path, 40)
    print(f"{verb}: killed {nothing + everything} times, nothing {nothing}, all {everything}, else 0")  # noqa: T201  a measurement


def test_every_verb_of_the_code_is_killed() -> None:
    """Those that write one table each, named by it, stand for each other."""
    rooms = ("accounts", "assessments", "communities", "facilities", "intake", "pilots")
    files = [path for room in rooms for path in (django_settings.BASE_DIR / room).rglob("*.py")]
    literal = {verb for path in files for verb in re.findall(r'verb="([a-z_]+)"', path.read_text(encoding="utf-8"))}
    entries = {
        f"{do}_{kind}" for kind in ENTRY_KINDS for do in ("add", "edit", "remove") if do == "edit" or kind != "community"
    }
    assert (literal | entries | {"householdcount"}) - ROLLED_BACK == set(VERBS)
