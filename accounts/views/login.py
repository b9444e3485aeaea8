"""Coming in: to the front page, or, for somebody who reads no results, to the own page."""

from django.contrib.auth.views import LoginView
from django.urls import reverse

from accounts.who_asks import rights_of


class Login(LoginView):
    template_name = "accounts/login.html"

    def get_default_redirect_url(self) -> str:
        """The rights are those of who has just logged in, not of nobody who asked for the page."""
        may_read = rights_of(self.request.user).may_visit("assessments:home")
        return super().get_default_redirect_url() if may_read else reverse("accounts:me")
