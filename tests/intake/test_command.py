"""manage.py intake: what it prints and how it ends."""

import re
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from communities.models import HouseholdCount, Source
from intake.models import Batch, Delivery
from tests.intake.making import COMMUNITIES, FIRST, text_file


def run(*arguments: Any) -> tuple[str, int]:
    out = StringIO()
    try:
        call_command("intake", *map(str, arguments), stdout=out)
    except SystemExit as end:
        return out.getvalue(), int(str(end.code))
    return out.getvalue(), 0


@pytest.mark.django_db
def test_both_languages_by_default(tmp_path: Path) -> None:
    text, code = run(text_file(tmp_path, "c.csv", COMMUNITIES), "--source", "名录", "--licence", "CC0", "--supplier", "局")
    assert code == 0
    assert "c.csv：社区名录，3 行，新增 3，更改 0，不变 0，错误 0，提示 0" in text
    assert "c.csv: communities, 3 rows, 3 new, 0 changed, 0 unchanged, 0 errors, 0 notes" in text
    assert "已全部入库。\nAll stored." in text
    assert Source.objects.get().licence == "CC0"


@pytest.mark.django_db
def test_a_rejected_file_ends_with_1_and_says_where(tmp_path: Path) -> None:
    text, code = run(text_file(tmp_path, "c.csv", COMMUNITIES + "x,丁,,,,,,,,,,,\n"), "--lang", "en")
    assert code == 1
    assert '[error code_malformed] c.csv · row 5 · column 社区代码 · "x"' in text
    assert "nothing of these files was stored" in text
    assert "错误" not in text


@pytest.mark.django_db
def test_dry_run_date_and_kind(tmp_path: Path) -> None:
    run(text_file(tmp_path, "c.csv", COMMUNITIES))
    path = text_file(tmp_path, "h.csv", f"社区代码,户数\n{FIRST},5\n")
    text, code = run(
        path, "--dry-run", "--date", "2024/1/1", "--kind", "households", "--lang", "zh", "--provenance", "synthetic"
    )
    assert (code, "试运行：检查通过，未入库。" in text) == (0, True)
    assert Batch.objects.count() == 1
    with pytest.raises(CommandError, match="--date"):
        run(path, "--date", "03/04/24")


@pytest.mark.django_db
def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    text, code = run(tmp_path / "no.csv")
    assert code == 1
    assert "未识别" in text
    assert "file_unreadable" in text


@pytest.mark.django_db
def test_only_the_rows_of_a_division_and_the_rest_is_counted(tmp_path: Path) -> None:
    run(text_file(tmp_path, "c.csv", COMMUNITIES))
    path = text_file(tmp_path, "h.csv", f"社区代码,户数\n{FIRST},5\n910101001001,6\n900102001001.0,7\nx,8\n")
    text, code = run(path, "--date", "2024-01-01", "--division", "900101", "--lang", "en")
    assert "2 rows lie outside division 900101 and were skipped" in text
    assert (code, "code_malformed" in text) == (1, True), "a code that cannot be read is never taken for one outside"
    with pytest.raises(CommandError, match="--division"):
        run(path, "--division", "12345")


@pytest.mark.django_db
def test_a_flood_of_problems_is_counted_and_kept_whole(tmp_path: Path) -> None:
    path = text_file(tmp_path, "c.csv", COMMUNITIES + "x,丁,,,,,,,,,,,\n" * 60)
    text, _ = run(path, "--lang", "en")
    assert text.count("[error code_malformed]") == 50
    assert "[code_malformed] 另有 10 处 · 10 more (--all-problems)" in text
    assert Batch.objects.get().issues.count() == 60
    assert run(path, "--lang", "en", "--all-problems")[0].count("[error code_malformed]") == 60


def test_an_import_is_undone_by_its_number(three: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = text_file(three, "h.csv", f"社区代码,户数,统计日期\n{FIRST},5,2024-01-01\n")
    call_command("intake", str(path))
    number = re.findall(r"intake_undo (\d+)", capsys.readouterr().out)[0]
    call_command("intake_undo", number)
    assert not HouseholdCount.objects.exists()
    assert f"Delivery {number} is undone" in capsys.readouterr().out
    with pytest.raises(CommandError, match="nothing to undo"):
        call_command("intake_undo", number)


def test_what_rests_on_an_import_is_listed(three: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = text_file(three, "h.csv", f"社区代码,户数,统计日期\n{FIRST},5,2024-01-01\n")
    call_command("intake", str(path))
    first = Delivery.objects.get(source_name="", batches__kind="communities").pk
    with pytest.raises(CommandError) as refused:
        call_command("intake_undo", str(first))
    assert "1 household counts" in str(refused.value)
    assert HouseholdCount.objects.count() == 1
