"""Nobody gives above the own role set, scope or expiry: whatever is held and whatever is asked for."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from accounts.holding import Held, Limit, area_of, limited, refusal_to_give
from accounts.policy import policy
from accounts.policy_model import Where
from communities.scope import AreaScope

PATHS = ("/", "/11/", "/11/1101/", "/11/1101/110101/", "/50/", "/50/5001/", "/50/5002/", "/50/5002/500229/")
FIRST = date(2026, 1, 1)
DAYS = tuple(FIRST + timedelta(days=90 * number) for number in range(4))
ROLES = st.sampled_from(list(policy().roles))
UNTIL = st.sampled_from([*DAYS, None])
HELD = st.lists(st.builds(Held, ROLES, st.sampled_from(PATHS), UNTIL), max_size=4)
Cell = tuple[str, str, date]
"""A role, in a place, on a day."""


def cells_of(role: str, path: str, until: date | None) -> set[Cell]:
    """What a grant of it gives."""
    return {(role, place, day) for place in PATHS if place.startswith(path) for day in days_until(until)}


def days_until(until: date | None) -> list[date]:
    """The days of the test, and one that stands for ever after."""
    return [day for day in (*DAYS, date.max) if until is None or day <= until]


def giveable(own: list[Held]) -> set[Cell]:
    """All that holders of ``own`` can hand on, said in the words of the rule."""
    found: set[Cell] = set()
    for one in own:
        giver = policy().roles[one.role]
        for place in (place for place in PATHS if place.startswith(one.path)):
            roles = giver.gives_everywhere if place == "/" else giver.gives
            found |= {(role, place, day) for role in roles for day in days_until(one.until)}
    return found


@given(own=HELD, role=ROLES, path=st.sampled_from(PATHS), until=UNTIL)
def test_what_is_given_lies_within_what_the_giver_can_hand_on(
    own: list[Held], role: str, path: str, until: date | None
) -> None:
    if refusal_to_give(policy(), own, role, path, until):
        return
    beside = {(role, path, day) for day in days_until(until)}
    assert beside <= giveable(own)
    if path != "/":
        assert cells_of(role, path, until) <= giveable(own)


@given(own=HELD, role=ROLES, path=st.sampled_from(PATHS), until=UNTIL)
def test_whoever_can_hand_it_on_by_one_grant_may(own: list[Held], role: str, path: str, until: date | None) -> None:
    wanted = {(role, path, day) for day in days_until(until)}
    may = any(wanted <= giveable([one]) for one in own)
    assert (refusal_to_give(policy(), own, role, path, until) == "") == may


@given(own=HELD, until=UNTIL)
def test_nobody_but_a_system_administrator_makes_a_manager_of_everything(own: list[Held], until: date | None) -> None:
    able = [one for one in own if one.role == "system" and one.path == "/"]
    if not refusal_to_give(policy(), own, "manager", "/", until):
        assert able


@given(own=HELD, right=st.sampled_from(list(policy().rights)), rights=st.sets(st.sampled_from(list(policy().rights))))
def test_a_token_opens_no_more_than_its_owner_and_no_more_than_itself(own: list[Held], right: str, rights: set[str]) -> None:
    found = policy().rights[right]
    whole = area_of(found, own)
    for path in PATHS:
        area = limited(whole, found, Limit(frozenset(rights), path))
        assert all(whole.covers(place) for place in PATHS if area.covers(place))
        if right not in rights or not found.for_tokens:
            assert area == AreaScope.nowhere()
        if area.paths and found.where is not Where.ANYWHERE:
            assert all(place.startswith(path) for place in area.paths)


@given(own=HELD, right=st.sampled_from(list(policy().rights)))
def test_a_right_reaches_as_far_as_its_grants(own: list[Held], right: str) -> None:
    found = policy().rights[right]
    area, paths = area_of(found, own), [one.path for one in own if one.role in found.roles]
    if found.where is Where.OWN:
        assert all(area.covers(place) == any(place.startswith(path) for path in paths) for place in PATHS)
    if found.where is Where.WHOLE:
        assert area.is_everywhere == bool(area.paths) == ("/" in paths)
