"""The clerk's walk: hand in, checked, corrected, stored, undone. The jobs are done on the spot."""

from pathlib import Path

import pytest

from accounts.models import User
from communities.models import Act, Community, HouseholdCount, Source
from facilities.models import Facility
from intake.deliveries.receiving import NotNow, ask_to_store, ask_to_undo, cancel, check_again, teach
from intake.models import Batch, ColumnHabit, Delivery, RowIssue
from tests.communities.test_undoing import snapshot
from tests.intake.deliveries.conftest import HandIn, Work
from tests.intake.making import FIRST, SECOND, THIRD

HOUSEHOLDS = f"社区代码,户数,统计日期\n{FIRST},500,2024-12-31\n{SECOND},700,2024-12-31\n"
BROKEN = f"社区代码,户数,统计日期\n{FIRST},500,2024-12-31\n{SECOND},many,2024-12-31\n{THIRD},-5,2024-12-31\n"


def _again(delivery: Delivery) -> Delivery:
    return Delivery.objects.get(pk=delivery.pk)


def test_checked_stored_and_undone(hand_in: HandIn, work: Work, clerk: User) -> None:
    before, sources = snapshot(), Source.objects.count()
    delivery = hand_in({"户数.csv": HOUSEHOLDS}, source_name="street register")
    assert (delivery.state, work()) == ("waiting", ["intake.check"])
    delivery = _again(delivery)
    assert (delivery.state, snapshot(), Source.objects.count()) == ("checked", before, sources)
    (batch,) = delivery.batches.all()
    assert (batch.kind, batch.state, batch.rows, batch.created, batch.errors) == ("households", "checked", 2, 2, 0)
    assert [(each["table"], each["created"]) for each in delivery.preview] == [("communities_householdcount", 2)]
    ask_to_store(by=clerk, delivery=delivery.pk, good_rows=False)
    assert work() == ["intake.store"]
    delivery = _again(delivery)
    assert (delivery.state, HouseholdCount.objects.count()) == ("stored", 2)
    assert delivery.act
    assert delivery.act.by == clerk
    assert Batch.objects.get(delivery=delivery).state == "committed"
    ask_to_undo(by=clerk, delivery=delivery.pk)
    assert work() == ["intake.undo"]
    delivery = _again(delivery)
    assert (delivery.state, HouseholdCount.objects.count()) == ("undone", 0)
    tables = snapshot()
    assert {name: rows for name, rows in tables.items() if name != "communities_source"} == {
        name: rows for name, rows in before.items() if name != "communities_source"
    }


def test_the_preview_says_what_was_and_what_would_be(hand_in: HandIn, work: Work, clerk: User) -> None:
    first = hand_in({"a.csv": HOUSEHOLDS})
    work()
    ask_to_store(by=clerk, delivery=first.pk, good_rows=False)
    work()
    second = hand_in({"b.csv": HOUSEHOLDS.replace("500", "501")})
    work()
    ((sample,),) = (each["samples"] for each in _again(second).preview)
    assert sample == {
        "how": "changed", "name": f"{FIRST} 甲社区 2024-12-31", "fields": [["households", 500, 501]],
    }  # fmt: skip


def test_with_errors_all_of_them_are_listed_and_nothing_can_be_stored_whole(hand_in: HandIn, work: Work, clerk: User) -> None:
    delivery = hand_in({"户数.csv": BROKEN})
    work()
    delivery = _again(delivery)
    (batch,) = delivery.batches.all()
    assert [(each.code, each.row) for each in RowIssue.objects.filter(batch=batch)] == [
        ("not_a_number", 3), ("negative", 4),
    ]  # fmt: skip
    assert [each["created"] for each in delivery.preview] == [1]  # what the good rows would do
    with pytest.raises(NotNow) as refused:
        ask_to_store(by=clerk, delivery=delivery.pk, good_rows=False)
    assert refused.value.code == "delivery_has_errors"


def test_the_good_rows_with_a_receipt_for_both(hand_in: HandIn, work: Work, clerk: User) -> None:
    delivery = hand_in({"户数.csv": BROKEN})
    work()
    ask_to_store(by=clerk, delivery=delivery.pk, good_rows=True)
    work()
    (batch,) = _again(delivery).batches.all()
    assert (batch.state, batch.created, batch.left_out, batch.errors) == ("partial", 1, 2, 2)
    assert list(HouseholdCount.objects.values_list("community__code", "households")) == [(FIRST, 500)]


