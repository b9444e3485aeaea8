"""The pilot and the revision that an address names, and who asks."""

from dataclasses import dataclass

from django.http import Http404
from django.urls import reverse
from django.utils.translation import gettext as _

from assessments.contexts import Link
from assessments.views.language import name_of
from communities.requests import ScopedRequest
from pilots.models import Enrolment, KeyProject, ReviewStep, WorkPlan
from pilots.reviewing.content import Content
from pilots.reviewing.states import Case, Person
from pilots.selectors.work_plans import approvals_of, carries, case_of, content_of, live_projects, revisions, steps_of
from pilots.views.programmes import pilot_or_404, programme_crumbs


@dataclass(frozen=True)
class Revisions:
    """All that there is of the work plan of a pilot: ``plans`` the newest first, ``steps`` of all in their order."""

    pilot: Enrolment
    plans: list[WorkPlan]
    steps: list[ReviewStep]
    live: list[KeyProject]

    def content(self, plan: WorkPlan) -> Content:
        return content_of(plan, self.live)

    def case(self, plan: WorkPlan) -> Case:
        own = approvals_of(step for step in self.steps if step.plan_id == plan.pk)
        return case_of(
            plan, own, self.content(plan), has_newer=plan.revision < self.plans[0].revision,
            carries_projects=carries(plan, self.live),
        )  # fmt: skip

    def named(self, revision: int) -> WorkPlan | None:
        return next((plan for plan in self.plans if plan.revision == revision), None)


def revisions_or_404(request: ScopedRequest, pk: int) -> Revisions:
    """Of a pilot of the scope, which may have no work plan yet."""
    found = pilot_or_404(request, pk)
    plans = revisions(request.scope, found)
    return Revisions(found, plans, steps_of(request.scope, plans), live_projects(found))


def revision_or_404(request: ScopedRequest, pk: int, revision: int) -> tuple[Revisions, WorkPlan]:
    found = revisions_or_404(request, pk)
    plan = found.named(revision)
    if plan is None:
        raise Http404
    return found, plan


def person_of(request: ScopedRequest, path: str) -> Person:
    """Who asks, as the rules of the review see them."""
    may_write = request.rights.scope("workplan.create").covers(path)
    return Person(request.user.pk, may_write=may_write, reviews=request.rights.scope("workplan.review"))


def works_there(request: ScopedRequest, path: str) -> bool:
    """Whether names of people are shown to who asks."""
    return request.rights.scope("history.read").covers(path)


def plan_href(plan: WorkPlan) -> str:
    return reverse("pilots:work-plan-revision", args=[plan.enrolment_id, plan.revision])


def crumbs(one: Enrolment, *further: Link) -> list[Link]:
    """Below the pilot."""
    own = Link(name_of(one.community), reverse("pilots:pilot", args=[one.pk]))
    plan = Link(_("Work plan"), reverse("pilots:work-plan", args=[one.pk]) if further else "")
    return [*programme_crumbs(one.programme), own, plan, *further]
