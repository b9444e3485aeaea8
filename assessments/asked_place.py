"""The division that somebody names in a form, held against what they work for."""

from typing import Final

from django import forms
from django.utils.translation import gettext_lazy as _

from communities.models import Division
from communities.scope import AreaScope
from communities.selectors import division_named

OUTSIDE: Final = _("There is no such division, or it lies outside your mandate.")


def asked_place(scope: AreaScope, code: str) -> Division | None:
    """The division of ``code``; None, everywhere, where none is named by somebody who may work everywhere.

    Raises ValidationError, in the reader's language, for one that is not there or lies outside.
    """
    return None if not code and scope.is_everywhere else place_within(scope, code)


def place_within(scope: AreaScope, code: str) -> Division:
    """The division of ``code``, which must be named. Raises ValidationError as ``asked_place`` does."""
    found = division_named(scope, code) if code else None
    if found is None or not scope.covers(found.path):
        raise forms.ValidationError(OUTSIDE)
    return found
