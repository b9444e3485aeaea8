"""Figures as people type them: years parted by anything, never thousands by commas."""

import pytest

from assessments.plan_money import Unread, budgets_of, budgets_text, musts_of, musts_text
from assessments.remedies.wishes import Must


@pytest.mark.parametrize(
    ("typed", "yuan"),
    [
        ("6000", (60_000_000,)),
        ("6000,6000,6000", (60_000_000,) * 3),
        ("2000\r\n1500.5\n0", (20_000_000, 15_005_000, 0)),
        ("２０００，１００；0.0001", (20_000_000, 1_000_000, 1)),
        ("100、200 300", (1_000_000, 2_000_000, 3_000_000)),
        ("", ()),
    ],
)
def test_years(typed: str, yuan: tuple[int, ...]) -> None:
    assert budgets_of(typed) == yuan
    assert budgets_of(budgets_text(yuan)) == yuan


@pytest.mark.parametrize("typed", ["6,000", "1e3", "-5", "2000万", "1.23456", ".", "1.", "007"])
def test_what_is_no_amount(typed: str) -> None:
    with pytest.raises(Unread):
        budgets_of(typed)


def test_gaps() -> None:
    found = musts_of(" 900101001001 N48-FAC-04 \n\n900101001002，N48-FAC-05\n900101001001 N48-FAC-04")
    assert found == (Must("900101001001", "N48-FAC-04"), Must("900101001002", "N48-FAC-05"))
    assert musts_of(musts_text(found)) == found
    for typed in ("9001 N48-FAC-04", "900101001001", "900101001001 A B"):
        with pytest.raises(Unread):
            musts_of(typed)
