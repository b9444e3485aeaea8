"""What waits for who asks: practices to be published or returned, and those that were returned to them."""

from dataclasses import dataclass

from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from assessments.contexts import Empty, Link, Table
from assessments.labels import label_codes
from assessments.views.frame import draw
from assessments.views.language import spoken
from communities.requests import ScopedRequest
from pilots.models import Practice
from pilots.practices.states import CHECKS, Action, refusal
from pilots.selectors.practices import case_of, returned_to, waiting
from pilots.troubles import TROUBLES
from pilots.views.practices.finding import library_crumbs, person_of
from pilots.views.practices.tables import waiting_table

MOST = 100
"""So many are looked at at once."""


@dataclass(frozen=True)
class WaitingPage:
    """``others``: those that wait in the place of who asks, but for somebody else; None where there are none."""

    breadcrumbs: list[Link]
    provenance_flags: list[str]
    mine: Table
    others: Table | None
    returned: Table


@require_safe
def waiting_page(request: ScopedRequest) -> HttpResponse:
    person, labels = person_of(request), 0
    found = list(waiting(person.publishes)[:MOST])
    back = list(returned_to(request.rights.scope("practice.create"), request.user.pk or 0)[:MOST])
    whys = _whys(request, found)
    for one in (*found, *back):
        labels |= one.labels
    others = [one for one in found if one.pk in whys]
    page = WaitingPage(
        breadcrumbs=library_crumbs(Link(_("Waiting for me"))),
        provenance_flags=label_codes(labels),
        mine=waiting_table(_("To be published or returned"), [one for one in found if one.pk not in whys], _nothing()),
        others=waiting_table(_("Waiting for another official"), others, _nothing(), whys) if others else None,
        returned=waiting_table(
            _("Returned to me"),
            back,
            Empty(_("No practice was returned to you"), _("What you wrote and an official returned stands here.")),
        ),
    )
    return draw(request, "practices/waiting.html", page, room="pilots")


def _nothing() -> Empty:
    return Empty(_("Nothing waits for you"), _("What pilots of your place hand in stands here until somebody decides."))


def _whys(request: ScopedRequest, found: list[Practice]) -> dict[int, str]:
    """Of those that who asks may not decide on: why."""
    person = person_of(request)
    codes = {one.pk: refusal(case_of(one, has_newer=False), CHECKS[Action.PUBLISH], person) for one in found}
    return {key: spoken(TROUBLES[code][0]) for key, code in codes.items() if code}
