"""Coming in and going out, on record. Failed tries are no acts: anybody makes any number of them (accounts/lockout.py)."""

from django.contrib.auth import login, logout
from django.http import HttpRequest

from accounts.models import User
from communities.acts import acting_beside


def come_in(request: HttpRequest, user: User) -> None:
    """Begin a session, under a new key, for somebody who has shown who they are (authenticate()), or for one of the demo's."""
    with acting_beside(by=user, verb="login"):
        login(request, user, backend=getattr(user, "backend", "django.contrib.auth.backends.ModelBackend"))


def go_out(request: HttpRequest) -> None:
    """End the session; of nobody, nothing is recorded."""
    if not isinstance(request.user, User):
        logout(request)
        return
    with acting_beside(by=request.user, verb="logout"):
        logout(request)
