"""A project that is no pilot's is taken up by the pilot of its community, and let go again where that was a mistake.

Both change what the work plan of the pilot says: who does it has written its next revision (pilots/selectors/writing.py).
"""

from typing import TYPE_CHECKING

from communities.acts import acting_beside
from communities.noted import altered
from pilots.models import Enrolment, KeyProject, ProjectState
from pilots.selectors.work_plans import bound_by
from pilots.services.permitting import held
from pilots.services.refusing import Refused
from pilots.services.touching import locked, touched

if TYPE_CHECKING:
    from accounts.models import User


def take_up_project(*, by: "User | None", project: KeyProject, enrolment: Enrolment) -> None:
    """Also one that is finished. Raises Refused for a pilot that has left or is of another community, for a project that a
    pilot has already, and for one that was given up.
    """
    with acting_beside(by=by, verb="take_up_project") as act:
        pilot = held(enrolment.pk)
        with altered(act, project):
            one = locked(project)
            _may_take(pilot, one)
            KeyProject.objects.filter(pk=one.pk).update(enrolment=pilot, **touched())


def _may_take(pilot: Enrolment, one: KeyProject) -> None:
    if not pilot.takes_part:
        raise Refused("pilot_has_left")
    if one.community_id != pilot.community_id:
        raise Refused("project_elsewhere")
    if one.enrolment_id is not None:
        raise Refused("project_taken")
    if one.state == ProjectState.DROPPED:
        raise Refused("project_ended")


def let_go_project(*, by: "User | None", project: KeyProject) -> None:
    """It stays in the library. Raises Refused for one that is no pilot's or was entered for the pilot, and for one that a plan
    names which is under review or in force.
    """
    with acting_beside(by=by, verb="let_go_project") as act:
        if project.enrolment_id is None:
            raise Refused("project_of_no_pilot")
        pilot = held(project.enrolment_id)
        with altered(act, project):
            one = locked(project)
            _may_let_go(pilot, one)
            KeyProject.objects.filter(pk=one.pk).update(enrolment=None, **touched())


def _may_let_go(pilot: Enrolment, one: KeyProject) -> None:
    if one.enrolment_id != pilot.pk:
        raise Refused("project_of_no_pilot")
    if one.is_by_hand:
        raise Refused("entered_for_the_pilot")
    if bound_by(pilot.pk, one.pk):
        raise Refused("work_plan_names_it")
