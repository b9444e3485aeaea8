"""Files hold what the API says, and nothing in them runs."""

import csv
import io
import zipfile
from collections.abc import Iterator
from copy import deepcopy
from decimal import Decimal
from typing import Any

import pytest
from django.http import QueryDict
from django.test import Client
from pytest_django import DjangoDbBlocker, Settings
from python_calamine import CalamineWorkbook

from assessments.filters import GapFilter
from assessments.models import Round, Scorecard
from assessments.reports import WRITERS, gap_table
from assessments.reports.csv_writer import safe
from assessments.reports.figures import Cell
from assessments.reports.heads import CARD_COLUMNS
from assessments.reports.table import Cut, Table, whole
from assessments.selectors.gaps import gaps
from communities.models import Community, Provenance
from communities.scope import AreaScope
from communities.words import Words
from tests.api.reading import body_of, results
from tests.factories import make_community, make_facility, make_households, make_inventory, make_round, make_source
from tests.factories.once import stored_once

EVERYWHERE = AreaScope.everywhere()
DANGEROUS = (
    "=1+1", "+1", "-1+1", "@SUM(A1)", "\t=1", "\r=1", "\n=1", "＝1+1", "＋1", "－1", "＠x", "=cmd|' /C calc'!A0",
    '=HYPERLINK("http://x","y")',
)  # fmt: skip
NUMBERS = ("met", "gaps", "unknown", "not_applicable", "households")


@pytest.fixture(scope="module")
def stored(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[Round]:
    with stored_once(django_db_blocker, make_dangerous) as made:
        yield made


@pytest.fixture
def one(stored: Round, db: None, settings: Settings) -> Round:
    settings.OPEN_READING = True
    return deepcopy(stored)


def make_dangerous() -> Round:
    """Communities with dangerous names; each lacks area, kindergarten and canteen."""
    sources = [make_source(provenance, provenance=provenance) for provenance in Provenance]
    for number, name in enumerate(DANGEROUS, start=1):
        community = make_community(f"9001010010{number:02d}", name, source=sources[number % 3])
        make_households(community, 2667, source=sources[number % 3])
        make_facility(community, floor_area="799.99", activity_area="400.00")
        for facility_type in ("service_complex", "kindergarten", "canteen"):
            make_inventory(community, facility_type)
    return make_round()


def csv_rows(content: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(content.decode(), newline="")))


def sheets(content: bytes) -> dict[str, list[list[Any]]]:
    book = CalamineWorkbook.from_filelike(io.BytesIO(content))
    return {name: book.get_sheet_by_name(name).to_python(skip_empty_area=False) for name in book.sheet_names}


def same(cell: float | str, text: str | None) -> bool:
    """A cell that was read back, and the API's printed figure."""
    if text is None:
        return cell == ""
    return cell == text if isinstance(cell, str) else Decimal(str(cell)) == Decimal(text)


def test_cells_of_the_gaps_are_the_values_of_the_api(one: Round, client: Client) -> None:
    rows = results(client, "/api/v1/gaps/?limit=10000")
    written = sheets(body_of(client.get("/api/v1/gaps/?format=xlsx&lang=en")))["Gaps"]
    assert len(written) == len(rows) + 1
    assert {row["unit"] for row in rows} == {"area", "count"}
    for row, cells in zip(rows, written[1:], strict=True):
        found = dict(zip(written[0], cells, strict=True))
        assert (found["Community code"], found["Community"]) == (row["community"]["code"], row["community"]["name"])
        assert (found["Rule"], found["Rule name"]) == (row["rule"], row["name"]["en"])
        assert (found["Clause"], found["Document"]) == (row["clause"]["article"]["en"], row["clause"]["document"])
        for head, key in (("Measured", "measured"), ("Required", "required"), ("Shortfall", "shortfall")):
            assert same(found[head], row[key]), (head, found[head], row[key])
        assert [label.split(" / ")[0] for label in found["Data label"].split("; ") if label] == row["data_labels"]


