"""Who may have work done: somebody logged in, who may work somewhere."""

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec

from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http.response import HttpResponseBase

from communities.requests import ScopedRequest

P = ParamSpec("P")
View = Callable[Concatenate[ScopedRequest, P], HttpResponseBase]
RIGHT = "mandate"


def clerk(view: View[P]) -> View[P]:
    """Somebody unknown is asked to log in; somebody without a mandate is told that it is what is missing."""

    @wraps(view)
    def guarded(request: ScopedRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
        if not request.user.is_authenticated:
            return redirect_to_login(request.get_full_path())
        if not request.work_scope.paths:
            raise PermissionDenied(RIGHT)
        response = view(request, *args, **kwargs)
        response.setdefault("Cache-Control", "private, no-cache")
        return response

    return guarded
