"""What every page shares: which round it speaks of, how it is drawn whole or as a fragment."""

from collections.abc import Mapping
from dataclasses import fields
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from django.http import Http404, HttpResponse
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


def home_crumb(request: ScopedRequest | None = None) -> Link:
    """It leads nowhere for somebody who asks and may not go there: who only looks after people, or checks on them."""
    may_go = request is None or request.rights.may_visit("assessments:home")
    return Link(_("Home"), reverse("assessments:home") if may_go else "")


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


def history_href(request: ScopedRequest, kind: str, code: str, path: str) -> str:
    """Where the past of something of the register that lies at ``path`` is told; empty for a reader to whom it is not."""
    return _past(request, "accounts:history", [kind, code], path)


def record_href(request: ScopedRequest, kind: str, key: int, path: str) -> str:
    """The same of a round, a delivery or a form."""
    return _past(request, "accounts:record", [kind, key], path)


def plan_href(request: ScopedRequest, asked: Mapping[str, str]) -> str:
    """The form of a plan, with what is named filled in; empty for a reader who may make none."""
    tail = f"?{urlencode(asked)}" if asked else ""
    return reverse("assessments:plan-new") + tail if request.rights.has("plan.create") else ""


def practices_href(request: ScopedRequest) -> str:
    """The experience library; empty for a reader who may not go there."""
    return reverse("pilots:practices") if request.rights.may_visit("pilots:practices") else ""


def _past(request: ScopedRequest, route: str, arguments: list[Any], path: str) -> str:
    may_look = request.rights.scope("history.read").covers(path)
    return reverse(route, args=arguments) if may_look else ""


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
