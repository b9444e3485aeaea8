"""What people type on the pages of assessments."""

from datetime import date
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from assessments.remedies.catalogue import REMEDIES
from assessments.remedies.prices import RENT
from communities.words import Lang, Words
from facilities.catalogue import FACILITY_TYPES

RENT_WORDS = Words("租金（每月）", "rent (a month)")
MOST_YUAN = 1_000_000


def priced(lang: Lang) -> dict[str, str]:
    """What a line of the price book can be about: the five remedies, and the rent that comes on top of a lease."""
    names = {remedy.code: remedy.name for remedy in REMEDIES} | {RENT: RENT_WORDS}
    return {code: capfirst(words.of(lang)) for code, words in names.items()}


class PriceForm(forms.Form):
    """A new line of the price book."""

    remedy = forms.ChoiceField(label=_("Remedy"))
    facility_type = forms.ChoiceField(label=_("Facility type"), required=False)
    low = forms.DecimalField(label=_("From, yuan per m²"), min_value=0, max_value=MOST_YUAN, decimal_places=2)
    high = forms.DecimalField(label=_("To, yuan per m²"), min_value=0, max_value=MOST_YUAN, decimal_places=2)
    since = forms.DateField(label=_("Holds from"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"))
    source = forms.CharField(
        label=_("Source"), max_length=200, help_text=_("Which document or quotation says so, with its date.")
    )

    def __init__(self, data: QueryDict | None = None, *, lang: Lang, today: date) -> None:
        super().__init__(data, initial={"since": today})
        types = [(code, each.name(lang)) for code, each in FACILITY_TYPES.items()]
        self.fields["remedy"].choices = list(priced(lang).items())  # type: ignore[attr-defined]  # a ChoiceField
        self.fields["facility_type"].choices = [("", _("any type")), *types]  # type: ignore[attr-defined]  # a ChoiceField

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        low, high = cleaned.get("low"), cleaned.get("high")
        if low is not None and high is not None and high < low:
            self.add_error("high", _("The upper price must not lie below the lower one."))
        return cleaned
