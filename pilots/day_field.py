"""A day as people give it in the room: one that can be meant."""

from datetime import date
from typing import Any, Final

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from pilots.programmes.kinds import is_in_reach

NOT_MEANT: Final = _("The year lies outside 2000 to 2100. Correct it.")


def day_field(label: Any, *, required: bool = False, **more: Any) -> forms.DateField:
    """Of the years 2000 to 2100: 0202 and 20266 are slips of the hand, and nothing can be reckoned from them."""
    widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    return forms.DateField(label=label, required=required, widget=widget, validators=[_can_be_meant], **more)


def _can_be_meant(day: date) -> None:
    if not is_in_reach(day):
        raise ValidationError(NOT_MEANT)
