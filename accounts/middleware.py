"""The gate: before any view runs, the policy line of its route says who may come in, and where they may look and work."""

from collections.abc import Callable
from typing import Any, Final, cast

from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponseNotAllowed
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.utils.functional import SimpleLazyObject

from accounts.first_things import first_thing
from accounts.policy import policy
from accounts.policy_model import Entry, Line
from accounts.services.setup import is_new
from accounts.services.tokens import BadToken
from accounts.who_asks import bad_token, rights_of, token_of_request
from communities.api.answers import challenge, is_api, problem
from communities.language import reader_lang
from communities.requests import ScopedRequest
from communities.scope import AreaScope

_READS: Final = ["GET", "HEAD", "OPTIONS"]


class GateMiddleware:
    """Puts ``rights``, ``scope``, ``work_scope`` and ``work_right`` on every request (communities.requests.ScopedRequest).

    No view asks who may see it. What it shows it cuts by ``scope``, what it changes by ``work_scope``. A route without a policy
    line is closed.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, plain: HttpRequest) -> HttpResponseBase:
        request = cast("ScopedRequest", plain)
        request.rights = cast("Any", SimpleLazyObject(lambda: rights_of(request.user)))
        request.scope, request.work_scope, request.work_right = AreaScope.nowhere(), AreaScope.nowhere(), ""
        response = self.get_response(request)
        if getattr(request, "is_gated", False):  # no cache keeps it for another reader
            response.setdefault("Cache-Control", "private, no-cache")
        return response

    def process_view(self, plain: HttpRequest, view: Any, args: Any, kwargs: dict[str, Any]) -> HttpResponseBase | None:  # noqa: ARG002  as Django calls it
        request = cast("ScopedRequest", plain)
        try:
            _take_token(request)
        except BadToken as wrong:
            return bad_token(request, wrong)
        found = request.resolver_match
        route = found.view_name if found else ""
        line = policy().routes.get(route)
        if line is None:
            raise PermissionDenied
        if line.entry is Entry.OPEN:
            return None
        return _first_of_all(request, route) or _come_in(request, line, kwargs)


def _take_token(request: ScopedRequest) -> None:
    """On addresses of the API only: a page is for people. Raises BadToken."""
    token = token_of_request(request) if is_api(request) else None
    if token:
        request.user = token.owner
        request.rights = rights_of(token.owner, token)
        request.api_token = token  # type: ignore[attr-defined]  # for accounts.api.authentication


def _first_of_all(request: ScopedRequest, route: str) -> HttpResponseBase | None:
    """None where nothing must be done first, or just this is asked for. A token is no session: it goes on."""
    if not request.user.is_authenticated or hasattr(request, "api_token"):
        return None
    thing = first_thing(request.user, request.rights)  # type: ignore[arg-type]  # our own user and rights
    if thing is None or thing.route == route:
        return None
    request.is_gated = True  # type: ignore[attr-defined]  # for the way out
    return problem("forbidden", thing.words.of(reader_lang())) if is_api(request) else redirect(thing.route)


def _come_in(request: ScopedRequest, line: Line, arguments: dict[str, Any]) -> HttpResponseBase | None:
    """None: come in, with the scopes set."""
    request.is_gated = True  # type: ignore[attr-defined]  # for the way out
    if line.entry is Entry.KNOWN:
        return None if request.user.is_authenticated else _who_are_you(request)
    reading, needed = line.reading(arguments), line.needed(str(request.method), arguments)
    if not request.rights.has(needed or reading):
        return _refused(request, needed or reading)
    if not needed:
        return _no_such_method(request)
    request.scope, request.work_right = request.rights.scope(line.shows or reading), line.work
    if line.work:  # asked for only where the page looks at it
        request.work_scope = cast("AreaScope", SimpleLazyObject(lambda: request.rights.scope(line.work)))
    return None


def _refused(request: ScopedRequest, right: str) -> HttpResponseBase:
    """Somebody unknown is asked who they are. Raises MissingRight for somebody known."""
    if not request.user.is_authenticated:
        return _who_are_you(request)
    raise request.rights.missing(right)


def _who_are_you(request: ScopedRequest) -> HttpResponseBase:
    if is_api(request):
        return problem("not_authenticated", headers={"WWW-Authenticate": challenge(request)})
    return redirect("accounts:setup") if is_new() else redirect_to_login(request.get_full_path())


def _no_such_method(request: ScopedRequest) -> HttpResponseBase:
    if is_api(request):
        return problem("method_not_allowed", headers={"Allow": ", ".join(_READS)})
    return HttpResponseNotAllowed(_READS)
