"""Columns come as they are stored: every number to the bit, of one block and of many, and none where there is nothing."""

import gc
import weakref

import numpy as np
import pytest
from django.db import DatabaseError, connection, transaction
from django.test.utils import CaptureQueriesContext

from assessments.facts import packed
from assessments.facts.frame import Frame, read_frame
from assessments.facts.packed import Reading
from assessments.facts.services import services_of
from communities.scope import EVERYWHERE, AreaScope
from tests.factories import make_community
from tests.factories.communities import DAY

pytestmark = pytest.mark.django_db
FEW = Reading(
    table="communities_community",
    columns={"key": ("i8", "t.id"), "half": ("f8", "t.lng / 2"), "small": ("i4", "-t.id"), "none": ("f8", "'NaN'")},
    source="FROM communities_community t WHERE {here}",
    narrow="t.id = ANY(%(ids)s)",
)


@pytest.fixture
def ids() -> list[int]:
    return [make_community(f"900101001{number:03d}", lng=100 + number / 3, lat=30.0).pk for number in range(1, 8)]


@pytest.mark.parametrize("pages", [1, 8192])
def test_numbers_come_as_they_are_stored(ids: list[int], pages: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(packed, "PAGES", pages)
    for asked in (ids, None):
        found = FEW.read(asked, DAY)
        order = np.argsort(found["key"])
        assert found["key"][order].tolist() == ids
        assert found["half"][order].tolist() == [(100 + number / 3) / 2 for number in range(1, 8)]
        assert found["small"][order].tolist() == [-pk for pk in ids]
        assert np.isnan(found["none"]).all()
        assert [column.dtype for column in found.values()] == [np.int64, np.float64, np.int32, np.float64]


def test_nothing_is_columns_of_nothing() -> None:
    for asked in ([-1], [], None):
        assert [len(column) for column in FEW.read(asked, DAY).values()] == [0, 0, 0, 0]


def test_a_wrong_question_is_an_error_of_the_database(ids: list[int]) -> None:
    wrong = Reading("communities_community", {"key": ("i8", "t.nobody")}, FEW.source, FEW.narrow)
    with pytest.raises(DatabaseError), transaction.atomic():
        wrong.read(ids, DAY)


def everybody() -> Frame:
    return read_frame(AreaScope.everywhere(), EVERYWHERE, DAY)


def test_a_frame_is_read_once_and_forgotten_with_it(ids: list[int]) -> None:
    frame = everybody()
    with CaptureQueriesContext(connection) as asked:
        first = weakref.ref(services_of(frame))
        assert services_of(frame) is first()
    assert len(asked) == 1
    assert services_of(everybody()) is not first()
    del frame
    gc.collect()
    assert first() is None
