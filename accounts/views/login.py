"""Coming in: to the front page, or, for somebody who reads no results, to the own page."""

from django.contrib.auth.views import LoginView
from django.urls import reverse

from accounts.models import User
from accounts.who_asks import rights_of


def first_page(user: User) -> str:
    may_read = rights_of(user).may_visit("assessments:home")
    return reverse("assessments:home" if may_read else "accounts:me")


class Login(LoginView):
    template_name = "accounts/login.html"

    def get_default_redirect_url(self) -> str:
        """The rights are those of who has just logged in, not of nobody who asked for the page."""
        return first_page(self.request.user)  # type: ignore[arg-type]  # somebody has logged in
