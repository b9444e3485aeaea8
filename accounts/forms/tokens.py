"""Making a key for a program."""

import re
from collections.abc import Sequence
from datetime import datetime, time, timedelta
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from accounts.forms.fields import PlaceField
from communities.scope import AreaScope

_USUAL = timedelta(days=90)


class TokenForm(forms.Form):
    """``said`` is what make_token is to be told."""

    name = forms.CharField(label=_("Name"), max_length=100, help_text=_("Which program it is for."))
    rights = forms.MultipleChoiceField(label=_("Rights"), widget=forms.CheckboxSelectMultiple)
    expires = forms.DateField(
        label=_("Last day"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"), help_text=_("At most a year.")
    )
    networks = forms.CharField(
        label=_("Networks"), max_length=500, required=False,
        help_text=_("Addresses it may be used from, such as 10.1.2.0/24, with commas between them; empty: from anywhere."),
    )  # fmt: skip
    field_order = ("name", "rights", "division", "expires", "networks")

    def __init__(self, *args: Any, scope: AreaScope, rights: Sequence[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["rights"].choices = list(rights)  # type: ignore[attr-defined]  # a ChoiceField
        self.fields["division"] = PlaceField(scope=scope, none_means=_now("wherever you may"))
        self.initial = {"expires": timezone.localdate() + _USUAL, **self.initial}
        self.order_fields(self.field_order)

    def said(self) -> dict[str, Any]:
        given = self.cleaned_data
        end = datetime.combine(given["expires"], time.max, timezone.get_current_timezone())
        networks = [each for each in re.split(r"[\s,，;；]+", given["networks"]) if each]
        return {
            "name": given["name"], "rights": given["rights"], "division": given["division"], "expires_at": end,
            "networks": networks,
        }  # fmt: skip
