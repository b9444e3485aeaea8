"""A province with pilots of which one has finished a project in the third quarter of 2026, and one in the second."""

from dataclasses import dataclass
from datetime import date

from assessments.models import RemedyPlan
from communities.scope import AreaScope
from pilots.models import Enrolment, KeyProject, Programme, ProjectState, Return
from pilots.returns.quarters import Quarter
from pilots.services.applying import apply_plan
from pilots.services.returns.drawing import draw_up
from tests.factories import Territory, make_round
from tests.factories.pilots import make_enrolment, make_programme
from tests.factories.plans import line_row, plan_row

QUARTER = Quarter(2026, 3)
ALL = AreaScope.everywhere()


@dataclass(frozen=True)
class Office:
    """``late`` was finished in the quarter (a kindergarten), ``early`` in the one before."""

    programme: Programme
    pilots: list[Enrolment]
    late: KeyProject
    early: KeyProject


def make_office(there: Territory) -> Office:
    programme = make_programme(there.province, least=1, most=5)
    pilots = [make_enrolment(programme, each, made_by=None) for each in there.own[:3]]
    plan = plan_row(make_round(there.city), there.city)
    return Office(
        programme, pilots, _finished(plan, 1, pilots[0], date(2026, 8, 1)), _finished(plan, 2, pilots[1], date(2026, 5, 1))
    )


def _finished(plan: RemedyPlan, position: int, pilot: Enrolment, on: date) -> KeyProject:
    """Without the register being written: the return counts what projects say that they built."""
    line_row(plan, pilot.community, position=position)
    (one,) = apply_plan(by=None, plan=plan, lines=[position])
    KeyProject.objects.filter(pk=one.pk).update(
        enrolment=pilot, state=ProjectState.FINISHED, begun_on=on, ended_on=on, outcome={"builds": one.builds, "missed": []}
    )
    one.refresh_from_db()
    return one


def drawn(office: Office, there: Territory, **more: str) -> Return:
    return draw_up(by=None, scope=ALL, programme=office.programme, division=there.province, quarter=QUARTER, **more)


def row(one: Return, code: str) -> dict[str, int]:
    """Of the row: quarter, total and what of each cannot be told."""
    found: dict[str, int] = next(each for each in one.drawn["rows"] if each["row"] == code)
    return {name: found[name] for name in ("quarter", "total")}
