"""Plain rows are taken as columns: what comes of it is what comes of them row by row."""

import random
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import shapely
from django.db import transaction

from communities.models import Division, Source
from facilities.models import Facility, ServedCommunity
from facilities.services import record_new_facilities
from intake import slices
from intake.blocks import Texts
from intake.kinds import facilities
from intake.outcome import Outcome
from intake.plain_cells import committees, figures, latitudes, longitudes, words
from intake.table_rows import Rows
from intake.values import is_plain_committee, is_plain_text, plain_degrees, plain_figure
from tests.intake.making import bring, counts, text_file
from tests.intake.registers import ODD, PLAIN, register

FIELDS = (
    "code", "name", "facility_type", "community__code", "matched_by", "match_metres", "floor_area", "activity_area",
    "site_area", "capacity", "lng", "lat", "tenure", "opened_on", "closed_on", "evidence", "source__name", "source__provenance",
)  # fmt: skip


def became(outcome: Outcome) -> dict[str, Any]:
    listed = [each for each in outcome.problems() if each.code != "file_known"]
    details = [(each, sorted((key, str(value)) for key, value in each.details.items())) for each in listed]
    served = ServedCommunity.objects.order_by("facility__code", "community__code")
    return {
        "accepted": outcome.accepted,
        "counts": counts(outcome),
        "rows": [part.rows for part in outcome.parts],
        "vanished": [list(part.vanished) for part in outcome.parts],
        "told": sorted((each.row or 0, each.code, each.column, each.value, said) for each, said in details),
        "stored": list(Facility.objects.order_by("code").values_list(*FIELDS)),
        "served": list(served.values_list("facility__code", "community__code")),
    }


class _Undo(Exception):
    """Nothing of it stays."""


def undone(work: Callable[[], Any]) -> Any:
    """What the work comes to, of which nothing stays."""
    found = None
    try:
        with transaction.atomic():
            found = work()
            raise _Undo
    except _Undo:
        return found


@pytest.fixture
def taken(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """How many rows were written as columns, each time that some were."""
    numbers: list[int] = []
    write = record_new_facilities

    def counting(**given: Any) -> None:
        numbers.append(len(given["columns"][0]))
        write(**given)

    monkeypatch.setattr(facilities, "record_new_facilities", counting)
    return numbers


def fence() -> None:
    """Three of the points of a register lie in it, and two far outside."""
    west, south, east, north = 116.25, 39.95, 116.3005, 40.05
    box = {"west": west, "south": south, "east": east, "north": north}
    shape = shapely.to_wkb(shapely.box(west, south, east, north))
    Division.objects.filter(code="900101000000").update(boundary=shape, boundary_source=Source.objects.first(), **box)


def differ(folder: Path, seed: int, monkeypatch: pytest.MonkeyPatch) -> bool:
    """A file, and then one that is much like it, once as columns and once row by row: whether anything differs."""
    draw = random.Random(seed)  # noqa: S311  # cells, not secrets
    odd, like = draw.choice((0, 0, 0.01, 0.03, 0.1, 0.3)), draw.getrandbits(32)
    texts = [register(random.Random(like), 2 + draw.randrange(40), odd) for _ in range(2)]  # noqa: S311  # as above
    files = [text_file(folder, f"{seed}_{at}.csv", text) for at, text in enumerate(texts)]
    within = draw.choice(("", "", "/90/9001/", "/90/9001/900101/900101001/"))
    options: dict[str, Any] = {"good_rows": draw.random() < 0.4, "within": within, "source": "register"}
    has_fence = draw.random() < 0.3

    def both() -> list[dict[str, Any]]:
        if has_fence:
            fence()
        return [became(bring(file, **options)) for file in files]

    monkeypatch.setattr(slices, "SLICE", draw.choice((2, 3, 7, 20_000)))
    as_columns = undone(both)
    with monkeypatch.context() as patched:
        patched.setattr(Rows, "has_blocks", False)
        patched.setattr(slices, "SLICE", 20_000)
        row_by_row = undone(both)
    return bool(as_columns != row_by_row)


def test_random_registers_come_in_the_same(three: Path, taken: list[int], monkeypatch: pytest.MonkeyPatch) -> None:
    assert [seed for seed in range(30) if differ(three, seed, monkeypatch)] == []
    assert sum(taken) > 100


@pytest.mark.bench
def test_many_random_registers_come_in_the_same(three: Path, taken: list[int], monkeypatch: pytest.MonkeyPatch) -> None:
    assert [seed for seed in range(1_000, 2_500) if differ(three, seed, monkeypatch)] == []
    assert sum(taken) > 10_000


CELLS = sorted({text for pool in (*PLAIN.values(), *ODD.values()) for text in pool})


@pytest.mark.parametrize("seed", range(20))
def test_a_column_at_once_is_its_cells_one_by_one(seed: int) -> None:
    draw = random.Random(seed)  # noqa: S311  # cells, not secrets
    texts = Texts(draw.choices(CELLS, k=draw.randrange(1, 6)))
    assert figures(texts).tolist() == [not text or plain_figure(text) is not None for text in texts]
    assert words(texts, 20).tolist() == [not text or is_plain_text(text, 20) for text in texts]
    assert committees(texts, set()).tolist() == [is_plain_committee(text) for text in texts]
    for inside, low, high in ((longitudes(texts), 73, 136), (latitudes(texts), 3, 54)):
        read = [plain_degrees(text) for text, yes in zip(texts, inside, strict=True) if yes and text]
        assert all(each is not None and low <= each <= high for each in read)
