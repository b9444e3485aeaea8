"""A long table is worked through slice by slice: what comes of it is what comes of the same table in one piece."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from communities.models import Act
from facilities.models import Facility, ServedCommunity
from intake.models import Batch
from intake.outcome import Outcome
from intake.preview import preview_of
from intake.slices import Sample
from tests.intake.making import FIRST, SECOND, THIRD, bring, codes, counts, text_file, told

HEAD = "设施编号,设施名称,设施类型,社区代码,建筑面积,居民活动面积,经度,纬度,服务社区\n"
ROWS = (
    f"F1,同仁堂药店,药店,{FIRST},100,,116.3000,40.0000,",
    f"F2,月光幼儿园,幼儿园,{FIRST},800,,116.3001,40.0001,{SECOND}",
    f"F3,金象大药房,药店,{SECOND},90,,116.3100,40.0000,",
    f"F4,,公共厕所,{SECOND},,,,,",
    f"F5,北京同仁堂（药店）,药店,{FIRST},,,116.3003,40.0000,",
    ",三号厕所,公共厕所,,,,116.3101,40.0001,",
    f"F2,月光幼儿园,幼儿园,{FIRST},800,,116.3001,40.0001,{SECOND}",
    f"F7,,菜店,{THIRD},10,,116.2000,39.0000,",
    f"F8,,菜店,{SECOND},,,,,{FIRST}；{THIRD}",
)
WRONG = {
    "contradicted": f"F1,同仁堂药店,药店,{FIRST},101,,116.3000,40.0000,",
    "not told apart": ",三号厕所,公共厕所,,,,116.3101,40.0001,",
    "of nowhere": "F9,,菜店,900199001001,,,,,",
    "not a number": f"F9,,菜店,{FIRST},viele,,,,",
    "more than there is": f"F9,,菜店,{FIRST},10,11,,,",
}
MORE = (*ROWS[:3], f"F4,新厕所,公共厕所,{SECOND},,,,,", f"F8,,菜店,{SECOND},,,,,{SECOND}")
Both = Callable[[Callable[[], Any]], Any]


@pytest.fixture
def both(three: Path, monkeypatch: pytest.MonkeyPatch) -> Both:
    """What some work comes to in slices of two rows, with codes sent as lists, once it has come to the same in one."""

    def run(work: Callable[[], Any]) -> Any:
        whole = work()
        monkeypatch.setattr("intake.slices.SLICE", 2)
        monkeypatch.setattr("communities.selectors._LISTED_UP_TO", 0)
        Facility.objects.all().delete()
        Batch.objects.all().delete()
        parts = work()
        assert parts == whole
        return parts

    return run


def state() -> tuple[Any, ...]:
    facilities = Facility.objects.order_by("code").values_list(
        "code",
        "name",
        "facility_type",
        "community__code",
        "matched_by",
        "match_metres",
        "floor_area",
        "lng",
        "lat",
        "source__name",
    )
    served = ServedCommunity.objects.order_by("facility__code", "community").values_list("facility__code", "community__code")
    return list(facilities), list(served)


def became(outcome: Outcome) -> tuple[Any, ...]:
    gone = [list(part.vanished) for part in outcome.parts]
    details = sorted((each.row or 0, each.code, each.value, sorted(each.details.items())) for each in outcome.problems())
    return outcome.accepted, counts(outcome), gone, sorted(told(outcome)), details, state()


def text(*rows: str) -> str:
    return HEAD + "\n".join(rows) + "\n"


def test_a_register_comes_in_the_same(three: Path, both: Both) -> None:
    found = both(lambda: became(bring(text_file(three, "f.csv", text(*ROWS)))))
    accepted, numbers, *_ = found
    assert (accepted, numbers) == (True, [(8, 0, 0)])
    assert {code for _, code, *_ in found[4]} == {"duplicate_equal", "double_in_file"}


@pytest.mark.parametrize("what", WRONG)
def test_one_wrong_row_of_the_last_slice_refuses_all(what: str, three: Path, both: Both) -> None:
    accepted, _, _, _, _, stored = both(lambda: became(bring(text_file(three, "f.csv", text(*ROWS, WRONG[what])))))
    assert not accepted
    assert stored == ([], [])


@pytest.mark.parametrize("what", WRONG)
def test_the_good_rows_are_the_same(what: str, three: Path, both: Both) -> None:
    work = lambda: became(bring(text_file(three, "f.csv", text(*ROWS, WRONG[what])), good_rows=True))  # noqa: E731
    accepted, _, _, _, _, (stored, _) = both(work)
    assert accepted
    assert len(stored) == (7 if what in ("contradicted",) else 8)


def test_what_changes_and_what_vanished_is_the_same(three: Path, both: Both) -> None:
    def twice() -> Any:
        bring(text_file(three, "f.csv", text(*ROWS)), source="register")
        return became(bring(text_file(three, "g.csv", text(*MORE)), source="register"))

    accepted, numbers, (gone,), *_ = both(twice)
    assert (accepted, numbers) == (True, [(0, 2, 3)])
    assert [each.split()[0] for each in gone if not each.startswith("auto")] == ["F5"]


def test_a_datum_is_judged_over_all_slices(three: Path, both: Both) -> None:
    rows = [f"D{n},,菜店,{(FIRST, SECOND, THIRD)[n % 3]},,,{116.306 + n % 3 * 0.01:.4f},40.0014," for n in range(60)]
    places = "社区代码,社区名称,经度,纬度\n" + "".join(
        f"{code},,{116.3 + at * 0.01:.4f},40.0000\n".replace(",,", ",社区,", 1)
        for at, code in enumerate((FIRST, SECOND, THIRD))
    )
    bring(text_file(three, "c2.csv", places))
    found = both(lambda: became(bring(text_file(three, "f.csv", text(*rows)))))
    assert "datum_doubtful" in {code for _, code, *_ in found[4]}


def test_nothing_is_stored_of_a_file_that_names_people_at_its_end(
    three: Path, monkeypatch: pytest.MonkeyPatch, both: Both
) -> None:
    people = [f"P{n},13800138{n:03d},菜店,{FIRST},,,,," for n in range(3)]
    for verb in ("record_facilities", "record_new_facilities"):
        monkeypatch.setattr(f"intake.kinds.facilities.{verb}", lambda **_: pytest.fail("something was stored"))
    work = lambda: codes(bring(text_file(three, "f.csv", text(*ROWS, *people))))  # noqa: E731
    assert both(work) == ["personal_data"]


def test_the_journal_has_every_slice(three: Path, both: Both) -> None:
    def preview() -> Any:
        outcome = bring(text_file(three, "f.csv", text(*ROWS)))
        act = Act.objects.get(delivery=outcome.delivery)
        return [(each.table, each.created, each.changed, len(each.samples)) for each in preview_of(act)]

    assert ("facilities_facility", 8, 0, 8) in both(preview)


@pytest.mark.parametrize("given", [0, 1, 10, 20, 21, 1000, 12_345])
def test_a_sample_is_even_and_small(given: int) -> None:
    sample = Sample(10)
    for value in range(given):
        sample.add(value)
    apart = {later - earlier for earlier, later in zip(sample.kept, sample.kept[1:], strict=False)}
    assert len(sample.kept) >= min(given, 10)
    assert len(sample.kept) <= 20
    assert len(apart) <= 1
