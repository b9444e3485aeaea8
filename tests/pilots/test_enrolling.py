"""Communities join and leave a programme: the quota holds, whoever asks and however often."""

from datetime import date

import pytest

from assessments.models import Scorecard
from communities.models import Act, Community, SurveyAnswer
from communities.scope import AreaScope
from pilots.models import Enrolment, Programme
from pilots.services.enrolling import close_roster, enrol, withdraw
from pilots.services.programmes import change_programme, set_up_programme
from pilots.services.refusing import Refused
from tests.factories import Territory, make_answer, make_community, make_division, make_round
from tests.factories.pilots import ENDS, STARTS, make_enrolment, make_programme

pytestmark = pytest.mark.django_db
ON = date(2026, 3, 1)
ALL = AreaScope.everywhere()


@pytest.fixture
def programme(territory: Territory) -> Programme:
    return make_programme(territory.province)


@pytest.fixture
def seven(territory: Territory) -> list[Community]:
    """All in the district 900101, which has two of its own besides."""
    division = make_division("900101002")
    return [make_community(f"900101002{number:03d}", f"社区{number}", division=division) for number in range(1, 8)]


def answers(item: str = "pilot_enrolled") -> dict[str, int]:
    found = SurveyAnswer.objects.filter(item=item, superseded_on=None)
    return dict(found.values_list("community__code", "value"))


def refusal(programme: Programme, communities: list[Community], on: date = ON, scope: AreaScope = ALL) -> Refused:
    acts = Act.objects.count()
    with pytest.raises(Refused) as refused:
        enrol(by=None, scope=scope, programme=programme, communities=communities, on=on)
    assert Act.objects.count() == acts
    return refused.value


def test_a_sixth_is_refused_with_the_reason(programme: Programme, seven: list[Community]) -> None:
    enrol(by=None, scope=ALL, programme=programme, communities=seven[:5], on=ON)
    wrong = refusal(programme, [seven[5]])
    assert (wrong.code, wrong.about["number"], wrong.about["more"], wrong.about["most"]) == ("quota_full", 5, 1, 5)
    assert Enrolment.objects.count() == 5


def test_six_at_once_are_refused_and_none_of_them_joins(programme: Programme, seven: list[Community]) -> None:
    assert refusal(programme, seven[:6]).code == "quota_full"
    assert not Enrolment.objects.exists()
    assert answers() == {}


def test_the_rules_of_the_notice_read_who_takes_part(programme: Programme, seven: list[Community]) -> None:
    enrol(by=None, scope=ALL, programme=programme, communities=seven[:3], on=ON)
    assert answers() == {each.code: 1 for each in seven[:3]}
    assert set(answers("pilot_end_month").values()) == {2027 * 12 + 11}
    card = Scorecard.objects.get(round=make_round(), code=seven[0].code)
    verdicts = dict(zip(card.round.rules, card.verdicts, strict=True))
    # At least three there are, whatever the others of the district say; that there are not more than five nobody has said.
    assert (verdicts["N48-PRG-02"], verdicts["N48-PRG-03"]) == (1, 3)


def test_when_the_roster_is_complete_the_quota_is_judged(programme: Programme, seven: list[Community]) -> None:
    enrol(by=None, scope=ALL, programme=programme, communities=seven[:3], on=ON)
    others = close_roster(by=None, scope=ALL, programme=programme, unit="900101000000", on=ON)
    assert others == 6
    assert sorted(answers().values()) == [0] * 6 + [1] * 3
    card = Scorecard.objects.get(round=make_round(), code=seven[0].code)
    verdicts = dict(zip(card.round.rules, card.verdicts, strict=True))
    assert (verdicts["N48-PRG-02"], verdicts["N48-PRG-03"]) == (1, 1)


def test_a_roster_of_too_few_is_not_complete(programme: Programme, seven: list[Community]) -> None:
    enrol(by=None, scope=ALL, programme=programme, communities=seven[:2], on=ON)
    with pytest.raises(Refused) as refused:
        close_roster(by=None, scope=ALL, programme=programme, unit="900101000000", on=ON)
    assert (refused.value.code, refused.value.about["number"]) == ("quota_not_reached", 2)


def test_one_leaves_and_another_may_join(programme: Programme, seven: list[Community]) -> None:
    made = enrol(by=None, scope=ALL, programme=programme, communities=seven[:5], on=ON)
    withdraw(by=None, enrolment=made[0], on=date(2026, 6, 1), reason="拆迁")
    enrol(by=None, scope=ALL, programme=programme, communities=[seven[5]], on=date(2026, 6, 1))
    left = Enrolment.objects.get(pk=made[0].pk)
    assert (left.state, left.withdrawn_on, left.reason) == ("withdrawn", date(2026, 6, 1), "拆迁")
    assert answers()[seven[0].code] == 0
    enrol(by=None, scope=ALL, programme=make_programme(None, "另一项目"), communities=[seven[0]], on=date(2026, 7, 1))
    assert answers()[seven[0].code] == 1


