"""What a file says of itself, what it leaves out, and the command that writes it."""

import csv
import io
import json
import math
from decimal import Decimal
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
import python_calamine
import shapely
from django.core.management import CommandError, call_command
from django.test import Client
from pytest_django import Settings

from assessments.reports.xlsx_writer import Unwritable
from communities.models import Community, Compound, Provenance, SurveyAnswer
from communities.words import LANGS, Lang
from facilities.catalogue import FACILITY_TYPES
from intake.columns import FILE_KINDS
from intake.exports import EXPORTS, formats_of
from intake.exports.spoken import type_of
from intake.kinds import KINDS
from intake.kinds.types import names_of
from intake.table_rows import _FOOT
from tests.exports.files import EVERYWHERE, brought, changes_nothing, written
from tests.factories import Territory, make_answer, make_community, make_facility, make_households, make_source

BOTH = "含示例数据、合成数据，不得引用。 Contains sample and synthetic figures. Do not quote them."


def run(*arguments: Any) -> str:
    out = StringIO()
    call_command("export_data", *map(str, arguments), stdout=out)
    return out.getvalue()


def lines(path: Path) -> list[list[str]]:
    return list(csv.reader(io.StringIO(path.read_bytes().decode("utf-8-sig"), newline="")))


def test_every_kind_has_an_export_of_columns_that_are_read() -> None:
    assert list(EXPORTS) == list(KINDS) == list(FILE_KINDS)
    for kind, export in EXPORTS.items():
        assert set(export.columns) <= set(FILE_KINDS[kind].by_name.values())
        assert export.columns[-1] == "provenance", "so that no row ends like an example of a form"
    assert [kind for kind in EXPORTS if "geojson" in formats_of(kind)] == [
        "communities", "division_boundaries", "boundaries", "compounds", "facilities", "premises",
    ]  # fmt: skip


@pytest.mark.parametrize("lang", LANGS)
def test_no_type_is_mistaken_for_another_or_for_a_note(lang: Lang) -> None:
    for code in FACILITY_TYPES:
        word = type_of(code, lang)
        assert names_of(word) == [word]
        assert not _FOOT.match(word)


def mixed() -> list[Community]:
    sources = [make_source(f"of {each}", provenance=each) for each in Provenance]
    return [
        make_community(f"90010100100{number}", "=1+1", source=source, lng=116.30000000000001, lat=40.0)
        for number, source in enumerate(sources, start=1)
    ]


def test_a_file_of_sample_and_synthetic_rows_says_so_itself(db: None, tmp_path: Path) -> None:
    mixed()
    for suffix in ("csv", "xlsx", "geojson"):
        assert BOTH in run("communities", tmp_path / f"c.{suffix}")
    note, head, *rows = lines(tmp_path / "c.csv")
    assert note == [BOTH, *[""] * (len(head) - 1)]
    assert head[:2] == ["社区代码", "社区名称"]
    assert [row[-1] for row in rows] == ["实测", "合成数据", "示例数据"]
    assert rows[0][:2] == ["900101001001\t", "'=1+1"]
    about, sheet = (python_calamine.CalamineWorkbook.from_path(tmp_path / "c.xlsx").get_sheet_by_index(at) for at in (0, 1))
    assert about.to_python()[1][0] == BOTH
    assert about.to_python()[-1] == ["行数", "3"]
    assert sheet.to_python()[1][:2] == ["900101001001", "=1+1"]
    assert sheet.to_python()[1][head.index("经度")] == "116.30000000000001", "a number would have lost the last bit"
    document = json.loads((tmp_path / "c.geojson").read_bytes())
    assert document["description"] == BOTH
    assert document["features"][0]["geometry"] == {"type": "Point", "coordinates": [116.30000000000001, 40.0]}


def test_a_file_of_records_alone_bears_no_label(db: None, tmp_path: Path) -> None:
    make_community()
    assert "Contains" not in run("communities", tmp_path / "c.csv", "--lang", "en")
    head, row = lines(tmp_path / "c.csv")
    assert (head[0], head[-1], row[-1]) == ("code", "provenance", "recorded")


def test_areas_have_two_places_and_degrees_all(db: None, tmp_path: Path) -> None:
    lng, lat = 116.12345678901234, math.nextafter(40.0, 41.0)
    make_facility(make_community(), floor_area=Decimal("800.1"), activity_area=Decimal(480), lng=lng, lat=lat)
    run("facilities", tmp_path / "f.csv", "--lang", "en")
    run("facilities", tmp_path / "f.geojson", "--lang", "en")
    head, row = lines(tmp_path / "f.csv")
    found = dict(zip(head, row, strict=True))
    assert (found["floor_area"], found["activity_area"], found["lng"]) == ("800.10", "480.00", "116.12345678901234")
    text = (tmp_path / "f.geojson").read_text(encoding="utf-8")
    assert '"floor_area": 800.10, "activity_area": 480.00' in text
    assert "[116.12345678901234, 40.00000000000001]" in text


