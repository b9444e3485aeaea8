"""The first two people of an installation."""

from django import forms
from django.utils.translation import gettext_lazy as _


class SetupForm(forms.Form):
    code = forms.CharField(
        label=_("Set-up code"), max_length=40, help_text=_("What manage.py setup_code prints on the machine.")
    )
    system = forms.CharField(
        label=_("User name of the system administrator"), max_length=150,
        help_text=_("Looks after accounts, and reads no figure."),
    )  # fmt: skip
    manager = forms.CharField(
        label=_("User name of the first manager"),
        max_length=150,
        help_text=_("Makes the accounts of all others, and says what they may do."),
    )
