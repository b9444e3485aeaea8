"""The buttons of a practice: hand in, publish, return, withdraw, begin a new version."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from communities.requests import ScopedRequest, need_work
from pilots.models import Practice
from pilots.practice_forms import WordsForm
from pilots.services.practices import revise_practice
from pilots.services.publishing import hand_in_practice, publish_practice, return_practice, withdraw_practice
from pilots.services.refusing import Refused
from pilots.views.practices.finding import own_or_404, practice_href
from pilots.views.practices.page import show
from pilots.views.practices.writing import seen_of
from pilots.views.telling import refusal_text


@require_POST
def hand_in(request: ScopedRequest, pk: int) -> HttpResponse:
    one, seen = _worked_on(request, pk), seen_of(request)
    words = _("Handed in. It waits for an official of the city (district) or above now.")
    return _done(request, one, words, lambda: hand_in_practice(**_by(request), practice=one, written=seen))


@require_POST
def publish(request: ScopedRequest, pk: int) -> HttpResponse:
    one, seen = _worked_on(request, pk), seen_of(request)
    words = _("Published. Everybody who works with pilots anywhere can read it now.")
    return _done(request, one, words, lambda: publish_practice(**_by(request), practice=one, written=seen))


@require_POST
def give_back(request: ScopedRequest, pk: int) -> HttpResponse:
    one, form = _worked_on(request, pk), WordsForm(request.POST, auto_id="return_%s")
    if not form.is_valid():
        return show(request, one, give_back=form)
    said = {"written": seen_of(request), "remarks": form.cleaned_data["words"]}
    return _done(request, one, _("Returned."), lambda: return_practice(**_by(request), practice=one, **said))


@require_POST
def withdraw(request: ScopedRequest, pk: int) -> HttpResponse:
    one = _worked_on(request, pk)
    form = WordsForm(request.POST, label=_("Reason"), auto_id="withdraw_%s")
    if not form.is_valid():
        return show(request, one, take_down=form)
    reason = form.cleaned_data["words"]
    return _done(request, one, _("Withdrawn."), lambda: withdraw_practice(**_by(request), practice=one, reason=reason))


@require_POST
def revise(request: ScopedRequest, pk: int) -> HttpResponse:
    """A new version, which is edited at once; the published one stays as it is."""
    one = _worked_on(request, pk)
    try:
        made = revise_practice(**_by(request), practice=one)
    except Refused as wrong:
        messages.error(request, refusal_text(wrong))
        return redirect(practice_href(one))
    return redirect("pilots:practice-edit", made.pk)


def _by(request: ScopedRequest) -> dict[str, Any]:
    """Who does it, and where they may: the gate has seen that somebody is logged in."""
    return {"by": request.user, "scope": request.work_scope}


def _worked_on(request: ScopedRequest, pk: int) -> Practice:
    one = own_or_404(request, pk)
    need_work(request, one.path)
    return one


def _done(request: ScopedRequest, one: Practice, words: str, work: Callable[[], object]) -> HttpResponse:
    """Do it, and go back to the page; what cannot be done now is said there."""
    try:
        work()
    except Refused as wrong:
        messages.error(request, refusal_text(wrong))
    else:
        messages.success(request, words)
    return redirect(practice_href(one))
