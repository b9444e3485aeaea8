"""What the pages of practices share: which one is asked for, who asks, and how a practice is told in a few words."""

from django.http import Http404
from django.urls import reverse
from django.utils.translation import gettext as _

from assessments.contexts import Link
from assessments.remedies.build_words import thing_words
from assessments.views.frame import home_crumb
from assessments.views.language import lang_now, listed, name_of, spoken
from communities.models import Division
from communities.requests import ScopedRequest
from pilots.models import Practice
from pilots.practices.content import WAYS
from pilots.practices.states import STATE_WORDS, Person, State
from pilots.selectors.practices import practice
from pilots.views.tables import yuan_text


def practice_or_404(request: ScopedRequest, pk: int) -> Practice:
    """One of the reader's place, or a published one of anywhere."""
    found = practice(request.scope, pk)
    if found is None:
        raise Http404
    return found


def own_or_404(request: ScopedRequest, pk: int) -> Practice:
    """To be worked on: what lies elsewhere is as nothing, published or not."""
    found = practice_or_404(request, pk)
    if not request.scope.covers(found.path):
        raise Http404
    return found


def person_of(request: ScopedRequest) -> Person:
    rights = request.rights
    return Person(request.user.pk, rights.scope("practice.create"), rights.scope("practice.publish"))


def library_crumbs(*more: Link) -> list[Link]:
    return [home_crumb(), Link(_("Experience library"), reverse("pilots:practices")), *more]


def practice_href(one: Practice) -> str:
    return reverse("pilots:practice", args=[one.pk])


def title_of(one: Practice) -> str:
    """In the reader's language where the pilot has given it."""
    return one.title_en or one.title if lang_now() == "en" else one.title


def summary_of(one: Practice) -> str:
    return one.summary_en or one.summary if lang_now() == "en" else one.summary


def state_text(one: Practice) -> str:
    return spoken(STATE_WORDS[State(one.state)])


def place_text(above: list[Division]) -> str:
    return " / ".join(map(name_of, above))


def ways_text(one: Practice) -> str:
    return listed([spoken(WAYS[code]) for code in one.ways if code in WAYS])


def types_text(one: Practice) -> str:
    return listed([spoken(thing_words(code)) for code in one.facility_types])


def yuan_or_unknown(yuan: int | None) -> str:
    return _("Not known") if yuan is None else yuan_text(yuan)


def months_or_unknown(months: int | None) -> str:
    return _("Not known") if months is None else _("%(number)s months") % {"number": months}
