"""A work plan of the sample city: what is drafted is what the round found, labelled, and nothing is made up."""

from datetime import date

import pytest

from assessments.models import Round
from communities.models import Community, Division
from communities.scope import AreaScope
from intake.sample import SAMPLE_CITY, SAMPLE_DAY
from pilots.drafting.seeds import Seed
from pilots.drafting.texts import draft
from pilots.drafting.works import wan
from pilots.models import KeyProject, WorkPlan
from pilots.reviewing.content import DRAFT_MARK
from pilots.reviewing.sections import missing
from pilots.selectors.shortcomings import shortcomings
from pilots.selectors.work_plans import content_of
from pilots.services.work_plans import draft_work_plan
from tests.factories import make_round
from tests.factories.pilots import make_enrolment, make_programme
from tests.factories.plans import line_row, plan_row

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("sample_city")]
ALL = AreaScope.everywhere()


@pytest.fixture
def judged() -> Round:
    return make_round(Division.objects.get(code=SAMPLE_CITY), day=SAMPLE_DAY, as_of=SAMPLE_DAY)


def test_the_draft_says_what_the_round_found(judged: Round) -> None:
    card = judged.scorecards.filter(gaps__gt=3, unknown__gt=0).order_by("code")[0]
    community = Community.objects.get(pk=card.community_id)
    plan = draft_work_plan(by=None, scope=ALL, pilot=make_enrolment(make_programme(None), community))
    found = shortcomings(community)
    assert found is not None
    assert (len(found.gaps), len(found.unknown), found.round) == (card.gaps, card.unknown, judged)
    assert f"补齐评估发现的 {card.gaps} 项短板" in plan.goals
    assert f"下列 {card.unknown} 项情况不明，既不作为短板，也不视为达标" in plan.goals
    for rule, _short in found.gaps:
        named = f"“{rule.name.zh.removesuffix('（配置）')}”"
        assert named in plan.goals
        assert named in plan.content
    assert f"依据第 {judged.pk} 批评估（数据日期 {SAMPLE_DAY.isoformat()}" in plan.goals
    assert "所依据的数据含示例数据，不得作为真实情况使用" in plan.goals
    assert (plan.labels, plan.sequence) == (1, "")
    assert set(missing(content_of(plan, []))) == {
        "goals", "content", "projects", "sequence", "safeguards", "combination",
    }  # fmt: skip


def test_lines_of_the_remedy_plan_are_taken_up_once(judged: Round) -> None:
    community = Community.objects.get(pk=judged.scorecards.order_by("-gaps", "code")[0].community_id)
    remedy_plan = plan_row(judged, judged.division)
    line_row(remedy_plan, community)
    programme = make_programme(None)
    first = make_enrolment(programme, community)
    draft_work_plan(by=None, scope=ALL, pilot=first, remedy_plan=remedy_plan)
    other = make_enrolment(make_programme(None, "另一项目", kind="national"), community)
    second = draft_work_plan(by=None, scope=ALL, pilot=other, remedy_plan=remedy_plan)
    assert KeyProject.objects.get().enrolment == first
    assert DRAFT_MARK in second.sequence
    assert WorkPlan.objects.count() == 2


def test_where_nothing_is_missing_nothing_is_made_up() -> None:
    empty = draft(Seed("示例社区", "900101001001", date(2027, 12, 31)))
    assert (empty.goals, empty.content, empty.sequence) == ("", "", "")


def test_money_has_two_places_as_in_plans() -> None:
    assert [wan(yuan) for yuan in (0, 15_500, 2_960_000, 123_456_789)] == ["0.00", "1.55", "296.00", "12,345.68"]
