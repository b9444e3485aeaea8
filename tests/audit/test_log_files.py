"""The log as files: complete, in the order of the chain, and enough to find out by oneself whether it holds."""

import csv
import io
import json
import random
import re
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from accounts.selectors.acts import acts, sealed_by
from communities.models import Act, Community, Seal
from communities.sealing import head
from tests.api.reading import as_person, body_of
from tests.audit.acting_at_random import Somebody
from tests.audit.test_replaying import rows_of, written
from tests.factories import make_worker

pytestmark = pytest.mark.django_db


@pytest.fixture
def reader(db: None) -> Client:
    """An auditor of everything, in English."""
    client = as_person(make_worker("auditor", None, "auditor"))
    client.cookies["django_language"] = "en"
    return client


@pytest.fixture
def log(reader: Client) -> None:
    Somebody(random.Random(11)).does(40)  # noqa: S311  # acts, not secrets


def texts_of(client: Client, query: str = "") -> tuple[list[str], Any]:
    """(the lines of the file, the answer)."""
    answer = client.get(f"/audit/acts.ndjson{query}")
    assert answer.status_code == 200
    return body_of(answer).decode().removesuffix("\n").split("\n"), answer


def lines_of(client: Client, query: str = "") -> list[dict[str, Any]]:
    return [json.loads(text) for text in texts_of(client, query)[0]]


@pytest.fixture(scope="module")
def documented() -> dict[str, Any]:
    """What docs/audit.md gives to those who have a file and nothing else."""
    page = (Path(__file__).resolve().parents[2] / "docs" / "audit.md").read_text(encoding="utf-8")
    (program,) = re.findall(r"```python\n(.*?)```", page, re.DOTALL)
    names: dict[str, Any] = {"__name__": "docs"}
    exec(program, names)  # noqa: S102  # our own page
    return names


def test_the_file_alone_shows_that_the_chain_holds(log: None, reader: Client, documented: dict[str, Any]) -> None:
    texts, answer = texts_of(reader)
    now = head()
    assert documented["mark"](texts) == answer["X-Log-Head"] == f"{now.number}:{now.chained}"
    assert answer["X-Total-Count"] == str(len(texts)) == str(Act.objects.count()) == str(now.number)


@pytest.mark.parametrize(("old", "new"), [('"who": "', '"who": "x'), ('"name": "', '"name": "x'), ('"last": ', '"last": 1')])
def test_a_file_that_was_altered_shows_where(old: str, new: str, log: None, reader: Client, documented: dict[str, Any]) -> None:
    texts, _ = texts_of(reader)
    place = next(place for place, text in enumerate(texts) if old in text)
    altered = [*texts[:place], texts[place].replace(old, new, 1), *texts[place + 1 :]]
    with pytest.raises(ValueError, match=f"act {json.loads(texts[place])['act']} does not hold"):
        documented["mark"](altered)


def test_the_file_alone_makes_the_tables_again(log: None, reader: Client) -> None:
    lines = lines_of(reader)
    tables: dict[str, dict[int, Any]] = {}
    for change in (change for line in lines for change in line["changes"]):
        tables.setdefault(change["table"], {})[change["first"]] = change["after"]  # None: it is gone
    for model in written():
        noted = tables[model._meta.db_table]
        stands = {key: row for key, row in noted.items() if row is not None}
        assert stands == {key: row for key, row in rows_of(model).items() if key in noted}
        assert len(rows_of(model)) - len(stands) == (1 if model is Community else 0)  # one was there before the log


def test_very_large_writes_stand_in_it_as_ranges(
    reader: Client, documented: dict[str, Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("communities.journal.KEPT_WHOLE", 0)
    Somebody(random.Random(5)).does(20)  # noqa: S311  # acts, not secrets
    changes = [change for line in lines_of(reader) for change in line["changes"]]
    assert any(change["how"] == "created" and change["after"] is None for change in changes)
    texts, answer = texts_of(reader)
    assert documented["mark"](texts) == answer["X-Log-Head"]


def test_a_file_is_narrowed_as_the_page_is(log: None, reader: Client) -> None:
    texts, answer = texts_of(reader, "?verb=undo")
    assert {json.loads(text)["verb"] for text in texts} == {"undo"}
    assert answer["X-Total-Count"] == str(len(texts))
    assert reader.get("/audit/acts.csv?day_from=x")["Location"] == "/audit/?day_from=x"
    assert reader.get("/audit/acts.pdf").status_code == 404


def test_what_is_done_while_a_file_is_written_is_not_in_it(log: None) -> None:
    numbers = [act.seal.number for act in sealed_by(acts(), 3)]
    assert numbers == [1, 2, 3]


def test_the_tables_for_reading_have_a_line_an_act(log: None, reader: Client) -> None:
    answer = reader.get("/audit/acts.csv")
    rows = list(csv.DictReader(io.StringIO(body_of(answer).decode("utf-8-sig"))))
    sealed = Seal.objects.select_related("act").order_by("number")
    told = [row for row in rows if (row["Link of the chain"] or "").strip()]
    assert [int(row["Seal"]) for row in told] == [each.number for each in sealed]
    assert [row["Verb"] for row in told] == [each.act.verb for each in sealed]
    assert int(answer["X-Total-Count"]) == len(told)
    now = head()
    assert any(row["Act"] == f"{now.number}:{now.chained}" for row in rows)
    book = openpyxl.load_workbook(io.BytesIO(body_of(reader.get("/audit/acts.xlsx"))))
    assert book.worksheets[1].max_row - 1 == len(told)


@pytest.mark.parametrize("suffix", ["csv", "xlsx", "ndjson"])
def test_no_copy_of_a_file_is_kept_on_the_way(suffix: str, log: None, reader: Client) -> None:
    assert reader.get(f"/audit/acts.{suffix}")["Cache-Control"] == "private, no-store"


def test_the_number_of_acts_costs_no_query(log: None, reader: Client) -> None:
    with CaptureQueriesContext(connection) as queries:
        body_of(reader.get("/audit/acts.ndjson"))
    assert len(queries) <= 9
