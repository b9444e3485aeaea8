"""All or nothing, whatever goes wrong and wherever."""

from pathlib import Path
from typing import Any

import pytest
from django.db import IntegrityError

from communities.models import Community, Division, HouseholdCount, Source
from intake.kinds import households
from intake.models import Batch, RowIssue
from tests.intake.making import COMMUNITIES, FIRST, accepted, bring, codes, counts, text_file

HOUSEHOLDS = f"社区代码,户数,统计日期\n{FIRST},5,2024-01-01\n"
BAD = HOUSEHOLDS + f"{FIRST},x,2024-01-02\n"


def nothing_stored() -> bool:
    models = (Division, Community, HouseholdCount, Source)
    return not any(model.objects.exists() for model in models)


@pytest.mark.django_db
def test_one_bad_row_rejects_every_file_of_the_set(tmp_path: Path) -> None:
    good, bad = text_file(tmp_path, "c.csv", COMMUNITIES), text_file(tmp_path, "h.csv", BAD)
    outcome = bring(good, bad)
    assert not outcome.accepted
    assert nothing_stored()
    assert set(Batch.objects.values_list("file_name", "state", "created")) == {
        ("c.csv", "rejected", 0),
        ("h.csv", "rejected", 0),
    }
    assert RowIssue.objects.get(is_error=True).batch.file_name == "h.csv"


@pytest.mark.django_db
def test_a_dry_run_stores_nothing_and_says_the_same(tmp_path: Path) -> None:
    paths = text_file(tmp_path, "c.csv", COMMUNITIES), text_file(tmp_path, "h.csv", HOUSEHOLDS)
    tried = bring(*paths, dry_run=True)
    assert nothing_stored()
    assert not Batch.objects.exists()
    assert counts(tried) == counts(accepted(*paths)) == [(3, 0, 0), (1, 0, 0)]


@pytest.mark.django_db
def test_an_unexpected_error_in_the_middle_leaves_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(**_: Any) -> None:
        raise RuntimeError("the lights went out")

    monkeypatch.setattr(households, "record_population_bands", fail)
    with pytest.raises(RuntimeError):
        bring(text_file(tmp_path, "c.csv", COMMUNITIES), text_file(tmp_path, "h.csv", HOUSEHOLDS))
    assert nothing_stored()
    assert not Batch.objects.exists()


@pytest.mark.django_db
def test_what_only_the_database_refuses_is_told_as_well(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(**_: Any) -> None:
        raise IntegrityError("duplicate key value\nDETAIL: the values")

    monkeypatch.setattr(households, "record_household_counts", refuse)
    outcome = bring(text_file(tmp_path, "c.csv", COMMUNITIES), text_file(tmp_path, "h.csv", HOUSEHOLDS))
    assert codes(outcome) == ["database_refused"]
    assert "DETAIL" not in next(iter(outcome.problems())).sentence("en")
    assert nothing_stored()


@pytest.mark.django_db
def test_progress_is_reported(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("intake.watching._REPORTED_EVERY", 2)
    seen: list[tuple[str, int]] = []
    path = text_file(tmp_path, "c.csv", COMMUNITIES)
    bring(path, report=lambda progress: seen.append((progress.stage, progress.rows)))
    assert seen == [("reading", 2), ("comparing", 3), ("storing", 3)]
