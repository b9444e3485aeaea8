"""The verbs of the forms: what is stored, what is refused, what is on record."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from accounts.models import User
from communities.models import Act, Community, Compound, HouseholdCount, PopulationBand, Source, SurveyAnswer
from communities.scope import AreaScope
from communities.sealing import verify
from facilities.models import Facility, Inventory, Premises, ServedCommunity
from intake.editing.entries import Entry, entry_of
from intake.editing.kinds import ENTRY_KINDS
from intake.editing.writing import Conflict, Gone, IsThere, Wish, add_entry, edit_entry, remove_entry
from intake.problems import Problem
from tests.editing.conftest import Kept
from tests.intake.test_tripwire import identity

pytestmark = pytest.mark.django_db


def wish(by: User, community: Community, reach: str = "/", **cells: str) -> Wish:
    return Wish(by, AreaScope((reach,)), community, cells)


def edit(entry: Entry, by: User, kept: Kept, **cells: str) -> list[str]:
    """The codes of what is wrong."""
    return codes(edit_entry(entry, entry.version, wish(by, kept.community, **cells)))


def codes(found: Sequence[Problem]) -> list[str]:
    return [problem.code for problem in found if problem.is_error]


EDITS: dict[str, tuple[dict[str, str], Any]] = {
    "community": ({"name": "改名社区", "central_heating": "是"}, lambda one: ("改名社区", True)),
    "count": ({"households": "3000"}, lambda one: (3000,)),
    "people": ({"pop_60plus": "1500"}, lambda one: (1500,)),
    "compound": ({"households": "900", "built_year": ""}, lambda one: (900, None)),
    "facility": ({"floor_area": "", "activity_area": ""}, lambda one: (None, None)),
    "premises": ({"floor_area": "130.5", "ownership": "公有"}, lambda one: (Decimal("130.50"), "public")),
    "answer": ({"value": "否", "note": "见照片"}, lambda one: (0, "见照片")),
    "declaration": ({"withdrawn_on": "2026-07-01"}, lambda one: (date(2026, 7, 1),)),
}
READ: dict[str, Any] = {
    "community": lambda: Community.objects.filter(code="900101001001").values_list("name", "central_heating").get(),
    "count": lambda: HouseholdCount.objects.filter(community__code="900101001001").values_list("households").get(),
    "people": lambda: PopulationBand.objects.filter(band="60+").values_list("residents").get(),
    "compound": lambda: Compound.objects.values_list("households", "built_year").get(),
    "facility": lambda: (
        Facility.objects.filter(community__code="900101001001").values_list("floor_area", "activity_area").get()
    ),
    "premises": lambda: Premises.objects.values_list("floor_area", "ownership").get(),
    "answer": lambda: SurveyAnswer.objects.values_list("value", "note").get(),
    "declaration": lambda: Inventory.objects.filter(community__code="900101001001").values_list("withdrawn_on").get(),
}


@pytest.mark.parametrize("kind", EDITS)
def test_every_kind_is_edited_as_an_act_of_its_own(kind: str, kept: Kept, clerk: User) -> None:
    said, wanted = EDITS[kind]
    before = kept.one(kind)
    assert edit(before, clerk, kept, **said) == []
    assert READ[kind]() == wanted(None)
    act = Act.objects.first()
    assert act is not None
    assert (act.verb, act.who) == (f"edit_{kind}", "clerk")
    after = kept.one(kind)
    assert after.version != before.version
    untold = {column for column in before.kind.columns if column not in said}
    assert {column: after.cells.get(column) for column in untold} == {column: before.cells.get(column) for column in untold}
    assert verify()[1] is None


@pytest.mark.parametrize("kind", EDITS)
def test_the_same_edit_twice_is_one(kind: str, kept: Kept, clerk: User) -> None:
    before = kept.one(kind)
    assert edit(before, clerk, kept, **EDITS[kind][0]) == []
    acts, version = Act.objects.count(), kept.one(kind).version
    assert edit(before, clerk, kept, **EDITS[kind][0]) == []  # under the version that it was
    assert (Act.objects.count(), kept.one(kind).version) == (acts, version)


def test_an_edit_of_what_was_written_meanwhile_is_stopped_and_nothing_is_stored(kept: Kept, clerk: User) -> None:
    before = kept.one("facility")
    assert edit(before, clerk, kept, capacity="40") == []
    acts = Act.objects.count()
    with pytest.raises(Conflict):
        edit(before, clerk, kept, capacity="50")
    assert kept.one("facility").cells["capacity"] == "40"
    assert Act.objects.count() == acts


def test_what_is_no_longer_there_is_gone(kept: Kept, clerk: User) -> None:
    before = kept.one("compound")
    remove_entry(before, before.version, by=clerk)
    with pytest.raises(Gone):
        edit(before, clerk, kept, households="1")
    with pytest.raises(Gone):
        remove_entry(before, before.version, by=clerk)


@pytest.mark.parametrize(
    ("kind", "said", "code"),
    [
        ("facility", {"activity_area": "900"}, "activity_above_floor"),
        ("facility", {"opened_on": "2020-01-01", "closed_on": "2019-01-01"}, "closed_before_opened"),
        ("count", {"households": "viele"}, None),
        ("people", {"pop_60plus": "7000"}, "band_above_total"),
        ("compound", {"built_year": "1492"}, "year_impossible"),
        ("premises", {"offers": "verschenken"}, "not_a_choice"),
        ("declaration", {"withdrawn_on": "2020-01-01"}, "withdrawn_before_complete"),
        ("answer", {"value": "vielleicht"}, "answer_unreadable"),
        ("facility", {"evidence": identity(123)}, "personal_data"),
    ],
)
def test_the_checks_of_files_are_those_of_forms(
    kind: str, said: dict[str, str], code: str | None, kept: Kept, clerk: User
) -> None:
    before, acts = kept.one(kind), Act.objects.count()
    found = edit(before, clerk, kept, **said)
    assert found
    assert code in (None, *found)
    assert (kept.one(kind).version, kept.one(kind).cells, Act.objects.count()) == (before.version, before.cells, acts)


def test_what_is_doubtful_is_stored_and_said(kept: Kept, clerk: User) -> None:
    one = kept.one("count")
    said = edit_entry(one, one.version, wish(clerk, kept.community, households="0"))
    assert [(problem.code, problem.is_error) for problem in said] == [("households_zero", False)]
    assert kept.one("count").cells["households"] == "0"


def test_an_invented_row_stays_invented(kept: Kept, clerk: User) -> None:
    made_up = Source.objects.create(name="made up", provenance="synthetic")
    Compound.objects.update(source=made_up)
    one = kept.one("compound")
    asked = Wish(clerk, AreaScope.everywhere(), kept.community, {"households": "1"}, one.provenance)
    assert codes(edit_entry(one, one.version, asked)) == []
    stored = Compound.objects.get()
    assert (stored.source.provenance, stored.source_id == made_up.pk) == ("synthetic", False)


def test_a_recorded_figure_is_not_replaced_by_an_invented_one(kept: Kept, clerk: User) -> None:
    one = kept.one("compound")
    asked = Wish(clerk, AreaScope.everywhere(), kept.community, {"households": "1"}, "synthetic")
    assert codes(edit_entry(one, one.version, asked)) == ["recorded_stays"]


def test_nothing_is_written_outside_the_reach(kept: Kept, clerk: User) -> None:
    one = kept.one("facility")
    elsewhere = Wish(clerk, AreaScope(("/91/",)), kept.community, {"capacity": "3"})
    assert codes(edit_entry(one, one.version, elsewhere)) == ["outside_reach"]
    reach = AreaScope((kept.community.division.path,))
    away = Wish(clerk, reach, kept.community, {"serves": "910101001001"})
    assert codes(edit_entry(one, one.version, away)) == ["outside_reach"]
    assert not ServedCommunity.objects.exists()


NEW = {
    "count": {"counted_on": "2025-12-31", "basis": "户籍", "households": "5"},
    "people": {"counted_on": "2025-12-31", "population": "9", "pop_0_2": "1"},
    "compound": {"compound_code": "C-2", "compound_name": "新小区"},
    "facility": {"facility_type": "kindergarten", "facility_code": "F-2", "facility_name": "新幼儿园"},
    "premises": {"premises_code": "P-2", "premises_name": "新房", "premises_kind": "房屋"},
    "answer": {"value": "否", "answered_on": "2026-05-01"},
    "declaration": {"facility_type": "nursery", "complete_on": "2026-05-01"},
}


@pytest.mark.parametrize("kind", NEW)
def test_every_kind_is_added_once_however_often_it_is_sent(kind: str, kept: Kept, clerk: User, some_item: str) -> None:
    cells = NEW[kind] | ({"item": some_item} if kind == "answer" else {})
    had, asked = len(kept.all(kind)), wish(clerk, kept.community, **cells)
    for _ in range(2):
        assert codes(add_entry(ENTRY_KINDS[kind], asked)) == []
        assert len(kept.all(kind)) == had + 1
    assert Act.objects.filter(verb=f"add_{kind}").count() == 1


def test_adding_never_changes_what_is_there(kept: Kept, clerk: User) -> None:
    before = kept.one("facility")
    for code in (before.cells["facility_code"], Facility.objects.get(community__code="910101001001").code):
        asked = wish(clerk, kept.community, facility_type="nursery", facility_code=code, facility_name="other")
        with pytest.raises(IsThere):
            add_entry(ENTRY_KINDS["facility"], asked)
    assert kept.one("facility").cells == before.cells


def test_a_removed_answer_gives_way_to_the_one_before(kept: Kept, clerk: User, some_item: str) -> None:
    newer = wish(clerk, kept.community, item=some_item, value="否", answered_on="2026-05-01")
    assert codes(add_entry(ENTRY_KINDS["answer"], newer)) == []
    first, second = kept.all("answer")
    assert SurveyAnswer.objects.get(pk=first.pk).superseded_on == date(2026, 5, 1)
    remove_entry(second, second.version, by=clerk)
    assert SurveyAnswer.objects.get().superseded_on is None


@pytest.mark.parametrize("kind", ["count", "people", "compound", "facility", "premises", "answer", "declaration"])
def test_what_was_never_so_is_removed_and_stays_on_record(kind: str, kept: Kept, clerk: User) -> None:
    one = kept.one(kind)
    with pytest.raises(Conflict):
        remove_entry(one, "0", by=clerk)
    remove_entry(one, one.version, by=clerk)
    assert entry_of(ENTRY_KINDS[kind], kept.community, one.pk, "zh") is None
    act = Act.objects.first()
    assert act is not None
    assert act.verb == f"remove_{kind}"
    assert all(change.before for change in act.changes.filter(how="deleted"))
    assert verify()[1] is None


def test_a_band_left_blank_goes(kept: Kept, clerk: User) -> None:
    one = kept.one("people")
    assert edit(one, clerk, kept, pop_60plus="") == []
    assert [band.band for band in PopulationBand.objects.all()] == ["total"]
