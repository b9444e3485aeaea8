"""Coming in: to the front page, or, for somebody who reads no results, to the own page. And going out."""

from typing import Any

from django.contrib.auth.forms import AuthenticationForm
from django.contrib.auth.views import LoginView
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_POST

from accounts.forms.login import LoginForm
from accounts.models import User
from accounts.services.coming_in import come_in, go_out
from accounts.services.setup import is_new
from accounts.who_asks import rights_of


def first_page(user: User) -> str:
    may_read = rights_of(user).may_visit("assessments:home")
    return reverse("assessments:home" if may_read else "accounts:me")


class Login(LoginView):
    template_name = "accounts/login.html"
    form_class = LoginForm

    def get_context_data(self, **options: Any) -> dict[str, Any]:
        return super().get_context_data(is_new=is_new(), **options)

    def get_default_redirect_url(self) -> str:
        """The rights are those of who has just logged in, not of nobody who asked for the page."""
        return first_page(self.request.user)  # type: ignore[arg-type]  # somebody has logged in

    def form_valid(self, form: AuthenticationForm) -> HttpResponse:
        come_in(self.request, form.get_user())
        return redirect(self.get_success_url())


@require_POST
def go(request: HttpRequest) -> HttpResponse:
    go_out(request)
    return redirect("assessments:home")
