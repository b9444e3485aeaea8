"""What people say of a work plan: its sections, why it goes back, from what it is drafted."""

from collections.abc import Iterable
from typing import Any, Final

from django import forms
from django.utils.translation import gettext_lazy as _

from assessments.models import RemedyPlan
from communities.language import in_reader_language
from pilots.models import WorkPlan
from pilots.plain_form import PlainForm
from pilots.reviewing.content import COMBINED, TEXTS

LONGEST: Final = 20_000
"""Signs of one section."""
HELP: Final = {
    "goals": _("Which gaps the pilot is to close, and by when."),
    "content": _("What is done, part by part."),
    "sequence": _("What comes first and what follows, year by year."),
    "safeguards": _("Organisation, money, supervision, taking part of residents."),
    "combination": _("How they are combined; or why with none: that is an answer too."),
    "risks": _("What may delay the work, and what is done about it. May stay empty."),
}


class WorkPlanForm(PlainForm):
    """The sections as texts. ``version``: the writing that was looked at. A section may stay empty until it is submitted."""

    version = forms.IntegerField(widget=forms.HiddenInput, min_value=1)
    combined_with = forms.MultipleChoiceField(
        label=_("Combined with"), required=False, widget=forms.CheckboxSelectMultiple,
        choices=[(code, in_reader_language(words)) for code, words in COMBINED.items()],
    )  # fmt: skip

    field_order = ("version", "goals", "content", "sequence", "safeguards", "combined_with", "combination", "risks")

    def __init__(self, data: Any = None, *, plan: WorkPlan) -> None:
        first = {name: getattr(plan, name) for name in (*TEXTS, "combined_with", "version")}
        super().__init__(data, initial=first)
        for name, words in TEXTS.items():
            self.fields[name] = _text(in_reader_language(words), HELP[name])
        self.order_fields(self.field_order)

    def texts(self) -> dict[str, str]:
        """With one kind of line end: what is stored is what is compared."""
        return {name: self.cleaned_data[name].replace("\r\n", "\n").strip() for name in TEXTS}


def _text(label: Any, help_text: Any) -> forms.CharField:
    area = forms.Textarea(attrs={"rows": 8})
    return forms.CharField(label=label, widget=area, max_length=LONGEST, required=False, help_text=help_text)


class DecideForm(PlainForm):
    """What an office says, with the mark and the level that it looked at."""

    mark = forms.CharField(widget=forms.HiddenInput, max_length=64, required=False)
    level = forms.CharField(widget=forms.HiddenInput, max_length=8, required=False)
    remarks = forms.CharField(
        label=_("Remarks (optional)"), widget=forms.Textarea(attrs={"rows": 3}), max_length=2_000, required=False
    )


class ReturnForm(DecideForm):
    """Nothing goes back without a word."""

    remarks = forms.CharField(
        label=_("What is to be amended"), widget=forms.Textarea(attrs={"rows": 3}), max_length=2_000,
        error_messages={"required": _("Say what is to be amended: a plan is returned with remarks only.")},
    )  # fmt: skip


class DraftForm(forms.Form):
    """From which remedy plan key projects and the sequence are taken; from none, the text is drafted from the round alone."""

    remedy_plan = forms.TypedChoiceField(label=_("Remedy plan"), required=False, coerce=int, empty_value=None)

    def __init__(self, data: Any = None, *, plans: Iterable[RemedyPlan]) -> None:
        super().__init__(data)
        choices = [("", _("None: draft from the assessment alone")), *((one.pk, f"{one.pk}: {one.name}") for one in plans)]
        self.fields["remedy_plan"].choices = choices  # type: ignore[attr-defined]  # a ChoiceField
