"""Several officials decide, and several people draft, at the same moment: one of them does, the others are told."""

import threading
from collections.abc import Callable, Sequence
from functools import partial

import pytest
from django.db import connections

from communities.scope import AreaScope
from communities.sealing import verify
from pilots.models import WorkPlan
from pilots.reviewing.content import TEXTS
from pilots.services.refusing import Refused
from pilots.services.reviewing import Seen, approve_work_plan, submit_work_plan
from pilots.services.work_plans import draft_work_plan, edit_work_plan
from tests.factories import make_community, make_division, make_round, make_user
from tests.factories.pilots import make_enrolment, make_programme
from tests.factories.plans import line_row, plan_row
from tests.factories.projects import fit_to_submit

pytestmark = pytest.mark.django_db(transaction=True)
ALL = AreaScope.everywhere()
MANY = 5


def together(works: Sequence[Callable[[], object]]) -> list[str]:
    """What was refused; anything else that goes wrong goes wrong here."""
    refused, faults = list[str](), list[BaseException]()

    def run(work: Callable[[], object]) -> None:
        try:
            work()
        except Refused as wrong:
            refused.append(wrong.code)
        except BaseException as fault:
            faults.append(fault)
        finally:
            connections.close_all()

    threads = [threading.Thread(target=run, args=(work,)) for work in works]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert faults == []
    return refused


def test_one_word_for_one_level() -> None:
    city = [make_division(code) for code in ("90", "9001")][-1]
    community = make_community("900101001001", division=make_division("900101001"))
    pilot = make_enrolment(make_programme(None, levels=["district", "province"]), community)
    remedy_plan = plan_row(make_round(city), city)
    line_row(remedy_plan, community)
    drafts: list[Callable[[], object]] = [
        lambda: draft_work_plan(by=None, scope=ALL, pilot=pilot, remedy_plan=remedy_plan) for _ in range(MANY)
    ]
    assert together(drafts) == ["work_plan_there"] * (MANY - 1)
    plan = WorkPlan.objects.get()
    fit_to_submit(*pilot.projects.all())
    edit_work_plan(by=None, scope=ALL, plan=plan, version=1, texts=dict.fromkeys(TEXTS, "写明。"), combined_with=[])
    submit_work_plan(by=None, scope=ALL, plan=plan, version=2)
    people = [make_user(f"official-{number}") for number in range(MANY)]
    for state, level in (("submitted", "province"), ("approved", "")):
        plan.refresh_from_db()
        seen = Seen.of(plan)
        works = [partial(approve_work_plan, by=who, scope=ALL, plan=plan, seen=seen) for who in people]
        assert len(together(works)) == MANY - 1
        plan.refresh_from_db()
        assert (plan.state, plan.level) == (state, level)
    assert plan.steps.filter(action="approve").values("by").distinct().count() == 2
    assert verify()[1] is None
