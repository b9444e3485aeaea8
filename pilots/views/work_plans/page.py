"""The page of a work plan: what it says, how complete it is, what was done so far, who may do what next."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.http import HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from assessments.contexts import Link, Table, Tally, Term
from assessments.labels import label_codes
from assessments.views.frame import draw
from assessments.views.language import listed, moment_text, name_of, spoken
from communities.requests import ScopedRequest
from pilots.models import WorkPlan, WorkPlanState
from pilots.reviewing.comparing import drifted
from pilots.reviewing.content import COMBINED, TEXTS, Content
from pilots.reviewing.coverage import Coverage, coverage
from pilots.reviewing.next_words import next_words
from pilots.reviewing.sections import sections_of
from pilots.reviewing.states import OPEN, Action, Case, Person, State, possible, refusal
from pilots.selectors.shortcomings import Shortcomings, shortcomings
from pilots.selectors.work_plans import is_open, office_names, project_told, skipped
from pilots.troubles import TROUBLES
from pilots.views.tables import rule_text
from pilots.views.work_plans.drafting import DraftPage, draft_page
from pilots.views.work_plans.finding import (
    Revisions,
    crumbs,
    person_of,
    plan_href,
    revision_or_404,
    revisions_or_404,
    works_there,
)
from pilots.views.work_plans.projects import Troubles, project_table, troubles_of
from pilots.views.work_plans.tables import plan_state_text, revision_table, section_table, step_table
from pilots.work_plan_forms import DecideForm, ReturnForm


@dataclass(frozen=True)
class TextBox:
    """A section in its words; ``lead`` stands before them."""

    title: str
    text: str
    lead: str = ""


@dataclass(frozen=True)
class GapBox:
    """Which gaps the key projects close, which not, and what is unknown: names of rules. ``origin``: the round."""

    sentence: str
    origin: Link
    covered: Sequence[str]
    open: Sequence[str]
    unknown: Sequence[str]


@dataclass(frozen=True)
class WorkPlanPage:
    """``may``: actions that who asks may take now; ``why_not``: what keeps them from what they might expect to do."""

    heading: str
    breadcrumbs: list[Link]
    plan: WorkPlan
    provenance_flags: Sequence[str]
    state: str
    about: Sequence[Term]
    in_force: Link | None
    stats: Sequence[Tally]
    next: Sequence[str]
    may: Sequence[str]
    why_not: Sequence[str]
    approve: DecideForm
    give_back: ReturnForm
    sections: Table
    gaps: GapBox | None
    texts: Sequence[TextBox]
    projects: Table
    troubles: Troubles
    drifted: str
    steps: Table
    revisions: Table
    is_paper: bool


@require_safe
def work_plan(request: ScopedRequest, pk: int) -> HttpResponse:
    """The newest revision; where there is none, the form to draft one."""
    found = revisions_or_404(request, pk)
    if found.plans:
        return show(request, found, found.plans[0])
    page: DraftPage = draft_page(request, found.pilot)
    return draw(request, "work_plans/draft.html", page, room="pilots")


@require_safe
def revision(request: ScopedRequest, pk: int, revision: int) -> HttpResponse:
    return show(request, *revision_or_404(request, pk, revision))


@require_safe
def printed(request: ScopedRequest, pk: int, revision: int) -> HttpResponse:
    """The same, without forms."""
    return show(request, *revision_or_404(request, pk, revision), is_paper=True)


def show(request: ScopedRequest, found: Revisions, plan: WorkPlan, *, is_paper: bool = False, **forms: Any) -> HttpResponse:
    """``forms``: one that was sent and could not be taken."""
    page = _page(request, found, plan, is_paper=is_paper, **forms)
    response = draw(request, "work_plans/print.html" if is_paper else "work_plans/plan.html", page, room="pilots")
    response.status_code = 422 if forms else 200
    return response


def _page(request: ScopedRequest, found: Revisions, plan: WorkPlan, *, is_paper: bool, **forms: Any) -> WorkPlanPage:
    one, case, content = found.pilot, found.case(plan), found.content(plan)
    person = person_of(request, one.path)
    seen, seen_now = shortcomings(one.community), {"mark": plan.fingerprint, "level": plan.level}
    return WorkPlanPage(
        heading=f"{name_of(one.community)} · {_('Work plan')}",
        breadcrumbs=crumbs(one, Link(_("Revision %(number)s") % {"number": plan.revision})),
        plan=plan,
        provenance_flags=label_codes(_labels(plan, content, seen)),
        state=plan_state_text(plan),
        about=_about(plan, names_people=works_there(request, one.path)),
        in_force=_in_force(found, plan),
        stats=_stats(content),
        next=[spoken(words) for words in next_words(case, skipped(plan), office_names([case]))],
        may=[action.value for action in possible(case, person)] if not is_paper else [],
        why_not=_why_not(case, person) if not is_paper else [],
        approve=forms.get("approve") or DecideForm(initial=seen_now, auto_id="approve_%s"),
        give_back=forms.get("give_back") or ReturnForm(initial=seen_now, auto_id="return_%s"),
        sections=section_table(sections_of(content)),
        gaps=_gaps(seen, content, one.code) if seen else None,
        texts=_texts(content),
        projects=project_table(content.projects, found.live),
        drifted=_drifted(plan, content, found),
        troubles=troubles_of(found.live, timezone.localdate()),
        steps=step_table(found.steps, names_people=works_there(request, one.path)),
        revisions=revision_table(found.plans),
        is_paper=is_paper,
    )


def _drifted(plan: WorkPlan, content: Content, found: Revisions) -> str:
    """That key projects are no longer what was submitted; empty where they are, and of one that may be edited."""
    number = drifted(content.projects, [project_told(one) for one in found.live])
    if not number or plan.state == WorkPlanState.SUPERSEDED:
        return ""
    words = ngettext(
        "%(number)s key project is no longer what was submitted. A new revision takes it up.",
        "%(number)s key projects are no longer what was submitted. A new revision takes them up.",
        number,
    )
    return words % {"number": number}


def _labels(plan: WorkPlan, content: Content, seen: Shortcomings | None) -> int:
    labels = plan.labels | (seen.labels if seen else 0)
    for project in content.projects:
        labels |= project["labels"]
    return labels


def _in_force(found: Revisions, plan: WorkPlan) -> Link | None:
    """The one in force, where another is shown."""
    there = next((each for each in found.plans if each.state == WorkPlanState.APPROVED and each.pk != plan.pk), None)
    return Link(_("Revision %(number)s") % {"number": there.revision}, plan_href(there)) if there else None


def _stats(content: Content) -> list[Tally]:
    sections = sections_of(content)
    complete = sum(each.is_complete for each in sections)
    lacking = listed([spoken(each.words) for each in sections if not each.is_complete])
    note = _("missing: %(sections)s") % {"sections": lacking} if lacking else _("nothing is missing")
    of_all = _("%(complete)s of %(all)s") % {"complete": complete, "all": len(sections)}
    return [Tally(_("Sections complete"), of_all, note=note), Tally(_("Key projects"), str(len(content.projects)))]


def _why_not(case: Case, person: Person) -> list[str]:
    """For whoever writes or reviews here: what keeps them from it."""
    expected = [Action.SUBMIT] if person.may_write and case.state in OPEN else []
    if case.state is State.SUBMITTED and person.reviews.paths:
        expected.append(Action.APPROVE)
    codes = [code for action in expected if (code := refusal(case, action, person))]
    return [" ".join(map(spoken, TROUBLES[code])) for code in codes]


def _gaps(seen: Shortcomings, content: Content, community: str) -> GapBox:
    found: Coverage = coverage(
        [rule.code for rule, _short in seen.gaps], [r.code for r in seen.unknown], content.projects, community
    )
    origin = _("Round %(number)s, data of %(as_of)s") % {"number": seen.round.pk, "as_of": seen.round.as_of.isoformat()}
    return GapBox(
        spoken(found.words),
        Link(origin, f"{reverse('assessments:scorecard', args=[community])}?round={seen.round.pk}"),
        *([rule_text(code) for code in codes] for codes in (found.covered, found.open, found.unknown)),
    )


def _texts(content: Content) -> list[TextBox]:
    works = listed([spoken(COMBINED[code]) for code in content.combined if code in COMBINED])
    lead = {"combination": _("Combined with: %(works)s") % {"works": works or _("none")}}
    return [TextBox(spoken(words), content.texts[name], lead.get(name, "")) for name, words in TEXTS.items()]


def _about(plan: WorkPlan, *, names_people: bool) -> list[Term]:
    one = plan.enrolment
    terms = [
        Term(_("Programme"), one.programme.name, href=reverse("pilots:programme", args=[one.programme_id])),
        Term(_("Community"), name_of(one.community), one.code, reverse("assessments:scorecard", args=[one.code])),
        Term(_("Revision"), str(plan.revision)),
        Term(_("Drafted from"), _round_text(plan), href=_round_href(plan)),
        Term(_("Submitted"), moment_text(plan.submitted_at), _who(plan.submitted_by) if names_people else ""),
        Term(_("Edited last"), moment_text(plan.edited_at or plan.made_at), _who(_editor(plan)) if names_people else ""),
        Term(_("Mark of what was submitted (SHA-256)"), plan.fingerprint, href=_sealed_href(plan)),
    ]
    if plan.remedy_plan:
        href = reverse("assessments:plan", args=[plan.remedy_plan.pk])
        terms.insert(4, Term(_("Remedy plan"), plan.remedy_plan.name, href=href))
    return terms


def _sealed_href(plan: WorkPlan) -> str:
    """The file of which it is the mark; empty where the text has gone on since."""
    return "" if is_open(plan) else reverse("pilots:work-plan-sealed", args=[plan.enrolment_id, plan.revision])


def _editor(plan: WorkPlan) -> object:
    return plan.edited_by or plan.made_by


def _who(person: object) -> str:
    return str(person) if person else ""


def _round_text(plan: WorkPlan) -> str:
    one = plan.drafted_from
    return _("Round %(number)s, data of %(as_of)s") % {"number": one.pk, "as_of": one.as_of.isoformat()} if one else ""


def _round_href(plan: WorkPlan) -> str:
    return reverse("assessments:round", args=[plan.drafted_from_id]) if plan.drafted_from_id else ""
