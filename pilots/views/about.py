"""What a project is and who looks after it, as terms; and what is late, in sentences."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.urls import reverse
from django.utils.translation import gettext as _

from assessments.contexts import Term
from assessments.views.language import day_text, listed, moment_text, name_of, spoken
from pilots.models import KeyProject, Milestone
from pilots.projects.lateness import days_late
from pilots.projects.words import risk_words
from pilots.reviewing.content import COMBINED
from pilots.views.tables import late_text, state_text, yuan_text


@dataclass(frozen=True)
class About:
    """``late``: a sentence for everything that is; empty where nothing is."""

    terms: Sequence[Term]
    late: Sequence[str]


def about_of(one: KeyProject, today: date, *, may_look_in: bool) -> About:
    """What a risk is like is for those who may look in; how high it is, for everybody who sees the project."""
    terms = [*_what(one, may_look_in=may_look_in), *_when(one), *_care(one, may_look_in=may_look_in)]
    return About([*terms, Term(_("In the library since"), moment_text(one.made_at))], late_sentences(one, today))


def late_sentences(one: KeyProject, today: date) -> list[str]:
    own = days_late(one.due_on, today=today, is_open=one.is_open) or 0
    said = [_sentence(_("The project"), one.due_on, own)] if own else []
    return [*said, *(_sentence(each.name, each.due_on, days) for each, days in _late_steps(one, today))]


def _late_steps(one: KeyProject, today: date) -> list[tuple[Milestone, int]]:
    steps = [each for each in one.milestones.all() if each.done_on is None]
    told = [(each, days_late(each.due_on, today=today, is_open=one.is_open) or 0) for each in steps]
    return [(each, days) for each, days in told if days]


def _sentence(what: str, due_on: date | None, days: int) -> str:
    said = {"what": what, "day": day_text(due_on), "late": late_text(days)}
    return _("%(what)s: was due on %(day)s, %(late)s.") % said


def _what(one: KeyProject, *, may_look_in: bool) -> list[Term]:
    card = reverse("assessments:scorecard", args=[one.code])
    return [
        Term(_("State"), state_text(one)),
        Term(_("Community"), name_of(one.community), one.code, card),
        *_origin(one, may_look_in=may_look_in),
        Term(_("Cost in the plan") if one.plan else _("Estimated cost"), yuan_text(one.yuan)),
    ]


def _origin(one: KeyProject, *, may_look_in: bool) -> list[Term]:
    """A plan, a pilot, or both."""
    href = reverse("pilots:pilot", args=[one.enrolment_id]) if one.enrolment and may_look_in else ""
    pilot = [Term(_("Pilot of"), one.enrolment.programme.name, href=href)] if one.enrolment else []
    if one.plan is None:
        return [*pilot, Term(_("Entered by hand"), _("judged by the rules of round %(round)s") % {"round": one.round_id})]
    href = reverse("assessments:plan", args=[one.plan.pk])
    return [*pilot, Term(_("From the plan"), one.plan.name, _("line %(line)s") % {"line": one.line}, href)]


def _when(one: KeyProject) -> list[Term]:
    return [
        Term(_("Begins in"), str(one.year)),
        Term(_("Is to start on"), day_text(one.starts_on)),
        Term(_("Is to be finished by"), day_text(one.due_on)),
        Term(_("Begun on"), day_text(one.begun_on)),
        Term(_("Ended on"), day_text(one.ended_on)),
    ]


def _care(one: KeyProject, *, may_look_in: bool) -> list[Term]:
    combined = listed([spoken(COMBINED[each]) for each in one.combined_with])
    return [
        Term(_("Department in charge"), one.owner),
        Term(_("Combined with"), combined, one.combined_note if may_look_in else ""),
        Term(_("Risk"), spoken(risk_words(one.risk)), one.risk_note if may_look_in else ""),
    ]
