"""References when rows go in below row 5 of a table that begins there (first 5, last 5, three rows more)."""

import pytest

from intake.filling.xlsx_refs import Insertion, moved_formula, moved_reference

IN = Insertion(first=5, last=5, number=3)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("C5:C5", "C5:C8"),
        ("$C$5:$C$5", "$C$5:$C$8"),
        ("C3:C5", "C3:C8"),
        ("C4", "C4"),
        ("C5", "C5"),
        ("$C$6", "$C$9"),
        ("A6:B7", "A9:B10"),
        ("A1:B4", "A1:B4"),
        ("3:4", "3:4"),
        ("$5:$9", "$5:$12"),
        ("C:C", "C:C"),
        ("Rate", "Rate"),
    ],
)
def test_a_reference_moves_or_grows(before: str, after: str) -> None:
    assert moved_reference(before, IN) == after


@pytest.mark.parametrize(
    ("before", "home", "row", "after"),
    [
        ("=SUM(C5:C5)", "S", 6, "=SUM(C5:C8)"),
        ("=SUM(C5:F5)", "S", 5, "=SUM(C5:F5)"),
        ("=C5/SUM(C$5:C$5)", "S", 5, "=C5/SUM(C$5:C$8)"),
        ("=S!C6+'S'!C5", "T", 1, "=S!C9+'S'!C5"),
        ("=C6", "T", 1, "=C6"),
        ('=IF(C6>0,"C6",C7)', "S", 9, '=IF(C9>0,"C6",C10)'),
        ("=T!C6+C6", "S", 9, "=T!C6+C9"),
    ],
)
def test_a_formula_moves_with_what_it_refers_to(before: str, home: str, row: int, after: str) -> None:
    assert moved_formula(before, "S", home, row, IN) == after
