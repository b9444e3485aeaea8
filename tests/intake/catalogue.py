"""The catalogue of bad files: what a case says, and the proof of it. The cases stand in the files test_catalogue_*.py, by the
ids of the catalogue (../shared/design/reliability.md, section 2).
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

from django.apps import apps
from django.db import connection
from psycopg import sql

from intake.models import Batch, Delivery, RowIssue
from intake.problems import Lang, Problem, shown
from intake.wording import place_of
from tests.intake.making import bring, text_file

LANGS: tuple[Lang, Lang] = ("zh", "en")


@dataclass(frozen=True)
class Said:
    """A problem and its place. ``tells``: what its sentence or remedy must hold in both languages, such as the limit."""

    code: str
    row: int | None = None
    column: str = ""
    value: str = ""
    sheet: str = ""
    tells: tuple[str, ...] = ()

    @property
    def place(self) -> tuple[str, int | None, str, str, str]:
        return self.code, self.row, self.column, self.value, self.sheet


@dataclass(frozen=True)
class Case:
    """One entry of the catalogue: the file, everything that is said of it, and whether it is stored."""

    id: str
    name: str
    make: Callable[[Path], Path]
    says: tuple[Said, ...] = ()
    stored: bool = False
    options: Mapping[str, Any] = field(default_factory=dict)
    then: Callable[[], bool] = lambda: True  # what is true of what was stored

    def __str__(self) -> str:
        return f"{self.id} {self.name}"


def csv(text: str, encoding: str = "utf-8") -> Callable[[Path], Path]:
    return lambda folder: text_file(folder, "a.csv", text, encoding)


def rows_stored() -> dict[str, int]:
    """The number of rows of every table but the record of what was brought."""
    with connection.cursor() as cursor:
        cursor.execute(_counting())
        return dict(cursor.fetchall())


@cache
def _counting() -> sql.Composed:
    """One statement for all the tables: every case asks twice."""
    record = (Batch, Delivery, RowIssue)
    tables = {model._meta.db_table for model in apps.get_models() if model not in record}
    each = (sql.SQL("SELECT {}, count(*) FROM {}").format(sql.Literal(name), sql.Identifier(name)) for name in sorted(tables))
    return sql.SQL(" UNION ALL ").join(each)


def prove(case: Case, folder: Path) -> None:
    """Bring the file in: exactly what the case says is said, in both languages, and what is refused leaves nothing behind."""
    path, before, batches = case.make(folder), rows_stored(), Batch.objects.count()
    outcome = bring(path, **case.options)
    problems = list(outcome.problems())
    assert [_place(each) for each in problems] == [said.place for said in case.says]
    assert outcome.accepted is case.stored
    for problem, said in zip(problems, case.says, strict=True):
        assert problem.file == shown(path.name, 255)
        _check_words(problem, said)
    states = set(Batch.objects.order_by("-pk")[: Batch.objects.count() - batches].values_list("state", flat=True))
    assert states == {"committed" if case.stored else "rejected"}
    assert case.stored or rows_stored() == before
    assert case.then()


def _place(problem: Problem) -> tuple[str, int | None, str, str, str]:
    return problem.code, problem.row, problem.column, problem.value, problem.sheet


def _check_words(problem: Problem, said: Said) -> None:
    for lang in LANGS:
        sentence, remedy = problem.sentence(lang), problem.remedy(lang)
        assert sentence
        assert remedy
        assert "?" not in sentence + remedy  # every placeholder is filled
        assert [part for part in said.tells if part not in sentence + remedy] == []
        line = place_of(problem, lang)
        assert [part for part in (problem.file, said.sheet, said.value, said.column) if part not in line] == []
        assert said.row is None or str(said.row) in line
