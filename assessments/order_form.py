"""What people say when they have a round judged."""

from collections.abc import Sequence
from typing import Any, Final
from uuid import uuid4

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from assessments.asked_once import asked_once
from assessments.asked_place import asked_place
from assessments.law import NoSuchPack, law_on, with_overlays
from assessments.standards.strict_table import PackError
from communities.models import Division
from communities.scope import AreaScope

_DAY: Final = {"type": "date"}


class OrderForm(forms.Form):
    """``division`` becomes a Division, or None for everything; ``packs`` those to be judged by, None for the usual ones.

    ``token`` is made anew whenever the form is shown: sent twice with the same answers, it asks once.
    """

    division = forms.CharField(label=_("Division"), max_length=12, required=False)
    day = forms.DateField(
        label=_("Law as of"), widget=forms.DateInput(attrs=_DAY, format="%Y-%m-%d"), help_text=_("the day whose law applies")
    )
    as_of = forms.DateField(
        label=_("Data as of"), widget=forms.DateInput(attrs=_DAY, format="%Y-%m-%d"), help_text=_("the day the data speaks of")
    )
    packs = forms.MultipleChoiceField(
        label=_("Judge by"), required=False, widget=forms.CheckboxSelectMultiple,
        help_text=_("None ticked: the notice and its local overlays. A round by others never speaks for a place by itself."),
    )  # fmt: skip
    token = forms.CharField(max_length=32, required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, scope: AreaScope, packs: Sequence[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        today = timezone.localdate()
        self.initial = {"day": today, "as_of": today, "token": uuid4().hex, **self.initial}
        self._scope = scope
        self.fields["packs"].choices = list(packs)  # type: ignore[attr-defined]  # a ChoiceField

    def clean_division(self) -> Division | None:
        """The division; None only for somebody who may work everywhere."""
        return asked_place(self._scope, self.cleaned_data["division"])

    def clean_packs(self) -> tuple[str, ...] | None:
        """The ticked ones with what they change and their overlays."""
        chosen = self.cleaned_data["packs"]
        return with_overlays(chosen) if chosen else None

    def clean(self) -> dict[str, Any]:
        """Packs that do not fit together on that day are said here, not hours later."""
        cleaned = super().clean() or {}
        if "day" in cleaned and cleaned.get("packs"):
            try:
                law_on(cleaned["day"], cleaned["packs"])
            except (PackError, NoSuchPack) as wrong:
                self.add_error("packs", str(wrong))
        return cleaned

    def order(self) -> dict[str, Any]:
        """What ``order_round`` is to be told, once the form is valid. The key holds for these answers of this showing."""
        said = {name: self.cleaned_data[name] for name in ("division", "day", "as_of", "packs")}
        answers = {name: str(value.pk if name == "division" and value else value) for name, value in said.items()}
        return {**said, **asked_once(self.cleaned_data["token"], answers)}
