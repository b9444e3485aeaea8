"""What people type on the pages of assessments."""

from datetime import date
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from assessments.asked_place import asked_place
from assessments.remedies.needs import work_items
from assessments.remedies.price_words import ONLY_WORKS, PRICED, about, mistakes
from communities.language import in_reader_language
from communities.models import Division
from communities.scope import AreaScope
from communities.words import Lang
from facilities.catalogue import FACILITY_TYPES

MOST_YUAN = 1_000_000_000
"""Works for a whole community are priced as one sum."""
ASKED = ("remedy", "facility_type", "item", "low", "high")


def priced(lang: Lang) -> dict[str, str]:
    """What a line of the price book can be about: the five remedies, rent, running cost, works."""
    return {code: capfirst(words.of(lang)) for code, words in PRICED.items()}


class PriceForm(forms.Form):
    """A new line of the price book. ``division`` becomes a Division, or None for everywhere."""

    division = forms.CharField(label=_("Holds in"), max_length=12, required=False)
    remedy = forms.ChoiceField(label=_("Remedy"))
    facility_type = forms.ChoiceField(label=_("Facility type"), required=False)
    item = forms.ChoiceField(label=_("Works"), required=False, help_text=in_reader_language(ONLY_WORKS))
    low = forms.DecimalField(label=_("From, yuan"), min_value=0, max_value=MOST_YUAN, decimal_places=2)
    high = forms.DecimalField(label=_("To, yuan"), min_value=0, max_value=MOST_YUAN, decimal_places=2)
    since = forms.DateField(label=_("Holds from"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"))
    source = forms.CharField(
        label=_("Source"), max_length=200, help_text=_("Which document or quotation says so, with its date.")
    )

    def __init__(self, data: QueryDict | None = None, *, lang: Lang, today: date, scope: AreaScope) -> None:
        super().__init__(data, initial={"since": today})
        self._scope = scope
        types = [(code, each.name(lang)) for code, each in FACILITY_TYPES.items()]
        items = [(code, about("", code).of(lang)) for code in work_items()]
        self._offer("remedy", list(priced(lang).items()))
        self._offer("facility_type", [("", _("any type")), *types])
        self._offer("item", [("", "—"), *items])

    def _offer(self, name: str, choices: list[tuple[str, Any]]) -> None:
        self.fields[name].choices = choices  # type: ignore[attr-defined]  # a ChoiceField

    def clean_division(self) -> Division | None:
        """The division; None, everywhere, only for somebody who may set prices everywhere."""
        return asked_place(self._scope, self.cleaned_data["division"])

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if all(name in cleaned for name in ASKED):
            for field, words in mistakes(*(cleaned[name] for name in ASKED)):
                self.add_error(field, in_reader_language(words))
        return cleaned

    def line(self) -> dict[str, Any]:
        """What ``set_price`` is to be told, once the form is valid."""
        said = dict(self.cleaned_data)
        return {"place": said.pop("division"), **said}
