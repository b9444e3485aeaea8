"""Which facilities may be one and the same."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from facilities.alike import CROWD, NEAR_M, NOWHERE, Alike, Things, alike, are_alike, plain_name
from facilities.matching import metres_between

METRE = 1 / 111_195


Thing = tuple[str, str, int | None, float | None]
"""Code, name, community, longitude at 40° N."""


def thing(code: str, name: str = "同仁堂药店", east: float | None = 0, community: int | None = 1) -> Thing:
    """A pharmacy so many metres east of a place at 40° N."""
    return code, name, community, None if east is None else 116.3 + east * METRE / np.cos(np.radians(40))


def things(*each: Thing) -> Things:
    communities = np.array([NOWHERE if community is None else community for _, _, community, _ in each], np.int64)
    lng = np.array([np.nan if x is None else x for *_, x in each], np.float64)
    return Things([one[0] for one in each], [one[1] for one in each], communities, lng, np.where(np.isnan(lng), np.nan, 40.0))


@pytest.mark.parametrize(
    ("one", "other", "answer"),
    [
        ("同仁堂药店", "同仁堂药店", True),
        ("同仁堂（药店）", "同仁堂 药店", True),
        ("北京同仁堂药店", "同仁堂药店", True),
        ("甲社区卫生服务站", "甲卫生服务站", True),
        ("金象大药房西直门店", "金象大药房西直门分店", True),
        ("同仁堂药店", "金象大药房", False),
        ("第一幼儿园", "第二幼儿园", False),
        ("1号公厕", "2号公厕", False),
        ("１号公厕", "1号公厕", True),
        ("", "", False),
        ("店", "同仁堂药店", False),
    ],
)
def test_names_that_are_alike(one: str, other: str, answer: bool) -> None:  # noqa: FBT001  a column of the table above
    assert are_alike(plain_name(one), plain_name(other)) is answer
    assert are_alike(plain_name(other), plain_name(one)) is answer


def test_near_each_other_with_a_like_name() -> None:
    others = things(thing("A", east=NEAR_M - 5), thing("B", east=NEAR_M - 20), thing("C", east=NEAR_M + 5))
    (found,) = alike(things(thing("N")), others)
    assert (found.one, found.other) == (0, 1)
    assert found.metres == pytest.approx(NEAR_M - 20, abs=0.5)
    assert alike(things(thing("N")), things(thing("B", "金象大药房"), thing("C", east=NEAR_M + 5))) == []


def test_where_a_point_is_missing_the_community_counts() -> None:
    others = things(thing("A", community=2), thing("B"))
    assert alike(things(thing("N", east=None)), others) == [Alike(0, 1, None)]
    assert alike(things(thing("N", east=None, community=None)), things(thing("A", community=None))) == []


def test_a_new_one_is_held_against_those_before_it_and_never_against_itself() -> None:
    (found,) = alike(things(thing("N"), thing("M", east=10)), things())
    assert (found.one, found.other) == (1, 0)
    assert found.metres == pytest.approx(10, abs=0.1)
    assert alike(things(thing("A")), things(thing("A"))) == []


@pytest.mark.parametrize("east", [0, None])
def test_a_crowd_at_one_place_costs_no_more_than_the_first_of_it(east: int | None) -> None:
    crowd = [thing(f"C{number}", f"{number}号药店", east) for number in range(30 * CROWD)]
    assert alike(things(*crowd, thing("N", "7号药店", east)), things()) == [Alike(30 * CROWD, 7, None if east is None else 0.0)]


NAMES = ("同仁堂药店", "北京同仁堂药店", "金象大药房", "金象", "")
THINGS = st.builds(
    thing, st.uuids().map(str), st.sampled_from(NAMES), st.one_of(st.none(), st.floats(-200, 200)),
    st.one_of(st.none(), st.integers(1, 2)),
)  # fmt: skip


@given(new=st.lists(THINGS, max_size=8), others=st.lists(THINGS, max_size=8))
def test_equal_to_looking_at_every_pair(new: list[Thing], others: list[Thing]) -> None:
    everything = [*others, *new]
    found = {each.one: each for each in alike(things(*new), things(*others))}
    for at, one in enumerate(new):
        pairs = [
            (other, apart(one, everything[other]))
            for other in range(len(others) + at)
            if are_alike(plain_name(one[1]), plain_name(everything[other][1]))
        ]
        near = [metres for _, metres in pairs if metres is not None and metres <= NEAR_M]
        beside = [o for o, metres in pairs if metres is None and one[2] == everything[o][2] is not None]
        assert (at in found) == bool(near or beside)
        if near:
            assert found[at].metres == pytest.approx(min(near))


def apart(one: Thing, other: Thing) -> float | None:
    if one[3] is None or other[3] is None:
        return None
    x, y, forty = np.array([one[3]]), np.array([other[3]]), np.array([40.0])
    return float(metres_between(x, forty, y, forty)[0])
