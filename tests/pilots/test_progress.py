"""The progress report: the same figures on the screen, on paper and in the workbook, whose formulas come to what is printed."""

import io
import re
import shutil
import subprocess
from pathlib import Path

import openpyxl
import pytest

from accounts.models import User
from communities.words import Lang
from pilots.models import Return
from pilots.programmes.parts import part_of
from pilots.progress.content import progress_content
from pilots.progress.workbook import progress_workbook
from pilots.returns.rows import ROWS
from pilots.services.returns.correcting import correct
from pilots.services.returns.freezing import fingerprint_of, freeze_return
from tests.api.reading import as_person
from tests.factories import Territory
from tests.factories.communities import DAY
from tests.factories.pilots import make_enrolment
from tests.pilots.quarter import Office, drawn, make_office

pytestmark = pytest.mark.django_db


@pytest.fixture
def office(territory: Territory) -> Office:
    made = make_office(territory)
    make_enrolment(made.programme, territory.near)
    return made


@pytest.fixture
def one(office: Office, territory: Territory) -> Return:
    made = drawn(office, territory)
    correct(by=None, of=made, row="217", amount=3, reason="三家药店未录入")
    return made


@pytest.mark.parametrize(
    ("place", "path", "part"),
    [
        ("900000000000", "/90/9001/900101/900101001/900101001001/", "900100000000"),
        ("900100000000", "/90/9001/900101/900101001/900101001001/", "900101000000"),
        ("110000000000", "/11/1101/110108/110108001/110108001001/", "110108000000"),
        ("420000000000", "/42/4290/429004/429004001/429004001001/", "429004000000"),
        ("441900000000", "/44/4419/441900003/441900003001/", "441900000000"),
        ("900101000000", "/90/9001/900101/900101001/900101001001/", "900101000000"),
        ("", "/90/9001/900101/900101001/900101001001/", "900000000000"),
    ],
)
def test_the_city_in_which_a_pilot_stands(place: str, path: str, part: str) -> None:
    assert part_of(place, path) == part


def test_the_cities_add_up_to_the_whole(one: Return) -> None:
    content = progress_content(one, "zh")
    assert [city.name.zh for city in content.cities] == ["示例市", "区划900200000000"]
    for at, whole in enumerate(content.rows):
        for name in ("quarter", "unknown_quarter", "total", "unknown_total"):
            assert sum(getattr(city.rows[at], name) for city in content.cities) == getattr(whole, name), (whole.row.code, name)


def values(content: bytes, *, sheet: int = 0) -> list[list[object]]:
    """The cells as a reader that does not calculate sees them."""
    book = openpyxl.load_workbook(io.BytesIO(content), data_only=True)
    return [list(row) for row in book.worksheets[sheet].iter_rows(values_only=True)]


def figures_of(rows: list[list[object]]) -> dict[str, list[object]]:
    codes = {row.code for row in ROWS}
    return {str(row[0]): row for row in rows if str(row[0]) in codes}


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_summary_says_what_the_page_says(one: Return, lang: Lang) -> None:
    found = figures_of(values(progress_workbook(progress_content(one, lang), "WZ-TEST", DAY)))
    assert found["217"][3:10] == [0, 3, 3, 0, 0, 3, 0]
    assert found["213"][3:10] == [1, 0, 1, 0, 0, 2, 0]


@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_every_figure_of_the_workbook_is_that_of_the_page(one: Return, officer: User, language: str) -> None:
    """Row by row of the form, and pilot by pilot: the cells of the page are those of the file that it offers."""
    client = as_person(officer)
    client.cookies["django_language"] = language
    screen = [cells_of(row) for row in re.findall(r"<tr.*?</tr>", client.get(f"/returns/{one.pk}/").content.decode(), re.S)]
    content = client.get(f"/returns/{one.pk}/report.xlsx").content
    book = {sheet: values(content, sheet=sheet) for sheet in range(3)}
    shown = {row[0]: row for row in screen if row}
    for code, row in figures_of(book[0]).items():
        told = next(cells for head, cells in shown.items() if code in head.split())
        is_area = code == "218"
        assert [told[4], told[5].split()[0]] == [f"{row[at]:,.{2 * is_area}f}" for at in (5, 8)], code
    pilots = {str(row[2]): row for sheet in (1, 2) for row in book[sheet] if re.fullmatch(r"[0-9]{12}", str(row[2]))}
    assert len(pilots) == len(one.drawn["pilots"]) == 4
    for code, row in pilots.items():
        told = next(cells for head, cells in shown.items() if code in head)
        assert told[2:6] == [str(row[at]) for at in (6, 7, 8, 9)], code


