"""A secret that is shown once and kept nowhere: not by us, and by no cache."""

from dataclasses import dataclass

from django.http import HttpResponse

from assessments.contexts import Link
from assessments.views.frame import draw
from communities.requests import ScopedRequest


@dataclass(frozen=True)
class OncePage:
    breadcrumbs: list[Link]
    said: str
    secret: str
    onward: Link


def show_once(request: ScopedRequest, crumbs: list[Link], said: str, secret: str, onward: Link) -> HttpResponse:
    response = draw(request, "once.html", OncePage(crumbs, said, secret, onward), room="accounts")
    response["Cache-Control"] = "private, no-store"
    return response
