"""Facts as bytes and back: nothing is lost, whatever of a row is asked for and in whatever order."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from assessments.facts.kept_rows import packed, reach, unpacked
from assessments.standards.columns import VALUE_LIMIT, Column, Facts

VALUES = st.tuples(st.integers(0, VALUE_LIMIT), st.booleans())


@given(st.data(), st.integers(1, 40), st.integers(0, 6))
def test_what_is_packed_comes_back(data: st.DataObject, width: int, size: int) -> None:
    names = [f"fact{at}" for at in range(width)]
    rows = data.draw(st.lists(st.lists(VALUES, min_size=width, max_size=width), min_size=size, max_size=size))
    wanted = data.draw(st.lists(st.sampled_from(names), min_size=1, unique=True))
    order = data.draw(st.permutations(range(size)))
    columns = {
        name: Column(np.array([row[at][0] for row in rows], np.int64), np.array([row[at][1] for row in rows], np.bool_))
        for at, name in enumerate(names)
    }
    made = packed(Facts(tuple(map(str, range(size))), columns), names)
    cut = b"".join(row[: reach(names, wanted)] for row in made)
    for block in (b"".join(made), cut):
        found = unpacked(block, size, names, wanted, order)
        assert {
            name: list(zip(column.value.tolist(), column.known.tolist(), strict=True)) for name, column in found.items()
        } == {name: [rows[row][names.index(name)] for row in order] for name in wanted}


def test_a_fact_without_a_column_is_unknown() -> None:
    made = packed(Facts(("1",), {}), ["a"])
    column = unpacked(made[0], 1, ["a"], ["a"])["a"]
    assert (column.value.tolist(), column.known.tolist()) == ([0], [False])


def test_rows_of_another_layout_are_refused() -> None:
    made = packed(Facts(("1", "2"), {}), ["a", "b"])
    with pytest.raises(ValueError, match="cannot reshape"):
        unpacked(b"".join(made) + b"\0", 2, ["a", "b"], ["a"])
