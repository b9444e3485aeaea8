"""The verbs of work plans, each ready to be done once in the small country."""

from collections.abc import Callable, Mapping
from typing import Final

from accounts.models import User
from communities.scope import AreaScope
from pilots.models import Enrolment, WorkPlan
from pilots.reviewing.content import TEXTS
from pilots.services.discarding import discard_work_plan
from pilots.services.reviewing import Seen, approve_work_plan, return_work_plan, submit_work_plan, withdraw_work_plan
from pilots.services.work_plans import draft_work_plan, edit_work_plan, revise_work_plan
from tests.factories import make_round, make_user
from tests.factories.pilots import make_enrolment, make_programme
from tests.factories.plans import line_row, plan_row
from tests.factories.projects import fit_to_submit
from tests.factories.territory import Territory

Do = Callable[[], object]
ALL: Final = AreaScope.everywhere()
WORDS: Final = dict.fromkeys(TEXTS, "写明。")


def _pilot(there: Territory) -> Enrolment:
    """Reviewed by one level, so that one approval is the last."""
    return make_enrolment(make_programme(there.province, levels=["city"]), there.own[0])


def _plan(there: Territory) -> WorkPlan:
    """Complete, with a key project, written by somebody else."""
    pilot, made = _pilot(there), plan_row(make_round(there.city), there.city)
    line_row(made, pilot.community)
    plan = draft_work_plan(by=None, scope=ALL, pilot=pilot, remedy_plan=made)
    fit_to_submit(*pilot.projects.all())
    edit_work_plan(by=None, scope=ALL, plan=plan, version=1, texts=WORDS, combined_with=[])
    plan.refresh_from_db()
    return plan


def _submitted(there: Territory, by: User | None = None) -> WorkPlan:
    plan = _plan(there)
    submit_work_plan(by=by, scope=ALL, plan=plan, version=plan.version)
    plan.refresh_from_db()
    return plan


def _approved(there: Territory) -> WorkPlan:
    plan = _submitted(there)
    approve_work_plan(by=make_user("approver"), scope=ALL, plan=plan, seen=Seen.of(plan))
    plan.refresh_from_db()
    return plan


def _draft(by: User, there: Territory) -> Do:
    pilot, made = _pilot(there), plan_row(make_round(there.city), there.city)
    line_row(made, pilot.community)
    return lambda: draft_work_plan(by=by, scope=ALL, pilot=pilot, remedy_plan=made)


def _edit(by: User, there: Territory) -> Do:
    one = _plan(there)
    texts = {**WORDS, "goals": "另写。"}
    return lambda: edit_work_plan(by=by, scope=ALL, plan=one, version=one.version, texts=texts, combined_with=["old_block"])


def _submit(by: User, there: Territory) -> Do:
    one = _plan(there)
    return lambda: submit_work_plan(by=by, scope=ALL, plan=one, version=one.version)


def _withdraw(by: User, there: Territory) -> Do:
    one = _submitted(there, by)
    return lambda: withdraw_work_plan(by=by, plan=one)


def _return(by: User, there: Territory) -> Do:
    one = _submitted(there)
    return lambda: return_work_plan(by=by, scope=ALL, plan=one, seen=Seen.of(one), remarks="x")


def _approve(by: User, there: Territory) -> Do:
    """A revision, which takes the place of the one before."""
    second = revise_work_plan(by=None, scope=ALL, plan=_approved(there))
    submit_work_plan(by=None, scope=ALL, plan=second, version=1)
    second.refresh_from_db()
    return lambda: approve_work_plan(by=by, scope=ALL, plan=second, seen=Seen.of(second))


def _revise(by: User, there: Territory) -> Do:
    one = _approved(there)
    return lambda: revise_work_plan(by=by, scope=ALL, plan=one)


def _discard(by: User, there: Territory) -> Do:
    """A revision, with the step that began it."""
    second = revise_work_plan(by=None, scope=ALL, plan=_approved(there))
    return lambda: discard_work_plan(by=by, scope=ALL, plan=second, version=1)


WORK_PLAN_VERBS: Mapping[str, Callable[[User, Territory], Do]] = {
    "draft_work_plan": _draft,
    "edit_work_plan": _edit,
    "submit_work_plan": _submit,
    "withdraw_work_plan": _withdraw,
    "return_work_plan": _return,
    "approve_work_plan": _approve,
    "revise_work_plan": _revise,
    "discard_work_plan": _discard,
}
