"""A blank form comes in as it is; filled in as its example says, it is accepted."""

from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
import python_calamine
from django.core.management import CommandError, call_command
from django.test import Client

from communities.survey_items import SURVEY_ITEMS
from communities.words import LANGS, Lang
from facilities.catalogue import FACILITY_TYPES
from intake.columns import FILE_KINDS, ITEM
from intake.forms import FORMS, write_blank
from intake.forms.blank import EXAMPLE_TEXT, ITEMS
from intake.forms.choices import Holds
from tests.intake.making import COMMUNITIES, accepted, bring, codes, text_file, workbook

BOTH = [(kind, lang) for kind in FORMS for lang in LANGS]


def blank(folder: Path, kind: str, lang: Lang) -> Path:
    path = folder / f"{kind}-{lang}.xlsx"
    with path.open("wb") as file:
        write_blank(FORMS[kind], lang, file)
    return path


def rows_of(path: Path) -> list[list[Any]]:
    return python_calamine.CalamineWorkbook.from_path(path).get_sheet_by_index(0).to_python()


def test_every_kind_that_is_no_map_has_a_form() -> None:
    assert set(FORMS) == set(FILE_KINDS) - {"boundaries", "division_boundaries"}
    for code, form in FORMS.items():
        known = {key for keys in (FILE_KINDS[code].by_name.values(), [ITEMS]) for key in keys}
        assert set(form.columns) <= known
        assert len(form.example) == len([key for key in form.columns if key != ITEMS])
        assert all(set(group) & {*form.columns, ITEM} for group in FILE_KINDS[code].needs)


@pytest.mark.parametrize(("kind", "lang"), BOTH)
def test_every_head_is_understood(kind: str, lang: Lang, tmp_path: Path) -> None:
    heads = [str(cell) for cell in rows_of(blank(tmp_path, kind, lang))[0]]
    assert all(FILE_KINDS[kind].column(head) for head in heads)
    assert len(heads) == len(set(heads))


@pytest.mark.parametrize(("kind", "lang"), BOTH)
def test_filled_in_as_the_example_says_it_is_accepted(kind: str, lang: Lang, db: None, tmp_path: Path) -> None:
    accepted(text_file(tmp_path, "three.csv", COMMUNITIES))
    heads, example = rows_of(blank(tmp_path, kind, lang))
    mine = [*example[:-1], "mine"]
    outcome = accepted(workbook(tmp_path, "filled.xlsx", {"1": [heads, example, mine]}))
    (part,) = outcome.parts
    assert part.kind == FILE_KINDS[kind]
    assert part.rows == 1
    assert {problem.code for problem in outcome.problems() if problem.code != "row_example"} <= ALLOWED.get(kind, set())


ALLOWED = {
    "divisions": {"division_unnamed"}, "division_counts": {"division_name_differs"}, "communities": {"file_known"},
    # the community of the example has another name than the one that is stored here
    "households": {"name_differs"}, "survey": {"name_differs"}, "inventory": {"name_differs"},
}  # fmt: skip


@pytest.mark.parametrize(("kind", "lang"), BOTH)
def test_a_form_that_nobody_has_filled_in_stores_nothing(kind: str, lang: Lang, db: None, tmp_path: Path) -> None:
    assert codes(bring(blank(tmp_path, kind, lang))) == ["row_example", "no_rows"]


@pytest.mark.parametrize("lang", LANGS)
def test_the_lists_hold_what_is_read(lang: Lang, tmp_path: Path) -> None:
    facilities = {head: answers for head, answers, _ in FORMS["facilities"].heads(lang)}
    types = facilities["设施类型" if lang == "zh" else "facility_type"]
    assert (types.holds, len(types.words)) == (Holds.CHOICE, len(FACILITY_TYPES))
    survey = FORMS["survey"].heads(lang)
    assert len(survey) == 4 + len(SURVEY_ITEMS)
    book = python_calamine.CalamineWorkbook.from_path(blank(tmp_path, "facilities", lang))
    assert [sheet.visible for sheet in book.sheets_metadata] == [
        python_calamine.SheetVisibleEnum.Visible, python_calamine.SheetVisibleEnum.Hidden,
    ]  # fmt: skip
    at = list(facilities).index("设施类型" if lang == "zh" else "facility_type")
    first = [row[0] for row in book.get_sheet_by_index(1).to_python()]  # the used part begins with the first list
    assert at == 2
    assert first[: len(types.words)] == list(types.words)


def test_the_same_form_is_the_same_file(tmp_path: Path) -> None:
    one, two = BytesIO(), BytesIO()
    for file in (one, two):
        write_blank(FORMS["facilities"], "zh", file)
    assert one.getvalue() == two.getvalue()
    assert EXAMPLE_TEXT.zh in str(rows_of(blank(tmp_path, "facilities", "zh"))[1])


def test_the_command_writes_it_and_says_what_it_cannot(tmp_path: Path) -> None:
    call_command("intake_form", "facilities", str(tmp_path / "f.xlsx"), "--lang", "en")
    assert rows_of(tmp_path / "f.xlsx")[0][0] == "facility_code"
    with pytest.raises(CommandError, match=r"written as \.xlsx"):
        call_command("intake_form", "facilities", str(tmp_path / "f.csv"))
    with pytest.raises(CommandError, match="can be written"):
        call_command("intake_form", "facilities", str(tmp_path / "none" / "f.xlsx"))


@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_the_page_lists_the_forms_and_gives_them(language: str, client: Client, db: None) -> None:
    client.cookies["django_language"] = language
    page = client.get("/files/").content.decode()
    for code, kind in FILE_KINDS.items():
        assert (kind.zh if language == "zh-hans" else kind.en) in page
        assert (f"/files/{code}.xlsx" in page) == (code in FORMS)
    response = client.get("/files/facilities.xlsx")
    assert response["Content-Disposition"].startswith("attachment; filename")
    assert b"".join(response.streaming_content if response.streaming else [response.content])[:2] == b"PK"  # type: ignore[attr-defined]  # a test client's response
    assert client.get("/files/boundaries.xlsx").status_code == 404
    assert client.post("/files/").status_code == 405
