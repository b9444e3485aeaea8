"""Name and password."""

from django import forms
from django.contrib.auth.forms import AuthenticationForm
from django.utils.translation import gettext as _

from accounts.profiles import profile


class LoginForm(AuthenticationForm):
    """Says the same of every name, whether somebody has it or not."""

    def get_invalid_login_error(self) -> forms.ValidationError:
        if not getattr(self.request, "axes_locked_out", False):
            return super().get_invalid_login_error()
        minutes = int(profile().cool_off.total_seconds() // 60)
        said = _("Too many tries with this name from here. Wait %(minutes)s minutes, then try again.") % {"minutes": minutes}
        return forms.ValidationError(said, code="locked")
