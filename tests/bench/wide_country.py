"""An invented country of any size with facilities, compounds, counts, lists and answers: the same on every machine.

``COMMUNITIES`` and ``PER_COMMUNITY`` in the environment say how many there are, and how many facilities each has.
"""

import os
from collections.abc import Iterable, Iterator
from typing import Any, Final

import numpy as np
from django.db import connection

from communities.divisions import path_of
from communities.models import Block, Community, Compound, HouseholdCount, SurveyAnswer
from communities.survey_items import SURVEY_ITEMS
from facilities.catalogue import FACILITY_TYPES
from facilities.models import Facility, Inventory, ServedCommunity
from tests.bench.register import community_code
from tests.factories.communities import DAY, make_division, make_source

COMMUNITIES: Final = int(os.environ.get("COMMUNITIES", "125000"))
PER_COMMUNITY: Final = int(os.environ.get("PER_COMMUNITY", "50"))
ITEMS: Final = int(os.environ.get("ITEMS", "20"))
_TYPES: Final = tuple(FACILITY_TYPES)
_A_ROW, _SHARED_BY, _IN_BLOCK = 400, 3, 5
_COMMUNITY: Final = (
    "id, code, name, name_en, division_id, path, kind, build_class, in_block, block_id, lng, lat, point_given, source_id"
)
_FACILITY: Final = (
    "id, code, name, facility_type, community_id, matched_by, floor_area, activity_area, site_area, capacity, lng, lat,"
    " tenure, closed_on, evidence, source_id"
)


def store_country() -> None:
    """All of it, by COPY of text, without the checks of foreign keys: they are right by the way they are made."""
    source = make_source("wide country", provenance="synthetic").pk
    streets = {code: make_division(code).pk for code in sorted({community_code(n)[:9] for n in range(COMMUNITIES)})}
    with connection.cursor() as cursor:
        cursor.execute("SET session_replication_role = replica")
        _copy(Block, "id, code, name, name_en", ((n, f"B{n}", f"街区{n}", "") for n in range(COMMUNITIES // _IN_BLOCK + 1)))
        _copy(Community, _COMMUNITY, _communities(source, streets))
        _copy(HouseholdCount, "community_id, counted_on, basis, households, source_id", _households(source))
        _copy(Compound, "code, name, community_id, households, lng, lat, source_id", _compounds(source))
        _copy(Facility, _FACILITY, _facilities(source))
        _copy(ServedCommunity, "facility_id, community_id", _served())
        _copy(Inventory, "community_id, facility_type, complete_on, source_id", _inventories(source))
        _copy(SurveyAnswer, "community_id, item, value, answered_on, evidence, note, source_id", _answers(source))
        cursor.execute("SET session_replication_role = DEFAULT")
        cursor.execute("ANALYZE")


def _copy(model: Any, columns: str, rows: Iterable[tuple[object, ...]]) -> None:
    """Rows as lines of COPY; None is NULL. No text here needs escaping."""
    statement = f"COPY {model._meta.db_table} ({columns}) FROM STDIN"
    with connection.cursor() as cursor, cursor.copy(statement) as copy:
        lines: list[str] = []
        for row in rows:
            lines.append("\t".join(["\\N" if cell is None else str(cell) for cell in row]))
            if len(lines) == 20_000:
                copy.write("\n".join(lines) + "\n")
                lines.clear()
        copy.write("".join(f"{line}\n" for line in lines))


def _at(number: int) -> tuple[float, float]:
    """Degrees, some 2 km from the next."""
    return 108.0 + number % _A_ROW * 0.02, 28.0 + number // _A_ROW * 0.02


def _jitter(number: int, many: int, degrees: float) -> list[list[float]]:
    """``many`` points about a community's: the same for the same number."""
    draw = np.random.default_rng([number, many])
    spread = draw.uniform(-degrees, degrees, (many, 2)) + np.array(_at(number))
    found: list[list[float]] = spread.round(6).tolist()
    return found


def _living(number: int) -> int:
    return 600 + number * 7919 % 2400


def _communities(source: int, streets: dict[str, int]) -> Iterator[tuple[object, ...]]:
    for number in range(COMMUNITIES):
        code, (lng, lat) = community_code(number), _at(number)
        in_block = number // _IN_BLOCK % 3 == 0
        yield (
            number + 1, code, f"示例{number}社区", "", streets[code[:9]], path_of(code), "committee",
            ("existing", "new", "unknown")[number % 3], "t" if in_block else "f", number // _IN_BLOCK if in_block else None,
            lng, lat, "", source,
        )  # fmt: skip


def _households(source: int) -> Iterator[tuple[object, ...]]:
    return ((number + 1, DAY, "resident", _living(number), source) for number in range(COMMUNITIES) if number % 20)


def _compounds(source: int) -> Iterator[tuple[object, ...]]:
    """None to three in a community; of every seventh the last is not counted."""
    for number in range(COMMUNITIES):
        many = number % 4
        for place, (lng, lat) in enumerate(_jitter(number, many, 0.004) if many else ()):
            counted = _living(number) // many + (_living(number) % many if place == 0 else 0)
            known = None if number % 7 == 0 and place == many - 1 else counted
            yield f"C{number}-{place}", f"小区{place}", number + 1, known, lng, lat, source


def _facilities(source: int) -> Iterator[tuple[object, ...]]:
    for number in range(COMMUNITIES):
        for place, (lng, lat) in enumerate(_jitter(number, PER_COMMUNITY, 0.006)):
            one = number * PER_COMMUNITY + place
            floor = None if one % 10 < 3 else f"{1000 + one * 31 % 100_000}.{one % 100:02d}"
            unlocated, rare = one % 97 == 0, one % 5 == 0
            yield (
                one + 1, f"F{one:09d}", f"示例{one}", _TYPES[(place + number * 3) % len(_TYPES)], number + 1, "code", floor,
                floor and f"{500 + one % 500}.00", f"{one % 3000}.5" if rare else None, one % 400 if one % 2 else None,
                None if unlocated else lng, None if unlocated else lat, "unknown", "2020-01-01" if one % 101 == 0 else None,
                "", source,
            )  # fmt: skip


def _served() -> Iterator[tuple[object, ...]]:
    """Every fortieth facility serves the next communities too."""
    for one in range(0, COMMUNITIES * PER_COMMUNITY, 40):
        for further in range(_SHARED_BY):
            yield one + 1, min(one // PER_COMMUNITY + further, COMMUNITIES + further - _SHARED_BY) + 1


def _inventories(source: int) -> Iterator[tuple[object, ...]]:
    """Nine lists in ten are complete."""
    for number in range(COMMUNITIES):
        for place, key in enumerate(_TYPES):
            if (number + place) % 10:
                yield number + 1, key, DAY, source


def _answers(source: int) -> Iterator[tuple[object, ...]]:
    for number in range(COMMUNITIES):
        for place, item in enumerate([*SURVEY_ITEMS][:ITEMS]):
            yield number + 1, item, (number + place) % 2, DAY, "", "", source
