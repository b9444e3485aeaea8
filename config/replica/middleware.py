"""Answers from the standby what may lag and what it can answer; all else from the primary, as if there were no standby."""

import logging
import re
from collections.abc import Callable, Iterator
from typing import Any, Final, cast

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.db.utils import InterfaceError, OperationalError
from django.http import Http404, HttpRequest, StreamingHttpResponse
from django.http.response import HttpResponseBase

from config.replica.reads import MAY_LAG
from config.replica.router import has_replica, reading_from_replica
from config.replica.standby import NOWHERE, STANDBY, State, position_now

COOKIE: Final = "written_at"
COOKIE_AGE: Final = 3600  # seconds, beyond the time that a standby may lag and still be read from
READS: Final = ("GET", "HEAD")
SAFE: Final = (*READS, "OPTIONS", "TRACE")
BROKEN: Final = (OperationalError, InterfaceError)
_POSITION: Final = re.compile(r"([0-9A-F]{1,8})-([0-9A-F]{1,8})")
_log = logging.getLogger(__name__)

View = Callable[..., HttpResponseBase]


class ReplicaMiddleware:
    """The last of the middleware: what it answers by itself passes all the others on its way out."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self.get_response(request)
        if has_replica() and request.method not in SAFE:
            _remember(response)
        return response

    def process_view(self, request: HttpRequest, view: View, args: Any, kwargs: Any) -> HttpResponseBase | None:
        """None: the primary answers. So it does where the standby's answer is an error: the row may only not be there yet."""
        if not may_lag(request) or STANDBY.state(written_by(request)) is not State.READY:
            return None
        try:
            with reading_from_replica():
                response = _rendered(view(request, *args, **kwargs))
        except (Http404, PermissionDenied):
            return None
        except Exception as error:
            _failed(request, error)
            return None
        return _to_its_end(response) if response.status_code < 400 else None


def may_lag(request: HttpRequest) -> bool:
    """A read of an address of MAY_LAG, where there is a standby."""
    found = request.resolver_match
    return has_replica() and request.method in READS and found is not None and found.view_name in MAY_LAG


def written_by(request: HttpRequest) -> str:
    """Up to where who asks has written, as the own cookie says; NOWHERE where it says nothing that can be read."""
    found = _POSITION.fullmatch(request.COOKIES.get(COOKIE, ""))
    return f"{found[1]}/{found[2]}" if found else NOWHERE


def _remember(response: HttpResponseBase) -> None:
    """Also after a refusal: part of what was asked may have been done. A cookie may hold no slash."""
    response.set_cookie(
        COOKIE, position_now().replace("/", "-"), max_age=COOKIE_AGE + settings.REPLICA_MAX_LAG,
        httponly=True, secure=settings.SESSION_COOKIE_SECURE, samesite="Lax",
    )  # fmt: skip


def _failed(request: HttpRequest, error: Exception) -> None:
    """What is wrong with the connection says something of the standby; anything else, of the page."""
    if isinstance(error, BROKEN):
        STANDBY.failed(error)
    else:
        _log.warning("%s is answered by the primary instead", request.path, exc_info=error)


def _rendered(response: HttpResponseBase) -> HttpResponseBase:
    """REST framework's answers are written late; here, while the standby is meant."""
    render = getattr(response, "render", None)
    return cast("HttpResponseBase", render()) if callable(render) else response


def _to_its_end(response: HttpResponseBase) -> HttpResponseBase:
    """A file that is written while it is sent goes on reading where it began."""
    if isinstance(response, StreamingHttpResponse):
        response.streaming_content = _parts(cast("Iterator[bytes]", response.streaming_content))
    return response


def _parts(content: Iterator[bytes]) -> Iterator[bytes]:
    """Piece by piece, because between two pieces the thread does other things. What breaks off here cannot be begun anew."""
    while True:
        with reading_from_replica():
            try:
                part = next(content, None)
            except BROKEN as error:
                STANDBY.failed(error)
                raise
        if part is None:
            return
        yield part
