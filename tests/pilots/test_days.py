"""Days of the room are of 2000 to 2100: a slip of the hand is said at its field, and nothing is reckoned from it."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django import forms

from communities.scope import AreaScope
from pilots.day_field import NOT_MEANT
from pilots.entry_form import CareForm
from pilots.forms import BeginForm
from pilots.models import Programme
from pilots.programme_forms import ProgrammeForm, WithdrawForm
from pilots.programmes.kinds import is_in_reach, last_day
from pilots.services.programmes import change_programme, set_up_programme
from pilots.services.refusing import Refused
from pilots.work_forms import EvidenceForm, MilestoneForm, NoteForm, ReachedForm
from tests.factories.pilots import make_programme

ALL = AreaScope.everywhere()
TERMS = {"kind": "local", "name": "试点", "unit_level": "district", "levels": ["city"]}
FORMS: dict[str, tuple[Callable[[dict[str, Any]], forms.Form], str]] = {
    "project starts": (CareForm, "starts_on"), "project due": (CareForm, "due_on"), "milestone": (MilestoneForm, "due_on"),
    "reached": (ReachedForm, "on"), "note": (NoteForm, "on"), "evidence": (EvidenceForm, "taken_on"),
    "begun": (BeginForm, "on"), "leaves": (WithdrawForm, "on"),
    "programme": (lambda data: ProgrammeForm(data, scope=ALL), "starts_on"),
    "baseline": (lambda data: ProgrammeForm(data, scope=ALL), "baseline_on"),
}  # fmt: skip


@pytest.mark.parametrize("day", ["0001-01-01", "0202-03-01", "1999-12-31", "2101-01-01", "9999-12-31"])
@pytest.mark.parametrize("which", FORMS)
def test_a_slip_of_the_hand_is_said_at_its_field(which: str, day: str) -> None:
    made, field = FORMS[which]
    assert made({field: day}).errors[field] == [NOT_MEANT]


def said(**terms: str) -> ProgrammeForm:
    return ProgrammeForm({**TERMS, **terms}, scope=ALL)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("starts", "ends", "is_fine"),
    [
        ("2026-01-01", "2045-12-31", True), ("2026-01-01", "2046-01-01", False), ("2099-01-01", "", True),
        ("2099-01-02", "", False), ("2000-01-01", "2000-01-01", True), ("2026-01-01", "9999-12-31", False),
        ("2026-01-01", "2025-12-31", False), ("2026-01-01", "nonsense", False),
    ],
)  # fmt: skip
def test_a_programme_runs_20_years_at_most(starts: str, ends: str, is_fine: bool) -> None:  # noqa: FBT001  a case
    form = said(starts_on=starts, ends_on=ends)
    assert ("ends_on" not in form.errors) == is_fine
    assert set(form.errors) <= {"ends_on"}


def test_the_last_day_is_told_of_every_day_there_is() -> None:
    assert last_day(date(9999, 1, 1), 24) == date.max
    assert last_day(date.max, 0) == last_day(date(9998, 12, 31), 12) == date.max
    assert last_day(date(9997, 11, 30), 24) == date(9999, 11, 29)
    assert last_day(date.min, 1) == date(1, 1, 31)


@pytest.mark.django_db
@pytest.mark.parametrize(
    "days",
    [
        {"starts_on": date(1, 1, 1)}, {"ends_on": date(2101, 1, 1)}, {"ends_on": date(2046, 1, 1)},
        {"baseline_on": date(202, 6, 1)},
    ],
)  # fmt: skip
def test_the_verbs_refuse_them_too(days: dict[str, date]) -> None:
    fine: dict[str, Any] = {"starts_on": date(2026, 1, 1), "ends_on": date(2027, 12, 31)}
    with pytest.raises(Refused) as refused:
        set_up_programme(by=None, scope=ALL, programme=Programme(kind="local", name="试点", **{**fine, **days}))
    assert refused.value.code == "days_out_of_reach"
    with pytest.raises(Refused) as refused:
        change_programme(by=None, programme=make_programme(None, **fine), terms=days)
    assert refused.value.code == "days_out_of_reach"


def test_the_bounds_are_within() -> None:
    assert [is_in_reach(day) for day in (date(2000, 1, 1), date(2100, 12, 31))] == [True, True]