def test_cells_of_the_scorecards_are_the_values_of_the_api(one: Round, client: Client) -> None:
    rows = results(client, "/api/v1/scorecards/?ordering=-gaps")
    written = sheets(body_of(client.get("/api/v1/scorecards/?format=xlsx&lang=en&ordering=-gaps")))["Scorecards"]
    keys = [column.key for column in CARD_COLUMNS]
    for row, cells in zip(rows, written[1:], strict=True):
        found = dict(zip(keys, cells, strict=True))
        assert [found["code"], found["name"]] == [row["community"]["code"], row["community"]["name"]]
        assert [found[key] for key in NUMBERS] == [row[key] for key in NUMBERS]
        assert found["failed"].split() == row["failed"]


def test_a_script_reads_the_same_from_csv(one: Round, client: Client) -> None:
    rows = results(client, "/api/v1/gaps/?limit=10000")
    head, *written = csv_rows(body_of(client.get("/api/v1/gaps/?format=csv&lang=en")))
    for row, cells in zip(rows, written, strict=True):
        found = dict(zip(head, cells, strict=True))
        assert found["Community code"] == row["community"]["code"]
        for figure in ("measured", "required", "shortfall"):
            assert found[figure.title()] == row[figure]


def test_csv_for_people_and_for_scripts(one: Round, client: Client) -> None:
    plain = body_of(client.get("/api/v1/gaps/?format=csv"))
    people = body_of(client.get("/api/v1/gaps/?format=csv&bom=1"))
    assert not plain.startswith(b"\xef\xbb\xbf")
    assert people.startswith(b"\xef\xbb\xbf")
    rows = csv_rows(people[3:])
    assert "示例数据" in rows[0][0]
    assert "synthetic" in rows[0][0]
    assert rows[1] == csv_rows(plain)[0]
    assert rows[2][0] == "900101001001\t"
    assert rows[-1] == ["行数", str(len(csv_rows(plain)) - 1)]


@pytest.mark.parametrize("name", DANGEROUS)
def test_no_name_becomes_a_formula(name: str, one: Round, client: Client) -> None:
    code = Community.objects.get(name=name).code
    address = f"/api/v1/scorecards/?division={code}&lang=en"
    content = body_of(client.get(f"{address}&format=xlsx"))
    assert sheets(content)["Scorecards"][1][1] == name.replace("\r\n", "\n")
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        parts = [archive.read(part) for part in archive.namelist() if part.startswith("xl/worksheets/")]
        assert not any(b"<f>" in part or b"<hyperlink" in part for part in parts)
    cell = csv_rows(body_of(client.get(f"{address}&format=csv")))[1][1]
    assert cell == f"'{name}"


@pytest.mark.parametrize("text", ["社区", "a=b", "N48-FAC-01", "", "123", "'=1"])
def test_harmless_texts_stay_as_they_are(text: str) -> None:
    assert safe(text) == text


def test_codes_stay_text(one: Round, client: Client) -> None:
    row = sheets(body_of(client.get("/api/v1/scorecards/?format=xlsx")))["社区评分卡"][1]
    assert (row[0], row[3]) == ("900101001001", "900101001000")


def test_the_first_sheet_says_what_the_file_is(one: Round, client: Client) -> None:
    response = client.get("/api/v1/gaps/?format=xlsx&lang=en&division=9001&rule=N48-FAC-04")
    book = sheets(body_of(response))
    assert list(book) == ["About", "Gaps"]
    about = {row[0]: row[1] for row in book["About"]}
    note = next(text for text in about if "sample" in text)
    assert "示例数据" in note
    assert about["Round"] == str(one.pk)
    assert (about["Law of the day"], about["Data as of"]) == ("2026-06-30", "2026-06-30")
    assert about["Pack"] == f"cn-pilot-2022-48 {one.packs[0]['version']} sha256:{one.packs[0]['checksum']}"
    assert about["Fingerprint of the data"] == one.fingerprint
    assert about["Filters"] == "Division: 区划900100000000 (9001); Rule: N48-FAC-04 Kindergarten present"
    assert about["Rows"] == str(len(book["Gaps"]) - 1) == response["X-Total-Count"]
    assert response["Content-Disposition"] == f'attachment; filename="wanzheng-gaps-round{one.pk}-9001.xlsx"'


