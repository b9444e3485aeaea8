"""Numbers of persons are refused in every text of the room, and not shown again."""

import pytest
from django import forms

from pilots import entry_form, programme_forms, return_forms, work_forms, work_plan_forms
from pilots import forms as project_forms
from pilots.plain_form import PlainForm
from pilots.programme_forms import WithdrawForm
from pilots.return_forms import CorrectForm

MODULES = (entry_form, project_forms, programme_forms, return_forms, work_forms, work_plan_forms)
WITHOUT_TEXTS = {"EnrolForm", "FundingForm", "DraftForm", "ReachedForm"}
"""Days, amounts and choices only."""


@pytest.mark.parametrize("number", ["13800138000", "138 0013 8000", "+86 138-0013-8000", "11010519491231002X"])
def test_it_is_refused_and_taken_out_of_what_is_shown_again(number: str) -> None:
    form = WithdrawForm({"on": "2026-01-01", "reason": f"联系人 {number}"})
    assert not form.is_valid()
    assert number not in str(form)
    assert "***" in str(form)


def test_amounts_may_look_like_anything() -> None:
    form = CorrectForm({"row": "213", "amount": "13800138000", "reason": "x"})
    assert form.is_valid()
    assert form.cleaned_data["amount"] == 13_800_138_000


def test_every_form_of_the_room_that_takes_texts_looks() -> None:
    found = {
        each for module in MODULES for each in vars(module).values() if isinstance(each, type) and issubclass(each, forms.Form)
    }
    own = {each for each in found if each.__module__.startswith("pilots.")}
    assert {each.__name__ for each in own if not issubclass(each, PlainForm)} == WITHOUT_TEXTS
