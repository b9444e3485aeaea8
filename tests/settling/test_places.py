"""Where a ranking stops: at the place that is asked for, at the round, at the scope; and the command."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from assessments.selectors.settling import worth_collecting
from communities.scope import EVERYWHERE, AreaScope
from tests.factories import Territory, make_round

pytestmark = pytest.mark.django_db
ALL = AreaScope.everywhere()


def test_a_ranking_stops_at_its_place_and_at_the_scope(territory: Territory) -> None:
    everything = make_round()
    scope = AreaScope((territory.city.path,))
    assert worth_collecting(ALL, everything).communities == 6
    assert worth_collecting(ALL, everything, territory.city.path).communities == 4
    assert worth_collecting(scope, everything).communities == 4
    assert worth_collecting(scope, everything, territory.far.path).communities == 0
    assert worth_collecting(AreaScope.nowhere(), everything).communities == 0


def test_a_ranking_of_a_narrow_round_stays_within_it(territory: Territory) -> None:
    narrow = make_round(territory.city)
    assert worth_collecting(ALL, narrow, EVERYWHERE).communities == 4
    assert worth_collecting(ALL, narrow, territory.own[0].division.path).communities == 2
    assert worth_collecting(ALL, narrow, territory.far.path).communities == 0


def test_the_command_prints_the_ranking(territory: Territory) -> None:
    make_round()
    out = StringIO()
    call_command("settle", "--division", "9001", "--limit", "3", stdout=out)
    text = out.getvalue()
    assert "4 communities / 个社区" in text
    assert "Settles by itself, helps to settle" in text
    assert " 3. " in text
    assert " 4. " not in text


def test_the_command_says_what_is_wrong(db: None) -> None:
    with pytest.raises(CommandError, match="assess"):
        call_command("settle")


@pytest.mark.parametrize(("code", "answer"), [("9", "no division code"), ("77", "There is no division 77")])
def test_the_command_knows_a_code(code: str, answer: str, territory: Territory) -> None:
    make_round()
    with pytest.raises(CommandError, match=answer):
        call_command("settle", "--division", code)
