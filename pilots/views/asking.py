"""What the views that write a project share: whose it is, and what is said where it cannot be."""

from collections.abc import Callable

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from communities.requests import ScopedRequest, need_work
from pilots.models import KeyProject
from pilots.services.refusing import Refused
from pilots.views.one import project_or_404
from pilots.views.telling import refusal_text


def worked_on(request: ScopedRequest, pk: int) -> KeyProject:
    """Raises MissingRight for one that may only be read, Http404 for one that may not."""
    one = project_or_404(request, pk)
    need_work(request, one.path)
    return one


def done(request: ScopedRequest, one: KeyProject, work: Callable[[], object], part: str = "") -> HttpResponse:
    """Do it, and go back to that part of the page; what cannot be done now is said there."""
    try:
        work()
    except Refused as wrong:
        messages.error(request, refusal_text(wrong))
    return redirect(reverse("pilots:project", args=[one.pk]) + (f"#{part}" if part else ""))
