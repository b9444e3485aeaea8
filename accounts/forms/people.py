"""Making an account, giving a grant, saying why something ends."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.forms.fields import PlaceField
from accounts.models import User
from accounts.selectors.people import one_of_people
from accounts.services.granting import Asked
from communities.scope import AreaScope

_DAY = {"type": "date"}


class NewUserForm(forms.Form):
    """A user name, and the division whose managers look after the account."""

    username = forms.CharField(label=_("User name"), max_length=150)

    def __init__(self, *args: Any, scope: AreaScope, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        said = _("Whose managers look after the account. It opens nothing: that is what grants are for.")
        self.fields["home"] = PlaceField(scope=scope, help_text=said)


class GrantForm(forms.Form):
    """Who becomes what, where, until when and why. ``reach``: whom the giver sees. ``scope``: where they may give."""

    person = forms.CharField(label=_("User name"), max_length=150)
    role = forms.ChoiceField(label=_("Role"))
    until = forms.DateField(
        label=_("Last day"), required=False, widget=forms.DateInput(attrs=_DAY, format="%Y-%m-%d"),
        help_text=_("Empty: no end. Never later than your own grant."),
    )  # fmt: skip
    reason = forms.CharField(label=_("Reason"), max_length=200, help_text=_("Kept with the grant, for whoever asks later."))
    field_order = ("person", "role", "division", "until", "reason")

    def __init__(self, *args: Any, reach: AreaScope, scope: AreaScope, roles: Sequence[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._reach = reach
        self.fields["division"] = PlaceField(scope=scope)
        self.fields["role"].choices = [("", "—"), *roles]  # type: ignore[attr-defined]  # a ChoiceField
        self.order_fields(self.field_order)

    def clean_person(self) -> User:
        found = one_of_people(self._reach, self.cleaned_data["person"].strip())
        if found is None:
            raise forms.ValidationError(_("There is nobody of this name among the people you look after."))
        return found

    def asked(self) -> Asked:
        """The grant, once the form is valid: from today on."""
        given = self.cleaned_data
        return Asked(given["person"], given["role"], given["division"], timezone.localdate(), given["until"], given["reason"])


class ReasonForm(forms.Form):
    """Why a grant ends."""

    reason = forms.CharField(label=_("Reason"), max_length=200)
