"""What people say of a quarterly return."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from communities.language import in_reader_language
from communities.models import Division
from pilots.models import Programme
from pilots.plain_form import PlainForm
from pilots.returns.printed import read_amount
from pilots.returns.quarters import Quarter, quarters
from pilots.returns.rows import BY_CODE, ROWS


class DrawForm(PlainForm):
    """``quarter`` becomes a Quarter, ``place`` a Division of those offered."""

    quarter = forms.ChoiceField(label=_("Quarter"))
    place = forms.ChoiceField(label=_("Place"))
    why = forms.CharField(
        label=_("Why a revision"), max_length=300, required=False,
        help_text=_("Only where the quarter has been frozen already."),
    )  # fmt: skip

    def __init__(self, data: Any = None, *, programme: Programme, places: Sequence[tuple[Division, str]]) -> None:
        super().__init__(data)
        self._places = {place.code: place for place, _name in places}
        begun = quarters(programme.starts_on, min(programme.ends_on, timezone.localdate()))
        there = begun if programme.starts_on <= timezone.localdate() else []
        named = [(str(each), in_reader_language(each.words)) for each in reversed(there)]
        self.fields["quarter"].choices = named  # type: ignore[attr-defined]  # a ChoiceField
        self.fields["place"].choices = [(place.code, name) for place, name in places]  # type: ignore[attr-defined]

    def clean_quarter(self) -> Quarter:
        found = Quarter.read(self.cleaned_data["quarter"])
        if found is None:
            raise forms.ValidationError(_("This is no quarter."))
        return found

    def clean_place(self) -> Division:
        return self._places[self.cleaned_data["place"]]


class CorrectForm(PlainForm):
    """``amount`` in the smallest unit of the row."""

    figures = frozenset({"amount"})

    row = forms.ChoiceField(label=_("Row"), choices=[(row.code, in_reader_language(row.titled)) for row in ROWS])
    amount = forms.CharField(
        label=_("To be added (negative: to be taken away)"), max_length=20,
        help_text=_("What was computed stays beside it. Areas in m², with at most two decimals."),
    )  # fmt: skip
    reason = forms.CharField(label=_("Reason"), max_length=300)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        row, text = BY_CODE.get(cleaned.get("row", "")), cleaned.get("amount")
        if row and text is not None:
            cleaned["amount"] = read_amount(row, text)
            if cleaned["amount"] is None:
                self.add_error("amount", _("This is no amount of that row: a whole number, or m² with at most two decimals."))
        return cleaned


class WhyForm(PlainForm):
    why = forms.CharField(label=_("Why a revision"), max_length=300)
