"""Which facilities may be one and the same."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from facilities.alike import NEAR_M, Alike, Thing, alike, are_alike, plain_name
from facilities.matching import metres_between

METRE = 1 / 111_195


def thing(
    code: str, name: str = "同仁堂药店", east: float | None = 0, kind: str = "pharmacy", community: int | None = 1
) -> Thing:
    """A pharmacy so many metres east of a place at 40° N."""
    lng = None if east is None else 116.3 + east * METRE / np.cos(np.radians(40))
    return Thing(code, kind, name, community, lng, None if east is None else 40.0)


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


def test_near_each_other_of_one_type_with_a_like_name() -> None:
    (found,) = alike([thing("N")], [thing("A", east=NEAR_M - 5), thing("B", east=NEAR_M - 20), thing("C", east=NEAR_M + 5)])
    assert (found.one, found.other) == (0, 1)
    assert found.metres == pytest.approx(NEAR_M - 20, abs=0.5)
    assert alike([thing("N")], [thing("A", kind="laundry"), thing("B", "金象大药房"), thing("C", east=NEAR_M + 5)]) == []


def test_where_a_point_is_missing_the_community_counts() -> None:
    assert alike([thing("N", east=None)], [thing("A", community=2), thing("B")]) == [Alike(0, 1, None)]
    assert alike([thing("N", east=None, community=None)], [thing("A", community=None)]) == []


def test_a_new_one_is_held_against_those_before_it_and_never_against_itself() -> None:
    (found,) = alike([thing("N"), thing("M", east=10)], [])
    assert (found.one, found.other) == (1, 0)
    assert found.metres == pytest.approx(10, abs=0.1)
    assert alike([thing("A")], [thing("A")]) == []


NAMES = ("同仁堂药店", "北京同仁堂药店", "金象大药房", "金象", "")
THINGS = st.builds(
    thing, st.uuids().map(str), st.sampled_from(NAMES), st.one_of(st.none(), st.floats(-200, 200)),
    st.sampled_from(("pharmacy", "laundry")), st.one_of(st.none(), st.integers(1, 2)),
)  # fmt: skip


@given(new=st.lists(THINGS, max_size=8), others=st.lists(THINGS, max_size=8))
def test_equal_to_looking_at_every_pair(new: list[Thing], others: list[Thing]) -> None:
    everything = [*others, *new]
    found = {each.one: each for each in alike(new, others)}
    for at, one in enumerate(new):
        pairs = [
            (other, apart(one, everything[other]))
            for other in range(len(others) + at)
            if one.type == everything[other].type and are_alike(plain_name(one.name), plain_name(everything[other].name))
        ]
        near = [metres for _, metres in pairs if metres is not None and metres <= NEAR_M]
        beside = [o for o, metres in pairs if metres is None and one.community == everything[o].community is not None]
        assert (at in found) == bool(near or beside)
        if near:
            assert found[at].metres == pytest.approx(min(near))


def apart(one: Thing, other: Thing) -> float | None:
    if one.lng is None or one.lat is None or other.lng is None or other.lat is None:
        return None
    places = (np.array([value]) for value in (one.lng, one.lat, other.lng, other.lat))
    return float(metres_between(*places)[0])
