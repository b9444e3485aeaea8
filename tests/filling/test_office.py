"""Another program opens the filled forms and finds the same: values where they were put, totals that it works out itself."""

import csv
import shutil
import subprocess
from pathlib import Path

import pytest

from intake.filling.formats import FORMATS
from intake.filling.plan import Given, Plan, TableRows
from tests.filling.making import ledger, letter, rows_plan

SOFFICE = shutil.which("soffice")
PROGRAM = Path(SOFFICE or "").resolve().parent


def _needs(library: str) -> pytest.MarkDecorator:
    """LibreOffice comes in parts: Calc is libsclo.so, Writer libswlo.so."""
    return pytest.mark.skipif(not (PROGRAM / library).is_file(), reason=f"LibreOffice with {library} is not installed")


def _converted(path: Path, filters: str) -> Path:
    folder = path.parent
    command = [str(SOFFICE), "--headless", f"-env:UserInstallation=file://{folder}/profile", "--convert-to", filters]
    subprocess.run([*command, "--outdir", str(folder), str(path)], check=True, capture_output=True, timeout=120)
    return path.with_suffix(f".{filters.partition(':')[0]}")


@_needs("libsclo.so")
def test_the_totals_of_the_form_add_up_all_communities(tmp_path: Path) -> None:
    number = 1_000
    columns: dict[int, list[Given]] = {
        1: list(range(1, number + 1)), 2: ["=1+1", *(f"社区{at}" for at in range(2, number + 1))],
        3: list(range(1, number + 1)), 4: [3 * at for at in range(1, number + 1)],
    }  # fmt: skip
    path = tmp_path / "filled.xlsx"
    path.write_bytes(FORMATS["xlsx"].write(ledger(), rows_plan(columns)))
    made = _converted(path, "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true,false,false")
    with made.open(encoding="utf-8") as stream:
        rows = list(csv.reader(stream))
    assert rows[4][:4] == ["1", "=1+1", "1", "3"]
    assert rows[1003][:4] == ["1000", "社区1000", "1000", "3000"]
    assert float(rows[503][6]) == 3  # the formula of the row, in every row
    assert [rows[1004][0], rows[1004][2], rows[1004][3]] == ["合计", "500500", "1501500"]
    assert rows[1006][0] == "单位负责人（签章）："


@_needs("libswlo.so")
def test_a_filled_document_reads_the_same_elsewhere(tmp_path: Path) -> None:
    rows = {1: TableRows(2, {2: ["甲社区", "乙社区", "丙社区"], 3: [10, None, 30]})}
    plan = Plan(rows, {(2, 1, 2): 3}, {(0, 2, 0): {1: "示例市"}}, "含示例数据，不得引用。", "zh")
    path = tmp_path / "filled.docx"
    path.write_bytes(FORMATS["docx"].write(letter(), plan))
    text = _converted(path, "txt:Text (encoded):UTF8").read_text(encoding="utf-8-sig")
    for line in ("含示例数据，不得引用。", "填报单位：示例市", "丙社区", "未知"):
        assert line in text
    assert text.index("甲社区") < text.index("丙社区") < text.rindex("合计")  # the word stands above the table too
