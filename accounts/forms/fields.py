"""A division to choose, where choosing nothing must never mean everything."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from assessments.views.choosing import CHOOSABLE
from assessments.views.language import name_of
from communities.divisions import short_code
from communities.models import Division
from communities.scope import EVERYWHERE, AreaScope
from communities.selectors import division_named, divisions


class PlaceField(forms.CharField):
    """Becomes a Division of the scope, or None for everywhere, which is chosen by its own sign. ``none_means``: what a blank
    field means, where it may be blank; then everywhere needs no sign.
    """

    def __init__(self, *, scope: AreaScope, none_means: str = "", **options: Any) -> None:
        self.scope = scope
        super().__init__(max_length=12, required=not none_means, label=_("Division"), **options)
        found = list(divisions(scope)[: CHOOSABLE + 1])
        if len(found) > CHOOSABLE:
            self.help_text = (
                _("Code of 2 to 12 digits; / for everywhere") if scope.is_everywhere else _("Code of 2 to 12 digits")
            )
            return
        everywhere = [(EVERYWHERE, _("everywhere"))] if scope.is_everywhere and not none_means else []
        named = [(each.code, f"{name_of(each)} {short_code(each.code)}") for each in found]
        self.widget = forms.Select(choices=[("", none_means or "—"), *everywhere, *named])
        self.widget.is_required = self.required

    def clean(self, value: Any) -> Division | None:
        text = super().clean(value).strip()
        if not text or (text == EVERYWHERE and self.scope.is_everywhere):
            return None
        found = division_named(self.scope, text)
        if found is None or not self.scope.covers(found.path):
            raise forms.ValidationError(_("There is no such division, or it lies outside your mandate."))
        return found
