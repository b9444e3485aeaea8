"""manage.py fill_form: list the places of a form, and fill it."""

import tomllib
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from intake.filling.services import keep_form, place_fields
from tests.factories import Territory
from tests.filling.making import ledger, ledger_places, letter, read_xlsx


@pytest.fixture
def blank(tmp_path: Path) -> Path:
    path = tmp_path / "统计表.xlsx"
    path.write_bytes(ledger())
    return path


def _run(*given: object, **options: object) -> str:
    out = StringIO()
    call_command("fill_form", *given, stdout=out, **options)
    return out.getvalue()


@pytest.mark.usefixtures("db")
def test_places_are_listed_as_toml_and_guesses_count_for_nothing(blank: Path, tmp_path: Path) -> None:
    listed = _run(blank)
    sure = tomllib.loads(listed)
    assert sure["column-1-5-2-0"] == {"field": "name"}
    assert "column-1-5-3-0" not in sure
    assert '# column-1-5-3-0 = { field = "households" }' in listed
    document = tmp_path / "情况.docx"
    document.write_bytes(letter())
    assert tomllib.loads(_run(document))["column-1-2-3-0"] == {"field": "households"}


def test_a_form_is_filled_by_a_list_of_places(blank: Path, tmp_path: Path, territory: Territory) -> None:
    places, filled = tmp_path / "places.toml", tmp_path / "filled.xlsx"
    places.write_text(_run(blank).replace("# column-1-5-3-0", "column-1-5-3-0"), encoding="utf-8")
    said = _run(blank, places=places, out=filled, division="9001")
    assert "4 rows" in said
    sheet = read_xlsx(filled.read_bytes())["统计表"]
    assert [sheet.cell(row, 3).value for row in range(5, 9)] == [2667] * 4
    with pytest.raises(CommandError, match="exists already"):
        _run(blank, places=places, out=filled)


def test_without_a_list_what_the_pages_keep_is_used(blank: Path, tmp_path: Path, territory: Territory) -> None:
    filled = tmp_path / "filled.xlsx"
    with pytest.raises(CommandError, match="form_unplaced"):
        _run(blank, out=filled)
    form = keep_form(by=None, division=None, file_name=blank.name, content=blank.read_bytes())
    place_fields(by=None, form=form, version=0, placements=ledger_places(), language="en", says_unknown=False)
    _run(blank, out=filled, division="9001")
    assert read_xlsx(filled.read_bytes())["统计表"]["D5"].value is None
    (tmp_path / "filled.xlsx").unlink()
    _run(blank, out=filled, division="9001", unknown="word")
    assert read_xlsx(filled.read_bytes())["统计表"]["D5"].value == "unknown"


@pytest.mark.parametrize(
    ("options", "match"),
    [({"division": "77"}, "no division"), ({"division": "x"}, "no division code"), ({"places": "no.toml"}, "no.toml")],
)
def test_what_is_wrong_is_said_in_both_languages(
    options: dict[str, str], match: str, blank: Path, tmp_path: Path, territory: Territory
) -> None:
    given = {**options, "places": Path(options.get("places", str(tmp_path / "p.toml")))}
    (tmp_path / "p.toml").write_text(_run(blank), encoding="utf-8")
    with pytest.raises(CommandError, match=match):
        _run(blank, out=tmp_path / "f.xlsx", **given)
    with pytest.raises(CommandError, match="form_kind"):
        _run(tmp_path / "p.toml")
    with pytest.raises(CommandError, match="file_unreadable"):
        _run(tmp_path / "none.xlsx")