def cells_of(row: str) -> list[str]:
    """The texts of a row of a page, its head first."""
    cells = re.findall(r"<t[hd][^>]*>(.*?)</t[hd]>", row, re.S)
    return [" ".join(re.sub(r"<[^>]+>", " ", cell).split()) for cell in cells]


def test_its_figures_are_formulas_over_the_cities(one: Return) -> None:
    book = openpyxl.load_workbook(io.BytesIO(progress_workbook(progress_content(one, "zh"), "WZ-TEST", DAY)))
    assert book.sheetnames == ["汇总", "示例市", "区划900200000000", "修正"]
    row = next(row for row in book.worksheets[0].iter_rows() if row[0].value == "213")
    assert re.fullmatch(r"='示例市'!D\d+\+'区划900200000000'!D\d+", str(row[3].value))
    assert book.worksheets[0].freeze_panes is not None
    assert book.worksheets[1].print_title_rows is not None


@pytest.mark.skipif(not shutil.which("soffice"), reason="LibreOffice is not installed")
def test_what_libreoffice_calculates_is_what_is_printed(one: Return, tmp_path: Path) -> None:
    file = tmp_path / "report.xlsx"
    file.write_bytes(progress_workbook(progress_content(one, "zh"), "WZ-TEST", DAY))
    home = f"-env:UserInstallation=file://{tmp_path}/home"
    convert = ["soffice", home, "--headless", "--convert-to", "ods", "--outdir", str(tmp_path), str(file)]
    subprocess.run(convert, check=True, capture_output=True, timeout=120)
    back = ["soffice", home, "--headless", "--convert-to", "xlsx:Calc MS Excel 2007 XML", "--outdir", str(tmp_path / "back")]
    subprocess.run([*back, str(tmp_path / "report.ods")], check=True, capture_output=True, timeout=120)
    for sheet in range(3):
        before, after = (values(path.read_bytes(), sheet=sheet) for path in (file, tmp_path / "back" / "report.xlsx"))
        assert figures_of(after) == {code: row[: len(figures_of(after)[code])] for code, row in figures_of(before).items()}


@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_screen_and_paper_say_the_same(one: Return, officer: User, language: str) -> None:
    freeze_return(by=officer, of=one, mark=fingerprint_of(one))
    client = as_person(officer)
    client.cookies["django_language"] = language
    page = client.get(f"/returns/{one.pk}/report/").content.decode()
    assert "WZ-" in page
    for text in ("示例社区900101001001", "217", "三家药店未录入"):
        assert text in page
    for suffix in ("docx", "pdf", "xlsx"):
        response = client.get(f"/returns/{one.pk}/report.{suffix}")
        assert response.status_code == 200, suffix
        assert response["Content-Disposition"].endswith(f'.{suffix}"')


def test_the_code_leads_to_the_frozen_figures(one: Return, officer: User, planner: User) -> None:
    freeze_return(by=officer, of=one, mark=fingerprint_of(one))
    page = as_person(officer).get(f"/returns/{one.pk}/report/").content.decode()
    code = re.search(r"/verify/(WZ-[0-9A-Z-]+)/", page)
    assert code
    told = as_person(officer).get(f"/verify/{code[1]}/").content.decode()
    assert "217" in told
    assert as_person(planner).get(f"/verify/{code[1]}/").status_code == 404
    assert as_person(planner).get(f"/returns/{one.pk}/report/").status_code == 404


def test_another_report_has_another_code(one: Return, office: Office, officer: User, territory: Territory) -> None:
    """A project that costs more is another report, though no row of the form is another."""

    def code() -> str:
        found = re.search(r"/verify/(WZ-[0-9A-Z-]+)/", as_person(officer).get(f"/returns/{one.pk}/report/").content.decode())
        assert found
        return found[1]

    first = code()
    assert code() == first
    type(office.early).objects.filter(pk=office.early.pk).update(yuan=9_000_000)
    drawn(office, territory)
    assert code() != first
    assert as_person(officer).get(f"/verify/{first}/").status_code == 200
