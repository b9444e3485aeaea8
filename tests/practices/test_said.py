"""The pure parts: what is lacking, what projects say, sizes and reasons."""

from datetime import date

import pytest

from pilots.practices.content import WRITTEN, Content, lacking
from pilots.practices.figures import Told, months_between, months_of, months_words, yuan_of, yuan_words
from pilots.practices.likeness import BANDS, BOUNDS, Likeness, apart, band_of, band_words, class_words, size_words
from pilots.practices.ranking import Offered, Wanted, reasons

WHOLE = Content(dict.fromkeys(WRITTEN, "x"), ways=["lease"], rules=["N48-FAC-04"])


def told(yuan: int, begun: str, ended: str) -> Told:
    return {
        "key": 1,
        "way": "lease",
        "yuan": yuan,
        "is_spent": yuan < 100_000,
        "begun_on": begun,
        "ended_on": ended,
        "types": [],
        "rules": [],
        "labels": 0,
    }


def test_what_is_lacking_is_listed() -> None:
    assert lacking(WHOLE) == []
    assert lacking(Content(WHOLE.texts, facility_types=["nursery"], projects=1)) == []
    empty = lacking(Content(dict.fromkeys(WRITTEN, " ")))
    assert [words.en for words in empty] == [
        "Title", "Summary", "What the problem was", "What was done", "What came of it",
        "at least one way or one facility type", "at least one rule whose gap was closed, or one key project",
    ]  # fmt: skip


def test_a_figure_of_projects_carries_its_arithmetic() -> None:
    two = [told(1_200_000, "2026-03-01", "2026-05-15"), told(34_000, "2026-02-10", "2026-04-01")]
    assert yuan_of(two) == 1_234_000
    assert yuan_words(two).en == "1,200,000 yuan planned + 34,000 yuan spent = 1,234,000"
    assert months_of(two) == 4
    assert months_words(two).en == "2026-02-10 to 2026-05-15, months begun count as whole"
    assert months_of([]) is None
    assert months_of([*two, told(1, "", "2026-04-01")]) is None  # it may have begun before the others


@pytest.mark.parametrize(
    ("begun", "ended", "months"),
    [
        (date(2026, 3, 1), date(2026, 3, 1), 1), (date(2026, 3, 1), date(2026, 3, 31), 1),
        (date(2026, 3, 1), date(2026, 4, 1), 2), (date(2026, 3, 15), date(2026, 4, 14), 1),
        (date(2025, 12, 31), date(2026, 1, 1), 1),
    ],
)  # fmt: skip
def test_months_begun_count_as_whole(begun: date, ended: date, months: int) -> None:
    assert months_between(begun, ended) == months


def test_bands_meet_at_their_bounds_and_unknown_is_a_band_of_its_own() -> None:
    assert band_of(None) == 0
    for at, bound in enumerate(BOUNDS, 1):
        assert (band_of(bound - 1), band_of(bound)) == (at, at + 1)
    assert [band_words(band).en for band in BANDS] == [
        "number of households not known", "under 1,000 households", "1,000 to 1,999 households", "2,000 to 2,999 households",
        "3,000 to 4,999 households", "5,000 households or more",
    ]  # fmt: skip


def test_an_unknown_size_is_like_none_and_comes_last() -> None:
    own = Likeness(2_410, "existing")
    assert apart(band_of(2_667), "existing", own) == 0
    assert apart(band_of(2_667), "new", own) == 1
    known = [apart(band, "new", own) for band in BANDS if band]
    assert apart(0, "existing", own) > max(known)
    assert apart(0, "existing", Likeness(None, "existing")) > max(known)
    assert apart(3, "unknown", Likeness(2_410, "unknown")) == 1


def test_sizes_are_told_with_their_numbers() -> None:
    own = Likeness(2_410, "existing")
    assert size_words(Likeness(2_667, "existing"), own).en == "community of similar size (2,667 against 2,410 households)"
    assert size_words(Likeness(5_000, ""), own).en.startswith("a larger community (5,000")
    assert size_words(Likeness(999, ""), own).en.startswith("a smaller community (999")
    assert "cannot be compared" in size_words(Likeness(None, ""), own).en
    assert class_words(Likeness(1, "existing"), own).en == "existing, as yours"
    assert class_words(Likeness(1, "new"), own).en == "new-built, yours is existing"
    assert "cannot be compared" in class_words(Likeness(1, "unknown"), own).en


def test_the_reasons_begin_with_the_best() -> None:
    offered = Offered(["N48-FAC-04"], ["kindergarten"], ["lease"], Likeness(2_667, "existing"))
    wanted = Wanted(["N48-FAC-04"], ["kindergarten"], ["lease"])
    said = [words.en for words in reasons(offered, wanted, Likeness(2_410, "existing"))]
    assert said == [
        "closed the same gap (N48-FAC-04)", "the same type of facility (Kindergarten)", "the same way (lease)",
        "community of similar size (2,667 against 2,410 households)", "existing, as yours",
    ]  # fmt: skip
    assert reasons(offered, Wanted(), None) == []