def test_a_boundary_that_no_cell_holds_is_left_out_and_said_and_the_map_has_it(db: None, tmp_path: Path) -> None:
    for number, corners in ((1, 16), (2, 199), (3, 200)):
        round_one = shapely.Point(116.123456789, 39.123456789).buffer(0.017171717, quad_segs=corners)
        bounds = dict(zip(("west", "south", "east", "north"), round_one.bounds, strict=True))
        make_community(f"90010100100{number}", boundary=shapely.to_wkb(round_one), **bounds)
    for suffix in ("csv", "xlsx"):
        path = tmp_path / f"boundaries.{suffix}"
        assert "1 boundaries have too many corners" in run("boundaries", path)
        changes_nothing([path])
    assert [row[0] for row in lines(tmp_path / "boundaries.csv")[2:]] == ["900101001001\t", "900101001002\t"]
    assert "too many" not in run("boundaries", tmp_path / "boundaries.geojson")
    assert len(json.loads((tmp_path / "boundaries.geojson").read_bytes())["features"]) == 3
    Community.objects.update(boundary=None)
    brought([tmp_path / "boundaries.geojson"])
    assert Community.objects.filter(boundary__isnull=False).count() == 3


def test_what_the_catalogues_no_longer_know_is_left_out_and_said(db: None, tmp_path: Path) -> None:
    community = make_community()
    make_facility(community, "of_old")
    make_facility(community, "canteen")
    make_answer(community, "item_of_old", 1)
    assert "1 facilities are of a type that is no longer" in run("facilities", tmp_path / "f.csv")
    assert "1 answers are to an item that is no longer" in run("survey", tmp_path / "s.csv")
    assert len(lines(tmp_path / "f.csv")) == 3
    assert SurveyAnswer.objects.count() == 1


def test_a_text_that_no_workbook_can_hold_is_said_and_nothing_is_left_of_the_file(db: None, tmp_path: Path) -> None:
    make_community(name="_x005F_x0041_")
    with pytest.raises(CommandError, match="write CSV") as wrong:
        run("communities", tmp_path / "c.xlsx")
    assert isinstance(wrong.value.__cause__, Unwritable)
    assert not (tmp_path / "c.xlsx").exists()
    run("communities", tmp_path / "communities.csv")
    changes_nothing([tmp_path / "communities.csv"])


def test_the_page_says_so_too(db: None, settings: Settings, client: Client) -> None:
    settings.OPEN_READING = True
    make_community(name="_x005F_x0041_")
    response = client.get("/files/communities/data.xlsx", follow=True)
    assert response.redirect_chain == [("/files/", 302)]
    assert "请改为下载 CSV" in response.content.decode()


@pytest.mark.parametrize(("arguments", "said"), [
    (("survey", "s.geojson"), r"survey is written as csv, xlsx\. / 可用格式：csv、xlsx。"),
    (("survey", "s"), "survey is written as"),
    (("survey", "none/s.csv"), "Name a file that can be written"),
    (("survey", "s.csv", "--division", "77"), "There is no division 77"),
    (("survey", "s.csv", "--division", "1"), "1 is no division code"),
])  # fmt: skip
def test_the_command_says_what_it_cannot(arguments: tuple[str, ...], said: str, db: None, tmp_path: Path) -> None:
    kind, name, *others = arguments
    with pytest.raises(CommandError, match=said):
        run(kind, tmp_path / name, *others)


def test_the_command_writes_a_division_with_all_that_lies_above_it(territory: Territory, tmp_path: Path) -> None:
    assert "2 行 / rows" in run("communities", tmp_path / "c.csv", "--division", "900101")
    run("divisions", tmp_path / "d.csv", "--division", "900101", "--lang", "en")
    assert [row[0] for row in lines(tmp_path / "d.csv")] == ["code", "90\t", "9001\t", "900101\t", "900101001\t"]


def test_a_long_table_goes_on_on_the_next_sheet(db: None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("intake.exports.xlsx_file.ROWS_A_SHEET", 2)
    community = make_community()
    for number in range(5):
        Compound.objects.create(code=str(number), name=f"小区{number}", community=community, source=make_source())
    run("compounds", tmp_path / "compounds.xlsx")
    assert python_calamine.CalamineWorkbook.from_path(tmp_path / "compounds.xlsx").sheet_names == [
        "说明", "小区名录", "小区名录 2", "小区名录 3",
    ]  # fmt: skip
    changes_nothing([tmp_path / "compounds.xlsx"])


def test_the_export_of_nothing_has_heads_alone(db: None, tmp_path: Path) -> None:
    assert written(tmp_path, "csv", "zh", EVERYWHERE) == []
    assert all(len(lines(tmp_path / f"{kind}.csv")) == 1 for kind in EXPORTS)


def test_a_count_and_bands_of_other_provenance_stand_in_rows_of_their_own(db: None, tmp_path: Path) -> None:
    community = make_community()
    made = make_source("made", provenance="synthetic")
    make_households(community, 10)
    make_households(community, 11, basis="registered")
    for band, residents in (("total", 20), ("60+", 5), ("65+", 6)):
        community.population_bands.create(
            band=band, residents=residents, counted_on="2026-06-30", source=make_source() if band == "total" else made
        )
    run("households", tmp_path / "households.csv", "--lang", "en")
    rows = [row[2:] for row in lines(tmp_path / "households.csv")[2:]]
    assert rows == [
        ["11", "20", "", "", "", "", "2026-06-30", "registered", "recorded"],
        ["10", "", "", "", "", "", "2026-06-30", "resident", "recorded"],
        ["", "", "", "", "5", "", "2026-06-30", "", "synthetic"],
        ["", "", "", "", "", "6", "2026-06-30", "", "synthetic"],
    ]
    changes_nothing([tmp_path / "households.csv"])
