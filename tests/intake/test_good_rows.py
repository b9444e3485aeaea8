"""The rows without errors may come in by themselves: the others are left out, with what rests on them, and listed."""

import random
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import call_command
from django.db import transaction

from communities.models import Community, Division, HouseholdCount
from intake.models import Batch, RowIssue
from tests.intake.making import COMMUNITIES, FIRST, SECOND, THIRD, bring, codes, counts, text_file

HEAD = "社区代码,户数,统计日期\n"
GOOD = f"{FIRST},5,2024-01-01\n"
HOUSEHOLDS = (
    HEAD + GOOD
    + f"{SECOND},x,2024-01-01\n"
    + "900101001099,5,2024-01-01\n"
    + f"{THIRD},7\n"
    + f"{THIRD},7,2024-02-30\n"
    + f"{SECOND},6,2024-01-01\n"
)  # fmt: skip


def stored() -> dict[str, int]:
    return dict(HouseholdCount.objects.values_list("community__code", "households"))


def test_the_good_rows_come_in_and_the_others_are_listed(three: Path) -> None:
    outcome = bring(text_file(three, "h.csv", HOUSEHOLDS), good_rows=True)
    (part,) = outcome.parts
    assert outcome.accepted
    assert stored() == {FIRST: 5, SECOND: 6}
    assert (part.rows, sorted(part.rows_left_out)) == (2, [3, 4, 5, 6])
    assert counts(outcome) == [(2, 0, 0)]
    assert sorted(problem.row or 0 for problem in outcome.problems()) == [3, 4, 5, 6]
    batch = Batch.objects.get(file_name="h.csv")
    assert (batch.state, batch.rows, batch.left_out, batch.created) == ("partial", 2, 4, 2)
    assert set(RowIssue.objects.filter(batch=batch, is_error=True).values_list("row", flat=True)) == {3, 4, 5, 6}


def test_what_rests_on_a_row_that_is_left_out_is_left_out_too(db: None, tmp_path: Path) -> None:
    communities = text_file(tmp_path, "c.csv", COMMUNITIES.replace("新建,否", "新造,否"))
    households = text_file(tmp_path, "h.csv", f"{HEAD}{GOOD}{SECOND},6,2024-01-01\n")
    outcome = bring(communities, households, good_rows=True)
    assert outcome.accepted
    assert set(Community.objects.values_list("code", flat=True)) == {FIRST, THIRD}
    assert stored() == {FIRST: 5}
    assert codes(outcome) == ["not_a_choice", "community_unknown_anywhere"]


def test_of_two_rows_that_contradict_each_other_neither_comes_in(three: Path) -> None:
    rows = f"{SECOND},5,2024-01-01\n{FIRST},7,2024-01-01\n{SECOND},6,2024-01-01\n"
    outcome = bring(text_file(three, "h.csv", HEAD + rows), good_rows=True)
    assert stored() == {FIRST: 7}
    assert sorted(outcome.parts[0].rows_left_out) == [2, 4]


@pytest.mark.parametrize(
    "text",
    [
        "社区代码,说明\n900101001001,甲\n",  # a column is missing
        f"社区代码,户数\n{FIRST},5\n{SECOND},6\n",  # no day anywhere
        f"{HEAD}{FIRST},x,2024-01-01\n",  # nothing is left
        f"社区代码,户主姓名,户数,统计日期\n{FIRST},张三,5,2024-01-01\n",  # persons
    ],
)
def test_what_is_wrong_with_the_whole_file_still_rejects_it(text: str, three: Path) -> None:
    outcome = bring(text_file(three, "h.csv", text), good_rows=True)
    assert not outcome.accepted
    assert not HouseholdCount.objects.exists()
    assert Batch.objects.get(file_name="h.csv").state == "rejected"


def test_a_dry_run_says_the_same_and_stores_nothing(three: Path) -> None:
    path = text_file(three, "h.csv", HOUSEHOLDS)
    tried = bring(path, good_rows=True, dry_run=True)
    assert not HouseholdCount.objects.exists()
    assert not Batch.objects.filter(file_name="h.csv").exists()
    done = bring(path, good_rows=True)
    assert [(each.code, each.row) for each in tried.problems()] == [(each.code, each.row) for each in done.problems()]


@pytest.mark.parametrize("seed", range(12))
def test_it_is_as_if_the_others_had_never_been_written(seed: int, db: None, tmp_path: Path) -> None:
    chance = random.Random(seed)  # noqa: S311  no secret
    codes_ = [f"9001010010{number:02}" for number in range(10, 40)]
    good = [f"{code},第{code[-2:]}社区,一街道,一区,甲市,甲省" for code in codes_]
    mixed = [line if chance.random() < 0.6 else line.replace("90010100", chance.choice(["1.1E+11", "x", ""])) for line in good]
    head = "社区代码,社区名称,街道,区县,城市,省份\n"
    kept = [line for line, was in zip(mixed, good, strict=True) if line == was]
    if not kept:
        return
    partly = _stored_by(text_file(tmp_path, "a.csv", head + "\n".join(mixed)), good_rows=True)
    assert partly == _stored_by(text_file(tmp_path, "b.csv", head + "\n".join(kept)), good_rows=False)


def _stored_by(path: Path, *, good_rows: bool) -> list[set[tuple[str, str]]]:
    """The communities and divisions that the file brings to an empty register, which it is again afterwards."""
    with transaction.atomic():
        assert bring(path, good_rows=good_rows).accepted
        found = [set(model.objects.values_list("code", "name")) for model in (Community, Division)]
        transaction.set_rollback(True)
    return found


def test_the_command_says_so(three: Path) -> None:
    out = StringIO()
    call_command("intake", str(text_file(three, "h.csv", HOUSEHOLDS)), "--good-rows", "--lang", "en", stdout=out)
    assert "2 rows, 2 new, 0 changed, 0 unchanged, 4 errors, 0 notes, 4 rows left out" in out.getvalue()
    assert "All stored but the rows that were left out." in out.getvalue()
