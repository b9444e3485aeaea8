"""The log as files: complete, in the order of the chain, and enough to find out by oneself whether it holds."""

import csv
import hashlib
import io
import json
import random
from datetime import datetime
from decimal import Decimal
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


def lines_of(client: Client, query: str = "") -> tuple[list[dict[str, Any]], Any]:
    """(the acts of the file, the answer). Figures stay letter by letter."""
    answer = client.get(f"/audit/acts.ndjson{query}")
    assert answer.status_code == 200
    texts = body_of(answer).decode().splitlines()
    return [json.loads(text, parse_float=Decimal) for text in texts], answer


def _row(row: Any) -> str:
    return "" if row is None else _dumped(row)


def _dumped(value: Any) -> str:
    """As PostgreSQL writes jsonb."""
    if isinstance(value, dict):
        return "{" + ", ".join(f"{json.dumps(key, ensure_ascii=False)}: {_dumped(each)}" for key, each in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(map(_dumped, value)) + "]"
    return str(value) if isinstance(value, Decimal) else json.dumps(value, ensure_ascii=False)


def digest_of(line: dict[str, Any]) -> bytes:
    """As docs/audit.md says: the SHA-256 of the line of the act and of those of its changes."""
    moment = datetime.fromisoformat(line["done_at"])
    said = [line["act"], line["verb"], line["by"] or 0, line["who"], f"{int(moment.timestamp())}.{moment.microsecond:06d}"]
    said += [line["undoes"] or 0, line["request"], line["via"], line["why"]]
    whole = "\t".join(map(str, said)).encode()
    for each in line["changes"]:
        parts = [each[name] for name in ("id", "table", "how", "first", "last")]
        text = "\t".join([*map(str, parts), _row(each["before"]), _row(each["after"])])
        whole += hashlib.sha256(text.encode()).digest()
    return hashlib.sha256(whole).digest()


def test_the_file_alone_shows_that_the_chain_holds(log: None, reader: Client) -> None:
    lines, answer = lines_of(reader)
    chained = b""
    for number, line in enumerate(lines, start=1):
        assert line["number"] == number
        assert line["digest"] == digest_of(line).hex()
        chained = hashlib.sha256(chained + bytes.fromhex(line["digest"])).digest()
        assert line["chained"] == chained.hex()
    now = head()
    assert answer["X-Log-Head"] == f"{now.number}:{chained.hex()}" == f"{len(lines)}:{now.chained}"
    assert answer["X-Total-Count"] == str(len(lines)) == str(Act.objects.count())


def test_the_file_alone_makes_the_tables_again(log: None, reader: Client) -> None:
    lines, _ = lines_of(reader)
    tables: dict[str, dict[int, Any]] = {}
    for change in (change for line in lines for change in line["changes"]):
        tables.setdefault(change["table"], {})[change["first"]] = change["after"]  # None: it is gone
    for model in written():
        noted = tables[model._meta.db_table]
        stands = {key: json.loads(json.dumps(row, default=float)) for key, row in noted.items() if row is not None}
        assert stands == {key: row for key, row in rows_of(model).items() if key in noted}
        assert len(rows_of(model)) - len(stands) == (1 if model is Community else 0)  # one was there before the log


def test_very_large_writes_stand_in_it_as_ranges(reader: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("communities.journal.KEPT_WHOLE", 0)
    Somebody(random.Random(5)).does(20)  # noqa: S311  # acts, not secrets
    lines, _ = lines_of(reader)
    changes = [change for line in lines for change in line["changes"]]
    assert any(change["how"] == "created" and change["after"] is None for change in changes)
    assert [line["digest"] for line in lines] == [digest_of(line).hex() for line in lines]


def test_a_file_is_narrowed_as_the_page_is(log: None, reader: Client) -> None:
    lines, answer = lines_of(reader, "?verb=undo")
    assert lines
    assert {line["verb"] for line in lines} == {"undo"}
    assert answer["X-Total-Count"] == str(len(lines))
    assert reader.get("/audit/acts.csv?day_from=x")["Location"] == "/audit/?day_from=x"
    assert reader.get("/audit/acts.pdf").status_code == 404


def test_what_is_done_while_a_file_is_written_is_not_in_it(log: None) -> None:
    numbers = [act.seal.number for act in sealed_by(acts(), 3)]  # type: ignore[attr-defined]  # the other side of Seal.act
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
    assert book.worksheets[0].max_row - 1 == len(told)


@pytest.mark.parametrize("suffix", ["csv", "xlsx", "ndjson"])
def test_no_copy_of_a_file_is_kept_on_the_way(suffix: str, log: None, reader: Client) -> None:
    assert reader.get(f"/audit/acts.{suffix}")["Cache-Control"] == "private, no-store"


def test_the_number_of_acts_costs_no_query(log: None, reader: Client) -> None:
    with CaptureQueriesContext(connection) as queries:
        body_of(reader.get("/audit/acts.ndjson"))
    assert len(queries) <= 9