def test_what_is_said_of_a_column_is_kept_for_the_source(hand_in: HandIn, work: Work, clerk: User) -> None:
    text = f"社区代码,家庭总量,统计日期\n{FIRST},500,2024-12-31\n"
    delivery = hand_in({"a.csv": text}, source_name="street register")
    work()
    (batch,) = _again(delivery).batches.all()
    assert batch.errors
    assert batch.kind == ""
    teach(by=clerk, batch=batch, kind="households", means={})
    work()
    (batch,) = _again(delivery).batches.all()
    assert (batch.kind, [(each["header"], each["key"], each["how"]) for each in batch.headings]) == (
        "households", [("社区代码", "code", "read"), ("家庭总量", "", "left"), ("统计日期", "counted_on", "read")],
    )  # fmt: skip
    teach(by=clerk, batch=batch, kind="households", means={"家庭总量": "households"})
    work()
    assert [each["created"] for each in _again(delivery).preview] == [1]
    later = hand_in({"b.csv": text.replace("500", "600")}, source_name="street register")
    work()
    (batch,) = _again(later).batches.all()
    assert (batch.kind, batch.errors, batch.created) == ("households", 0, 1)
    other = hand_in({"c.csv": text}, source_name="another register")
    work()
    assert _again(other).batches.get().kind == ""
    assert ColumnHabit.objects.get().key == "households"


def test_a_column_can_be_left_unread(hand_in: HandIn, work: Work, clerk: User) -> None:
    delivery = hand_in(
        {"a.csv": HOUSEHOLDS.replace("统计日期", "统计日期,常住人口").replace(",2024", ",2024-12-31,9\n").split("\n-")[0]}
    )
    work()
    batch = _again(delivery).batches.get()
    teach(by=clerk, batch=batch, kind="households", means={"常住人口": ""})
    work()
    found = {each["header"]: (each["key"], each["how"]) for each in _again(delivery).batches.get().headings}
    assert found["常住人口"] == ("", "taught")


def test_personal_data_stops_the_file_and_nothing_of_it_is_kept(hand_in: HandIn, work: Work) -> None:
    text = f"社区代码,户数,统计日期,户主\n{FIRST},500,2024-12-31,王小明\n"
    delivery = hand_in({"a.csv": text})
    kept = delivery.files.get().content.path
    work()
    delivery = _again(delivery)
    assert [each.code for each in RowIssue.objects.all()] == ["personal_data"]
    assert not delivery.files.get().content
    assert (delivery.annotated_zh.name, delivery.annotated_en.name) == ("", "")
    assert not Path(kept).exists()
    assert delivery.batches.get().headings == []


def test_cancelled_while_it_waits(hand_in: HandIn, work: Work, clerk: User) -> None:
    delivery = hand_in({"a.csv": HOUSEHOLDS})
    cancel(by=clerk, delivery=delivery.pk)
    assert _again(delivery).state == "cancelled"
    work()
    assert (_again(delivery).state, Batch.objects.filter(delivery=delivery).count()) == ("cancelled", 0)
    check_again(by=clerk, delivery=delivery.pk)
    work()
    assert _again(delivery).state == "checked"


def test_a_stored_delivery_cannot_be_stored_again(hand_in: HandIn, work: Work, clerk: User) -> None:
    delivery = hand_in({"a.csv": HOUSEHOLDS})
    with pytest.raises(NotNow):
        ask_to_store(by=clerk, delivery=delivery.pk, good_rows=False)
    work()
    ask_to_store(by=clerk, delivery=delivery.pk, good_rows=False)
    with pytest.raises(NotNow):
        ask_to_store(by=clerk, delivery=delivery.pk, good_rows=False)
    work()
    acts = Act.objects.count()
    for verb in (check_again,):
        with pytest.raises(NotNow):
            verb(by=clerk, delivery=delivery.pk)
    assert (work(), Act.objects.count()) == ([], acts)


def test_vanished_things_are_named_and_stay(hand_in: HandIn, work: Work, clerk: User) -> None:
    head = "设施编号,设施名称,设施类型,社区代码\n"
    one, two, three = (f"F{number},设施{number},药店,{code}\n" for number, code in ((1, FIRST), (2, FIRST), (3, SECOND)))
    first = hand_in({"a.csv": head + one + two + three}, source_name="shops")
    work()
    ask_to_store(by=clerk, delivery=first.pk, good_rows=False)
    work()
    second = hand_in({"b.csv": head + one}, source_name="shops")
    work()
    batch = _again(second).batches.get()
    assert (batch.vanished, batch.vanished_number, batch.unchanged) == (
        ["F2 设施2"],
        1,
        1,
    )  # F3: the file does not speak of its place
    assert Facility.objects.count() == 3
    assert Community.objects.count() == 4