def test_recorded_figures_carry_no_note(db: None, client: Client, settings: Settings) -> None:
    settings.OPEN_READING = True
    make_inventory(make_community("910101001001"), "kindergarten")
    make_round()
    content = body_of(client.get("/api/v1/gaps/?format=csv&bom=1&lang=en&division=91"))
    assert csv_rows(content[3:])[0][0] == "Community code"


def test_the_head_is_in_the_language_of_the_reader(one: Round, client: Client) -> None:
    for header, head in (("en", "Community code"), ("zh-CN", "社区代码"), ("fr", "社区代码")):
        response = client.get("/api/v1/gaps/?format=csv", headers={"Accept-Language": header})
        assert csv_rows(body_of(response))[0][0] == head


def test_accept_chooses_the_form_too(one: Round, client: Client) -> None:
    response = client.get("/api/v1/gaps/", headers={"Accept": "text/csv"})
    assert response["Content-Type"] == "text/csv; charset=utf-8"


def test_a_file_holds_more_than_a_page(one: Round, client: Client) -> None:
    count = client.get("/api/v1/gaps/?limit=1").json()["count"]
    assert len(csv_rows(body_of(client.get("/api/v1/gaps/?format=csv")))) == count + 1


def table_of(rows: Iterator[tuple[Cell, ...]], total: int) -> Table:
    return Table(Words("表", "Table"), (), whole(rows), total, (), "", "x", "en")


@pytest.mark.parametrize("form", WRITERS)
@pytest.mark.parametrize("for_people", [True, False])
def test_a_file_cut_short_never_looks_whole(form: str, for_people: bool) -> None:  # noqa: FBT001  a parameter of the test
    with pytest.raises(Cut):
        b"".join(WRITERS[form].chunks(table_of(iter([()]), 2), for_people))


def test_many_rows_need_many_sheets(monkeypatch: pytest.MonkeyPatch, one: Round) -> None:
    monkeypatch.setattr("assessments.reports.xlsx_writer.ROWS_A_SHEET", 10)
    filterset = GapFilter(QueryDict(""), gaps(EVERYWHERE, one), scope=EVERYWHERE, one=one)
    table = gap_table(one, filterset, "en")
    book = sheets(b"".join(WRITERS["xlsx"].chunks(table, False)))
    rows = [row[0] for name, sheet in book.items() if name.startswith("Gaps") for row in sheet[1:]]
    assert len(book) > 3
    assert rows == [gap.code for gap in gaps(EVERYWHERE, one)]


def test_the_same_rows_make_the_same_file(one: Round, client: Client) -> None:
    for form in WRITERS:
        assert body_of(client.get(f"/api/v1/gaps/?format={form}")) == body_of(client.get(f"/api/v1/gaps/?format={form}"))
    with zipfile.ZipFile(io.BytesIO(body_of(client.get("/api/v1/gaps/?format=xlsx")))) as archive:
        assert b"2000-01-01T00:00:00Z" in archive.read("docProps/core.xml")


@pytest.mark.parametrize(
    ("counts", "words"),
    [((0, 0), ("是", "yes")), ((0, 3), ("待核实", "undecided")), ((2, 0), ("否", "no")), ((2, 3), ("否", "no"))],
)
def test_complete_says_in_a_file_what_it_says_in_the_api(
    counts: tuple[int, int], words: tuple[str, str], one: Round, client: Client
) -> None:
    Scorecard.objects.update(gaps=counts[0], unknown=counts[1], met=5)
    said = {row["complete"] for row in results(client, "/api/v1/scorecards/")}
    assert said == {{"是": True, "否": False, "待核实": None}[words[0]]}
    for lang, word in zip(("zh", "en"), words, strict=True):
        heads, *rows = csv_rows(body_of(client.get(f"/api/v1/scorecards/?format=csv&lang={lang}")))
        at = heads.index({"zh": "完整社区", "en": "Complete"}[lang])
        assert {row[at] for row in rows} == {word}
