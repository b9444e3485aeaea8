"""What every page shares: who may look, which round it speaks of, how it is drawn whole or as a fragment."""

from collections.abc import Callable
from dataclasses import fields
from functools import wraps
from typing import TYPE_CHECKING, Any, Concatenate, ParamSpec

from django.contrib.auth.views import redirect_to_login
from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.cache import patch_vary_headers
from django.utils.translation import gettext as _

from assessments.contexts import Link
from assessments.models import Round
from assessments.selectors.rounds import latest_round, place_asked, rounds
from communities.requests import ScopedRequest

if TYPE_CHECKING:
    from _typeshed import DataclassInstance

P = ParamSpec("P")
View = Callable[Concatenate[ScopedRequest, P], HttpResponseBase]


def page(view: View[P]) -> View[P]:
    """A page for readers: where reading is not open, somebody unknown is asked to log in. No cache keeps it for another."""

    @wraps(view)
    def guarded(request: ScopedRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
        if not request.user.is_authenticated and not request.scope.paths:
            return redirect_to_login(request.get_full_path())
        response = view(request, *args, **kwargs)
        response.setdefault("Cache-Control", "private, no-cache")
        return response

    return guarded


def home_crumb() -> Link:
    return Link(_("Home"), reverse("assessments:home"))


def chosen_round(request: ScopedRequest, code: str = "") -> Round | None:
    """The round of ``?round=``, or the newest that covers ``code``, or else the division the list is narrowed to.

    None where nothing has been assessed. Raises Http404 for no such round.
    """
    wanted = request.GET.get("round", "")
    if not wanted:
        return latest_round(request.scope, place_asked(code or request.GET.get("division")))
    found = rounds(request.scope).filter(pk=int(wanted)).first() if wanted.isdecimal() and len(wanted) < 10 else None
    if found is None:
        raise Http404
    return found


def wants_fragment(request: ScopedRequest) -> bool:
    """htmx asks for the part that changes; going back in the history asks for the whole page."""
    return request.headers.get("HX-Request") == "true" and "HX-History-Restore-Request" not in request.headers


def draw(
    request: ScopedRequest, template: str, context: "DataclassInstance", *, fragment: str = "", room: str = "assessments"
) -> HttpResponse:
    """The page, or ``fragment`` where htmx asks and there is one. The fields of ``context`` are the template's names."""
    values: dict[str, Any] = {field.name: getattr(context, field.name) for field in fields(context)}
    name = fragment if fragment and wants_fragment(request) else template
    response = render(request, f"{room}/{name}", values)
    if fragment:
        patch_vary_headers(response, ("HX-Request",))
    return response
