"""A session ends when nobody has used it for a while, and in the end however much it is used: both as the profile says."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any, Final

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import SESSION_KEY
from django.contrib.auth.models import AnonymousUser
from django.contrib.sessions.backends.base import SessionBase
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.profiles import profile
from communities.api.answers import is_api

BEGAN: Final = "began"
SEEN: Final = "seen"
_NOTED_EVERY: Final = timedelta(minutes=1)  # or every page would be written down
_POLLS: Final = frozenset({"delivery", "round"})
"""Elements that ask by themselves how far something is: nobody need be sitting there."""


class SessionLimitMiddleware:
    """Before the gate, which then finds that nobody is logged in; behind the messages, one of which says so."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if settings.SESSION_COOKIE_NAME in request.COOKIES and SESSION_KEY in request.session:
            if _is_over(request.session):
                _end(request)
            elif request.headers.get("HX-Trigger") not in _POLLS:
                _note(request.session)
        return self.get_response(request)


def begin(*, request: HttpRequest, **_options: Any) -> None:
    """Whenever somebody is logged in, by whatever way: Django's signal calls it, so that no way can forget it."""
    request.session[BEGAN] = request.session[SEEN] = _now()


def _now() -> float:
    return timezone.now().timestamp()


def _is_over(session: SessionBase) -> bool:
    """Also one of which nobody has noted when it began."""
    now, rules = _now(), profile()
    lasted, idle = now - session.get(BEGAN, 0), now - session.get(SEEN, 0)
    return bool(lasted >= rules.absolute.total_seconds() or idle >= rules.idle.total_seconds())


def _note(session: SessionBase) -> None:
    if _now() - session[SEEN] >= _NOTED_EVERY.total_seconds():
        session[SEEN] = _now()


def _end(request: HttpRequest) -> None:
    request.session.flush()
    request.user = AnonymousUser()
    if not is_api(request):
        messages.info(request, _("Your session has ended, because nobody used it for a while or it lasted long enough."))
