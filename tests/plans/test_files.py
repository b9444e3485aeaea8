"""A whole plan as a workbook and a document: what adds up, what is text, what is said, and who may have it."""

import io
import re
import zipfile
from typing import Any

import docx
import openpyxl
import pytest
from pytest_django import Settings

from accounts.models import User
from assessments.labels import LABELS
from assessments.models import PlannedRemedy, RemedyPlan
from tests.api.reading import as_person, body_of, is_problem
from tests.factories import Territory
from tests.plans.planned import furnish, made, order

pytestmark = pytest.mark.django_db
TRICK = "=1+1"


@pytest.fixture
def plan(planner: User, territory: Territory) -> RemedyPlan:
    found = made(planner, territory.city, furnish(territory))
    RemedyPlan.objects.update(name=TRICK, labels=LABELS["sample"])
    first = found.remedies.get(position=1)
    PlannedRemedy.objects.filter(pk=first.pk).update(cost={**first.cost, "is_placeholder": True})
    return found


def content(user: User, plan: RemedyPlan, form: str, lang: str = "zh") -> bytes:
    response = as_person(user).get(f"/api/v1/plans/{plan.pk}/?format={form}&lang={lang}")
    assert response.status_code == 200, body_of(response)
    assert response["Content-Disposition"] == f'attachment; filename="wanzheng-plan{plan.pk}-9001.{form}"'
    return body_of(response)


def book(user: User, plan: RemedyPlan, lang: str = "zh", *, values: bool = False) -> Any:
    return openpyxl.load_workbook(io.BytesIO(content(user, plan, "xlsx", lang)), data_only=values)


def texts(sheet: Any) -> list[Any]:
    return [cell.value for row in sheet.iter_rows() for cell in row if cell.value is not None]


@pytest.mark.parametrize(
    ("lang", "names"),
    [
        ("zh", ["概览", "措施", "未关闭短板", "社区", "价格"]),
        ("en", ["Overview", "Remedies", "Left open", "Communities", "Prices"]),
    ],
)
def test_the_workbook_says_all_of_it(lang: str, names: list[str], plan: RemedyPlan, planner: User) -> None:
    found = book(planner, plan, lang)
    assert found.sheetnames == names
    lines, left, cards = (found.worksheets[at] for at in (1, 2, 3))
    code = plan.remedies.get(position=1).code
    assert texts(lines).count(code) == sum(1 for line in plan.remedies.all() if line.code == code)
    assert sum(1 for value in texts(left) if value == "N48-FAC-04") == plan.left.count()
    assert {card.code for card in plan.cards.all()} <= set(texts(cards))
    overview = " ".join(map(str, texts(found.worksheets[0])))
    for said in (str(plan.round.as_of), str(plan.prices_on), plan.round.packs[0]["checksum"], plan.fingerprint):
        assert said in overview
    assert ("没有别的方案能得更多" if lang == "zh" else "no other plan is worth more") in overview
    assert ("含示例数据，不得引用" if lang == "zh" else "Contains sample figures") in overview
    assert ("占位价，尚未确认" if lang == "zh" else "nobody has confirmed") in overview


def test_sums_are_formulas_that_come_to_what_the_plan_says(plan: RemedyPlan, planner: User) -> None:
    formulas, values = book(planner, plan), book(planner, plan, values=True)
    lines = formulas.worksheets[1]
    last = lines.max_row
    summed = [cell.column for cell in lines[last] if str(cell.value).startswith("=SUM(")]
    first = last - plan.remedies.count()
    for column in summed:
        rows = [lines.cell(row, column).value for row in range(first, last)]
        assert values.worksheets[1].cell(last, column).value == pytest.approx(sum(rows))
    whole = max(values.worksheets[1].cell(last, column).value for column in summed)
    assert whole * 10_000 == pytest.approx(sum(plan.spent))
    overview = values.worksheets[0]
    spent = {row[0].value: row[2].value for row in overview.iter_rows() if isinstance(row[0].value, int)}
    assert [round(spent[year["year"]] * 10_000) for year in plan.told["years"]] == plan.spent


def test_whatever_looks_like_a_formula_is_text(plan: RemedyPlan, planner: User) -> None:
    found = book(planner, plan)
    typed = [cell for sheet in found for row in sheet.iter_rows() for cell in row if cell.value == TRICK]
    assert typed
    assert {cell.data_type for cell in typed} == {"s"}
    assert "=市政定额" in texts(found.worksheets[4])
    formulas = [cell.value for sheet in found for row in sheet.iter_rows() for cell in row if cell.data_type == "f"]
    assert all(re.fullmatch(r"=(SUM\(.+\)|[BC][0-9]+-[BC][0-9]+)", value) for value in formulas)


