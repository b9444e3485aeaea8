"""Why there is no plan is kept by name: positions say nothing once the problem is gone."""

from types import SimpleNamespace
from typing import Any, cast

import pytest

from accounts.models import User
from assessments.models import Round
from assessments.remedies.planning import infeasible
from assessments.remedies.wishes import Must, Wishes
from assessments.services.planning.refusing import refused
from tests.plans.conftest import finished

RULE = "N48-FAC-04"
MUSTS = tuple(Must(code, RULE) for code in ("900101001002", "900102001001"))


def test_what_must_be_closed_costs_more_than_a_year_has(judged: Round, planner: User) -> None:
    plan = finished(planner, judged, Wishes((5_000_000,), 2027, must=MUSTS))
    assert (plan.state, plan.trouble) == ("failed", "plan_impossible")
    (reason,) = plan.trouble_about["reasons"]
    assert (reason["kind"], reason["over"]) == ("MustsTooDear", [[2027, 3_360_000]])
    assert not plan.remedies.exists()


def test_floors_are_told_by_district_and_year(judged: Round, planner: User) -> None:
    plan = finished(planner, judged, Wishes((1_000_000,), 2028, floor=50))
    (reason,) = plan.trouble_about["reasons"]
    assert reason["kind"] == "FloorsTooDear"
    assert [year for year, _ in reason["more"]] == [2028]
    assert {district for district, _ in reason["short"]} <= {"900101", "900102"}


MEASURE = {"way": "lease", "code": "900101001001", "premises": "P-1", "facility": ""}
SAID: list[tuple[infeasible.Reason, dict[str, Any]]] = [
    (infeasible.NotReady(0, 3, 2), {"measure": MEASURE, "ready": 3, "horizon": 2}),
    (infeasible.NobodyCloses(0), {"gap": ["900101001001", RULE]}),
    (infeasible.Clash(0, (0,), 2, 1), {"resource": ["premises", "P-1"], "measures": [MEASURE], "wanted": 2, "capacity": 1}),
    (infeasible.MustsApart((0,), (0,)), {"measures": [MEASURE], "gaps": [["900101001001", RULE]]}),
    (infeasible.MustsTooDear(((1, 5),)), {"over": [[2028, 5]]}),
    (infeasible.FloorOutOfReach(0, 9, 4), {"group": "900101", "least": 9, "most": 4}),
    (infeasible.FloorsApart(((0, 3),)), {"short": [["900101", 3]]}),
    (infeasible.FloorsTooDear(((0, 7),), (), exact=False), {"more": [[2027, 7]], "short": [], "exact": False}),
]


@pytest.mark.parametrize(("reason", "said"), SAID, ids=lambda value: type(value).__name__)
def test_every_reason_is_told_by_name(reason: infeasible.Reason, said: dict[str, Any]) -> None:
    lease = SimpleNamespace(way=SimpleNamespace(code="lease"), row=0, premises="P-1", facility="")
    found = SimpleNamespace(
        sheet=SimpleNamespace(facts=SimpleNamespace(codes=["900101001001"])),
        findings=SimpleNamespace(rules=[SimpleNamespace(code=RULE)]), measures=[lease],
    )  # fmt: skip
    numbers = SimpleNamespace(gaps=[(0, 0)], districts=["900101"], resources=["premises P-1"])
    why = refused(infeasible.Infeasible(reason), cast("Any", found), cast("Any", numbers), Wishes((1,), 2027))
    assert why.told == [{"kind": type(reason).__name__, **said}]
    assert why.reasons == (reason,)
