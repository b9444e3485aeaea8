"""Gives every request its scope, once."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.functional import SimpleLazyObject

from accounts.selectors import scope_of, work_scope_of


class ScopeMiddleware:
    """``request.scope`` is what who asks may see, ``request.work_scope`` where they may start work.

    Both are read from the database only where a page looks at them.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request.scope = SimpleLazyObject(lambda: scope_of(request.user, day=timezone.localdate()))  # type: ignore[attr-defined]  # Django's request has no place for it; pages use communities.requests.ScopedRequest
        request.work_scope = SimpleLazyObject(lambda: work_scope_of(request.user, day=timezone.localdate()))  # type: ignore[attr-defined]  # as above
        return self.get_response(request)