def test_every_sheet_is_ready_to_be_printed(plan: RemedyPlan, planner: User) -> None:
    for at, sheet in enumerate(book(planner, plan)):
        assert (sheet.page_setup.orientation, sheet.sheet_properties.pageSetUpPr.fitToPage) == ("landscape", True)
        assert (sheet.page_setup.fitToWidth or 1, sheet.page_setup.fitToHeight) == (1, 0)
        assert at == 0 or (sheet.freeze_panes and sheet.print_title_rows), sheet.title


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_document_has_the_form_of_official_ones(lang: str, plan: RemedyPlan, planner: User) -> None:
    raw = content(planner, plan, "docx", lang)
    found = docx.Document(io.BytesIO(raw))
    said = [paragraph.text for paragraph in found.paragraphs if paragraph.text]
    heads = [text for text in said if re.match(r"[一二三四五六七八]、" if lang == "zh" else r"[1-8]\. ", text)]
    assert len(heads) == 8
    assert said[0] == ("示例市完整社区补短板方案" if lang == "zh" else "Plan to make up what communities lack: 示例市")
    assert TRICK in said
    assert any(("占位价" if lang == "zh" else "nobody has confirmed") in text for text in said)
    section = found.sections[0]
    margins = (section.top_margin, section.left_margin, section.right_margin)
    assert [round(each.mm) for each in margins if each] == [37, 28, 26]
    for table in found.tables:
        assert table.rows[0]._tr.xpath("./w:trPr/w:tblHeader")
    with zipfile.ZipFile(io.BytesIO(raw)) as package:
        body, fonts = (package.read(f"word/{name}.xml").decode() for name in ("document", "fontTable"))
    for font in ("方正小标宋简体", "黑体", "仿宋_GB2312"):
        assert f'w:eastAsia="{font}"' in body
        assert f'w:name="{font}"><w:altName' in fonts


def test_the_money_of_the_document_is_that_of_the_plan(plan: RemedyPlan, planner: User) -> None:
    found = docx.Document(io.BytesIO(content(planner, plan, "docx")))
    years = [[cell.text for cell in row.cells] for row in found.tables[0].rows]
    assert years[-1][0] == "合计"
    assert years[-1][2] == f"{sum(plan.spent) / 10_000:,.2f}"
    assert [row[2] for row in years[1:-1]] == [f"{yuan / 10_000:,.2f}" for yuan in plan.spent]


@pytest.mark.parametrize("form", ["xlsx", "docx"])
def test_who_may_have_it(form: str, plan: RemedyPlan, planner: User, officer: User, stranger: User, settings: Settings) -> None:
    page, api = f"/plans/{plan.pk}/plan.{form}", f"/api/v1/plans/{plan.pk}/?format={form}"
    for user in (planner, officer):
        assert as_person(user).get(page).status_code == as_person(user).get(api).status_code == 200
    assert as_person(stranger).get(page).status_code == 403
    is_problem(as_person(stranger).get(api), 403, "forbidden")
    assert plan.division
    wide = made(officer, plan.division.parent, plan.round)
    assert as_person(planner).get(f"/plans/{wide.pk}/plan.{form}").status_code == 404
    is_problem(as_person(planner).get(f"/api/v1/plans/{wide.pk}/?format={form}"), 404, "not_found")


def test_no_other_format_and_none_of_what_is_not_finished(plan: RemedyPlan, planner: User) -> None:
    client, waiting = as_person(planner), order(planner, plan.division, plan.round)
    assert client.get(f"/plans/{plan.pk}/plan.pdf").status_code == 404
    assert client.get(f"/plans/{waiting.pk}/plan.xlsx").status_code == 404
    is_problem(client.get(f"/api/v1/plans/{plan.pk}/?format=csv"), 406, "not_acceptable")
    is_problem(client.get(f"/api/v1/plans/{waiting.pk}/?format=xlsx"), 404, "not_found")
    is_problem(client.get(f"/api/v1/plans/{plan.pk}/?lang=en"), 400, "unknown_parameter")
    is_problem(client.get(f"/api/v1/plans/{plan.pk}/?format=xlsx&lang=fr"), 400, "bad_value")
