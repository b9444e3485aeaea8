"""A plan made while somebody waits: drawn up without a word to the database, and kept where it is wanted."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from assessments.models import RemedyPlan, RoundState
from assessments.remedies.wishes import wishes_of
from assessments.services.planning.accounts import accounts_of
from assessments.services.planning.gathering import Step
from assessments.services.planning.making import Made, make
from assessments.services.planning.storing import store_plan
from assessments.services.planning.whole import whole_of
from assessments.services.rounds import path_of
from communities.noted import adding
from communities.scope import AreaScope

if TYPE_CHECKING:
    from accounts.models import User


@dataclass(frozen=True)
class Drawn:
    """A plan that is nowhere yet. ``plan``: its row, not stored (services/planning/ordering.py: wanted)."""

    plan: RemedyPlan
    made: Made
    whole: dict[str, Any]


def draw_up(plan: RemedyPlan, tell: Step) -> Drawn:
    """What a worker does before it stores. Raises what ``make`` raises."""
    path, wishes = path_of(plan.division), wishes_of(plan.wishes)
    made = make(AreaScope((path,)), plan.round, path, wishes, on=plan.prices_on, tell=tell, stop=_never)
    return Drawn(plan, made, whole_of(made, wishes, tell, _never))


def keep_plan(*, by: "User | None", drawn: Drawn) -> RemedyPlan:
    """Store it, with its lines, in one act."""
    plan, wishes = drawn.plan, wishes_of(drawn.plan.wishes)
    with adding(by=by, verb="make_plan") as added:
        plan.state = RoundState.RUNNING
        plan.save()
        for name, value in store_plan(plan, drawn.made, accounts_of(drawn.made, wishes), drawn.whole).items():
            setattr(plan, name, value)
        plan.save()
        added.append(plan)
    return plan


def _never() -> bool:
    return False