@pytest.mark.parametrize("what", ["reason", "twice", "before"])
def test_it_leaves_once_for_a_reason_and_after_it_joined(what: str, programme: Programme, seven: list[Community]) -> None:
    (one,) = enrol(by=None, scope=ALL, programme=programme, communities=seven[:1], on=ON)
    if what == "twice":
        withdraw(by=None, enrolment=one, on=ON, reason="x")
    day, reason = (STARTS if what == "before" else ON), ("  " if what == "reason" else "x")
    with pytest.raises(Refused) as refused:
        withdraw(by=None, enrolment=one, on=day, reason=reason)
    assert refused.value.code == {"reason": "reason_missing", "twice": "withdrawn_already", "before": "before_it_joined"}[what]


def test_what_cannot_join_is_refused(territory: Territory, programme: Programme, seven: list[Community]) -> None:
    enrol(by=None, scope=ALL, programme=programme, communities=[seven[0]], on=ON)
    assert refusal(programme, [seven[0], seven[1]]).code == "enrolled_already"
    assert refusal(programme, [seven[1]], on=date(2025, 12, 31)).code == "day_outside_programme"
    assert refusal(programme, [territory.far]).code == "outside_mandate"
    assert refusal(programme, [territory.near], scope=AreaScope((territory.city.path,))).code == "outside_mandate"
    Community.objects.filter(pk=seven[2].pk).update(valid_to=date(2026, 2, 28))
    assert refusal(programme, [seven[2]]).code == "community_gone"


def test_what_was_answered_later_is_corrected_and_not_doubled(programme: Programme, seven: list[Community]) -> None:
    """A clerk had written down in June that it is no pilot; in July somebody enters that it has been one since March."""
    make_answer(seven[0], "pilot_enrolled", 0, answered_on=date(2026, 6, 1))
    enrol(by=None, scope=ALL, programme=programme, communities=[seven[0]], on=ON)
    found = SurveyAnswer.objects.filter(community=seven[0], item="pilot_enrolled")
    assert [(each.value, each.answered_on, each.superseded_on) for each in found] == [(1, date(2026, 6, 1), None)]


def test_two_programmes_are_never_counted_together(territory: Territory, programme: Programme, seven: list[Community]) -> None:
    listed = make_programme(None, "国家名单", kind="national", least=None, most=None)
    enrol(by=None, scope=ALL, programme=listed, communities=seven, on=ON)
    assert answers() == {}  # the rules of the notice do not read the other list
    enrol(by=None, scope=ALL, programme=programme, communities=seven[:5], on=ON)
    assert Enrolment.objects.filter(community=seven[0]).count() == 2


def test_counted_in_cities_a_district_may_have_more_and_a_city_may_not(
    territory: Territory, programme: Programme, seven: list[Community]
) -> None:
    for each in [*seven[:4], *territory.own[2:]]:
        make_enrolment(programme, each)  # four in one district, two in the other: one city
    with pytest.raises(Refused) as refused:
        change_programme(by=None, programme=programme, terms={"unit_level": "city"})
    assert refused.value.code == "quota_broken_by_terms"
    programme.refresh_from_db()
    assert programme.unit_level == "district"
    withdraw(by=None, enrolment=Enrolment.objects.get(code=seven[0].code), on=ON, reason="x")
    change_programme(by=None, programme=programme, terms={"unit_level": "city", "ends_on": ENDS})
    assert set(Enrolment.objects.filter(state="enrolled").values_list("unit__code", flat=True)) == {"900100000000"}


def test_bounds_of_the_notice_are_those_of_the_law(territory: Territory) -> None:
    asked = Programme(kind="notice", name="试点", division=territory.city, starts_on=STARTS, ends_on=ENDS, least=1, most=99)
    made = set_up_programme(by=None, scope=ALL, programme=asked)
    assert (made.least, made.most, made.document) == (3, 5, "建办科〔2022〕48号")
    again = Programme(kind="local", name="试点", division=territory.city, starts_on=STARTS, ends_on=ENDS)
    with pytest.raises(Refused) as refused:
        set_up_programme(by=None, scope=ALL, programme=again)
    assert refused.value.code == "programme_named_so"
    with pytest.raises(Refused) as refused:
        set_up_programme(by=None, scope=AreaScope((territory.near.path,)), programme=again)
    assert refused.value.code == "outside_mandate"
