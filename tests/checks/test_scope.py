"""Who sees which faults: the planner the city's, the officer the province's, the stranger none. And nothing else is touched."""

import ast
from operator import attrgetter
from pathlib import Path

import pytest
from django.conf import settings as django_settings

from accounts.models import User
from accounts.selectors import scope_of
from assessments.models import Gap, Round, Scorecard
from assessments.selectors.faults import ORDER
from communities.models import Community
from communities.scope import AreaScope
from tests.checks.conftest import found
from tests.checks.planting import PLANTINGS, make_band
from tests.factories import Territory, make_facility, make_round
from tests.factories.communities import DAY

CHECKS = ("assessments.checks", "assessments.selectors.faults")
BASE = Path(django_settings.BASE_DIR)


@pytest.fixture
def everywhere_wrong(territory: Territory) -> Territory:
    """A fault of the community's and one of a facility's in each of the six communities."""
    for community in Community.objects.all():
        make_band(community, "total", 9)
        make_facility(community, "nursery", capacity=0)
    return territory


def places(scope: AreaScope, **asked: object) -> list[tuple[str, str]]:
    return sorted((fault.check.code, fault.place.code) for fault in found(scope, **asked))


def of(*communities: Community) -> list[tuple[str, str]]:
    return sorted((check, one.code) for one in communities for check in ("DATA-ARE-04", "DATA-POP-01"))


def test_three_people(everywhere_wrong: Territory, planner: User, officer: User, stranger: User) -> None:
    small = everywhere_wrong
    assert places(scope_of(planner, "check.read", day=DAY)) == of(*small.own)
    assert places(scope_of(officer, "check.read", day=DAY)) == of(*small.own, small.near)
    assert places(scope_of(stranger, "check.read", day=DAY)) == []
    assert places(AreaScope.everywhere()) == of(*small.own, small.near, small.far)


def test_a_division_narrows_and_never_widens(everywhere_wrong: Territory, planner: User) -> None:
    small, scope = everywhere_wrong, scope_of(planner, "check.read", day=DAY)
    assert places(scope, under="/90/9001/900101/") == of(*small.own[:2])
    assert places(scope, under="/90/") == of(*small.own)
    assert places(scope, under="/91/") == places(scope, under="/90/9002/") == []
    assert places(scope, under=small.own[0].path) == of(small.own[0])


def test_two_grants_count_a_fault_once(everywhere_wrong: Territory) -> None:
    assert places(AreaScope(("/90/", "/90/9001/"))) == of(*everywhere_wrong.own, everywhere_wrong.near)


def test_the_middle_of_a_sub_district_is_the_same_for_whoever_looks(world: Community) -> None:
    PLANTINGS["DATA-GEO-06"](world)
    assert [fault.check.code for fault in found(under=world.path)] == ["DATA-GEO-06"]


def test_every_fault_stands_once_and_in_one_order(everywhere_wrong: Territory) -> None:
    rows = found()
    keys = [attrgetter(*ORDER)(fault) for fault in rows]
    assert len(set(keys)) == len(rows) == 12
    assert keys == sorted(keys)


def test_looking_changes_no_verdict_and_makes_no_gap(everywhere_wrong: Territory) -> None:
    def judged(one: Round) -> list[tuple[str, list[int], int, int]]:
        return list(Scorecard.objects.filter(round=one).order_by("code").values_list("code", "verdicts", "gaps", "unknown"))

    before = make_round()
    assert found()
    after = make_round()
    assert judged(after) == judged(before)
    assert Gap.objects.filter(round=after).count() == Gap.objects.filter(round=before).count()


@pytest.mark.parametrize("room", ["standards", "facts", "remedies", "services", "law.py", "models", "reports"])
def test_what_judges_knows_nothing_of_checks(room: str) -> None:
    place = BASE / "assessments" / room
    for path in [place] if place.suffix else place.rglob("*.py"):
        assert not any(name.startswith(("assessments.checks", "assessments.selectors.faults")) for name in _imported(path)), (
            path
        )


def _imported(path: Path) -> set[str]:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    return {node.module or "" for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)}
