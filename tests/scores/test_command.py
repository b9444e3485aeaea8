"""`manage.py scores`: lists the weights where none are chosen, ranks where some are, writes files."""

from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from assessments.models import Round
from assessments.scores.loading import weight_sets
from tests.factories import Territory
from tests.scores.listing import expected


def said(*given: str) -> str:
    out = StringIO()
    call_command("scores", *given, stdout=out)
    return out.getvalue()


def test_without_weights_it_lists_them(db: None) -> None:
    text = said()
    assert "no score by default" in text
    assert all(f"{each.id}: {each.title.en} / {each.title.zh}" in text for each in weight_sets())


def test_it_prints_the_list_below_its_weights(scored: Round) -> None:
    lines = said("--weights", "people_first", "--division", "9001").splitlines()
    wanted = expected(scored, "people_first", "9001")
    assert [line.split()[-1] for line in lines[-4:]] == [code for code, _ in wanted]
    assert lines[0].startswith("people_first: ")
    assert "  SVC Public services / 公共服务: 45.0%" in lines
    assert any(line.startswith("  ranks move at most") for line in lines)


def test_so_many_rows_as_asked(scored: Round) -> None:
    shown = said("--weights", "equal_rules", "--rows", "2").splitlines()
    assert sum(line.split()[-1].isdecimal() and len(line.split()[-1]) == 12 for line in shown) == 2


@pytest.mark.parametrize("suffix", ["csv", "xlsx"])
def test_it_writes_files(suffix: str, scored: Round, tmp_path: Path) -> None:
    file = tmp_path / f"scores.{suffix}"
    assert "6 communities" in said("--weights", "equal_domains", "--to", str(file), "--lang", "en")
    assert file.read_bytes()[:2] in (b"\xef\xbb", b"PK")


def test_what_it_cannot_do(territory: Territory) -> None:
    with pytest.raises(CommandError, match="Nothing has been assessed"):
        said("--weights", "equal_domains")
    with pytest.raises(CommandError, match="invalid choice"):
        said("--weights", "nope")


def test_what_it_cannot_read(scored: Round, tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="no division code"):
        said("--weights", "equal_domains", "--division", "x")
    with pytest.raises(CommandError, match="There is no division 77"):
        said("--weights", "equal_domains", "--division", "77")
    with pytest.raises(CommandError, match=r"no scores without weights.*equal_domains"):
        said("--to", str(tmp_path / "scores.csv"))
    with pytest.raises(CommandError, match="the formats are csv, xlsx"):
        said("--weights", "equal_domains", "--to", str(tmp_path / "scores.pdf"))
