"""Whether two names are one, and whether a text was read in a wrong encoding: by the real names of the country."""

import csv
import gzip

import pytest

from intake.names import same_name
from intake.values import is_garbled
from tests.intake.shared import SHARED, needs_shared

COMMITTEES = SHARED / "national" / "committees_2023_cn.csv.gz"


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("甲社区居委会", "甲社区", True),
        ("翠微路21号社区（北）", "翠微路２１号社区(北)居民委员会", True),
        ("一街道甲社区", "甲社区", True),
        ("甲社区", "乙社区", False),
        ("社区", "甲社区", False),
        ("", "甲社区", False),
    ],
)
def test_one_name_or_two(*, one: str, other: str, same: bool) -> None:
    assert same_name(one, other) is same_name(other, one) is same


def _names() -> list[str]:
    with gzip.open(COMMITTEES, "rt", encoding="utf-8", newline="") as lines:
        return sorted({row["name"] for row in csv.DictReader(lines)})


@needs_shared
def test_no_real_name_is_taken_for_garbled_and_nearly_every_garbled_one_is_found() -> None:
    names = _names()
    assert [name for name in names if is_garbled(name)] == []
    some = names[::20]
    for wrong in ("latin-1", "gb18030"):
        misread = [name.encode().decode(wrong, "replace") for name in some]
        assert sum(map(is_garbled, misread)) > 0.95 * len(some)
    assert all(is_garbled(name.encode("gb18030").decode("utf-8", "replace")) for name in some)
