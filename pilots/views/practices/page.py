"""One practice as it is read, printed, and decided on."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from assessments.contexts import Link, Table, Term
from assessments.labels import label_codes
from assessments.remedies.catalogue import BY_CODE
from assessments.views.frame import draw
from assessments.views.language import day_text, name_of, number, spoken
from assessments.views.scorecard import build_class_word
from communities.requests import ScopedRequest
from pilots.models import Practice, PracticeState
from pilots.practice_forms import WordsForm
from pilots.practices.content import TEXTS, lacking
from pilots.practices.figures import ARITHMETIC, ORIGIN_WORDS, Origin
from pilots.practices.likeness import band_words
from pilots.practices.states import CHECKS, EDITING, Action, Person, State, possible, refusal
from pilots.selectors.practices import case_of, places_of, practice, published_since, steps_of
from pilots.selectors.projects import projects
from pilots.troubles import TROUBLES
from pilots.views.practices.finding import (
    library_crumbs,
    months_or_unknown,
    person_of,
    place_text,
    practice_href,
    practice_or_404,
    state_text,
    summary_of,
    title_of,
    types_text,
    ways_text,
    yuan_or_unknown,
)
from pilots.views.practices.tables import project_rows, rule_table, step_table


@dataclass(frozen=True)
class TextBox:
    title: str
    text: str


@dataclass(frozen=True)
class PracticePage:
    """What is None or empty is not for who asks. ``other``: another version, and what it is. ``lacking``: what keeps it from
    being handed in. ``may``: what who asks may do now; ``why_not``: what keeps them from what they might expect to do.
    """

    heading: str
    breadcrumbs: list[Link]
    one: Practice
    provenance_flags: Sequence[str]
    original: str
    summary: str
    state: str
    other: Link | None
    about: Sequence[Term]
    took: Sequence[Term]
    texts: Sequence[TextBox]
    rules: Table
    projects: Table | None
    steps: Table | None
    lacking: Sequence[str]
    may: Sequence[str]
    may_edit: bool
    why_not: Sequence[str]
    give_back: WordsForm
    take_down: WordsForm


@require_safe
def practice_page(request: ScopedRequest, pk: int) -> HttpResponse:
    """Who may not read a superseded version is led to the one in its place."""
    if practice(request.scope, pk) is None and (now := published_since(pk)):
        return redirect(practice_href(now))
    return show(request, practice_or_404(request, pk))


def show(request: ScopedRequest, one: Practice, **forms: Any) -> HttpResponse:
    """``forms``: one that was sent and could not be taken."""
    response = draw(request, "practices/practice.html", _page(request, one, **forms), room="pilots")
    response.status_code = 422 if forms else 200
    return response


def _page(request: ScopedRequest, one: Practice, **forms: Any) -> PracticePage:
    is_here, person = request.scope.covers(one.path), person_of(request)
    case, heading = case_of(one), title_of(one)
    return PracticePage(
        heading=heading,
        breadcrumbs=library_crumbs(Link(heading)),
        one=one,
        provenance_flags=label_codes(one.labels),
        original=one.title if heading != one.title else "",
        summary=summary_of(one),
        state="" if one.state == PracticeState.PUBLISHED and not is_here else state_text(one),
        other=_other(one) if is_here else None,
        about=_about(request, one, is_here=is_here),
        took=_took(one),
        texts=[TextBox(spoken(words), text) for name, words in TEXTS.items() if (text := getattr(one, name))],
        rules=rule_table(one),
        projects=_projects(request, one),
        steps=step_table(steps_of(request.scope, one)) if is_here else None,
        lacking=[spoken(words) for words in lacking(one.content)] if refusal(case, EDITING, person) is None else (),
        may=[action.value for action in possible(case, person)] if is_here else (),
        may_edit=is_here and refusal(case, EDITING, person) is None,
        why_not=_why_not(one, person) if is_here else (),
        give_back=forms.get("give_back") or WordsForm(auto_id="return_%s"),
        take_down=forms.get("take_down") or WordsForm(label=_("Reason"), auto_id="withdraw_%s"),
    )


def _why_not(one: Practice, person: Person) -> list[str]:
    """For an official before whom it waits."""
    if one.state != State.HANDED_IN or not person.publishes.paths:
        return []
    code = refusal(case_of(one), CHECKS[Action.PUBLISH], person)
    return [" ".join(map(spoken, TROUBLES[code]))] if code else []


def _other(one: Practice) -> Link | None:
    """The version that takes its place, or that it is to take the place of."""
    newer = getattr(one, "newer", None)
    if newer:
        return Link(_("Version %(number)s") % {"number": newer.version}, practice_href(newer))
    if one.replaces and one.state != PracticeState.PUBLISHED:
        return Link(_("Version %(number)s") % {"number": one.replaces.version}, practice_href(one.replaces))
    return None


def _about(request: ScopedRequest, one: Practice, *, is_here: bool) -> list[Term]:
    enrolment, rights = one.enrolment, request.rights
    card = reverse("assessments:scorecard", args=[enrolment.code]) if rights.scope("result.read").covers(one.path) else ""
    pilot = reverse("pilots:pilot", args=[enrolment.pk]) if is_here else ""
    as_of = _("as of %(day)s") % {"day": day_text(one.read_on)}
    about = [
        Term(_("Community"), name_of(enrolment.community), place_text(places_of([one])[one.path]), card),
        Term(_("Programme"), spoken(enrolment.programme.of_kind.words), href=pilot),
        Term(_("Size of the community"), spoken(band_words(one.band)), _size(one, as_of)),
        Term(_("Build class"), build_class_word(one.build_class), as_of),
        Term(_("Ways"), ways_text(one)),
        Term(_("Facility types"), types_text(one)),
        Term(_("Version"), str(one.version)),
        Term(_("Published"), _published(one)),
    ]
    return [term for term in about if term.text]


def _size(one: Practice, as_of: str) -> str:
    if one.households is None:
        return as_of
    return _("%(number)s households, %(as_of)s") % {"number": number(one.households), "as_of": as_of}


def _published(one: Practice) -> str:
    return day_text(timezone.localtime(one.published_at).date()) if one.published_at else ""


def _took(one: Practice) -> list[Term]:
    return [
        Term(_("Cost, once"), yuan_or_unknown(one.once_yuan), _origin(one, "once_yuan", one.once_from)),
        Term(_("Cost a year"), yuan_or_unknown(one.yearly_yuan), _said(one.yearly_yuan)),
        Term(_("Time"), months_or_unknown(one.months), _origin(one, "months", one.months_from)),
    ]


def _said(yuan: int | None) -> str:
    return "" if yuan is None else spoken(ORIGIN_WORDS[Origin.SAID])


def _origin(one: Practice, figure: str, code: str) -> str:
    """On whose word the figure rests; of one that comes from projects, how it is reckoned."""
    origin = Origin(code)
    if origin is Origin.UNKNOWN:
        return ""
    how = f"{_(': ')}{spoken(ARITHMETIC[figure](one.told))}" if origin is Origin.PROJECTS else ""
    return spoken(ORIGIN_WORDS[origin]) + how


def _projects(request: ScopedRequest, one: Practice) -> Table | None:
    """Only those that who asks may read where they are."""
    keys = [each["key"] for each in one.told]
    found = projects(request.rights.scope("result.read")).filter(pk__in=keys) if keys else ()
    names = {each.pk: f"{name_of(each.community)} · {spoken(BY_CODE[each.way].name)}" for each in found}
    return project_rows(one, names) if names else None
