"""Files are kept as long as they are of use, and no longer."""

from datetime import timedelta
from pathlib import Path

import pytest
from django.utils import timezone

from accounts.models import User
from intake.deliveries.keeping import purge, shown_name
from intake.deliveries.receiving import NotNow, ask_to_store, ask_to_undo, check_again
from intake.models import Delivery
from tests.intake.deliveries.conftest import HandIn, Work
from tests.intake.making import FIRST

TEXT = f"社区代码,户数,统计日期\n{FIRST},500,2024-12-31\n"


def _aged(delivery: Delivery, days: int) -> None:
    Delivery.objects.filter(pk=delivery.pk).update(brought_at=timezone.now() - timedelta(days=days))


@pytest.mark.parametrize(
    ("state", "days", "purged"), [("checked", 6, 0), ("checked", 8, 1), ("stored", 89, 0), ("stored", 91, 1)]
)
def test_for_so_many_days(state: str, days: int, purged: int, hand_in: HandIn, work: Work, clerk: User) -> None:
    delivery = hand_in({"a.csv": TEXT})
    work()
    if state == "stored":
        ask_to_store(by=clerk, delivery=delivery.pk, good_rows=False)
        work()
    path = Path(delivery.files.get().content.path)
    _aged(delivery, days)
    assert purge() == purged
    assert path.exists() is not bool(purged)
    assert bool(delivery.files.get().content) is not bool(purged)
    assert purge() == 0


def test_what_was_said_of_it_stays_and_it_can_still_be_undone(hand_in: HandIn, work: Work, clerk: User) -> None:
    delivery = hand_in({"a.csv": TEXT.replace("500", "-5")})
    work()
    _aged(delivery, 8)
    purge()
    found = Delivery.objects.get(pk=delivery.pk)
    assert (found.state, found.batches.get().errors, found.annotated_zh.name) == ("checked", 1, "")
    with pytest.raises(NotNow) as refused:
        check_again(by=clerk, delivery=delivery.pk)
    assert refused.value.code == "delivery_files_gone"
    second = hand_in({"b.csv": TEXT})
    work()
    ask_to_store(by=clerk, delivery=second.pk, good_rows=False)
    work()
    _aged(second, 91)
    purge()
    ask_to_undo(by=clerk, delivery=second.pk)
    work()
    assert Delivery.objects.get(pk=second.pk).state == "undone"


def test_names_are_cut_and_told_apart() -> None:
    taken: set[str] = set()
    given = ("a.csv", "a.csv", "x/y/a.csv", "名" * 200 + ".csv.gz", "", ".csv", "../..")
    names = [shown_name(name, taken) for name in given]
    assert names[:3] == ["a.csv", "a (2).csv", "a (3).csv"]
    assert names[3].endswith(".csv.gz")
    assert all(0 < len(name.encode()) <= 210 and "/" not in name for name in names)
    assert len(taken) == len(given)
