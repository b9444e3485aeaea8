"""The invented nation into the tables, by COPY: some fifteen million rows for 125,000 committees.

Past the verbs, so nothing is written to the journal. What else is kept beside these tables as the verbs write is made anew by
KEEPERS, each a function without arguments; the floor of the round reads what they make (nation_floor.py).
"""

from collections.abc import Callable, Iterable, Iterator
from datetime import date
from typing import Final

import numpy as np
from django.db import connection, transaction

from communities.divisions import path_of
from communities.models import Division, Source
from tests.bench.nation_data import ITEMS, SHARED, TYPES, Facilities, Nation
from tests.factories.communities import make_division, make_source

KEEPERS: Final[tuple[Callable[[], None], ...]] = ()
SYNTHETIC: Final = "SYNTHETIC nation of the benchmark"
COUNTED, ANSWERED, DECLARED = date(2025, 12, 31), date(2026, 3, 1), date(2026, 1, 1)
CLOSED: Final = date(2025, 5, 1)
_CHUNK: Final = 200_000
_CLASSES: Final = {0: "existing", 1: "new", -1: "unknown"}
_SAID: Final = {0: "f", 1: "t", -1: r"\N"}
_OF_COMMUNITY: Final = (
    "id, code, name, name_en, division_id, path, kind, build_class, central_heating, in_block, block_id, lng, lat, "
    "point_given, source_id"
)
_OF_FACILITY: Final = (
    "id, code, name, facility_type, community_id, matched_by, floor_area, activity_area, capacity, lng, lat, tenure, "
    "opened_on, closed_on, evidence, source_id"
)
Lines = Iterable[str]


def store_nation(nation: Nation) -> None:
    """Into empty tables; then the planner is told, and what is kept is made. Keys are row numbers from 1."""
    source = make_source(SYNTHETIC, provenance="synthetic")
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SELECT rolsuper FROM pg_roles WHERE rolname = current_user")
        if cursor.fetchone()[0]:  # what is drawn here refers to what is drawn here: no need to look it up row by row
            cursor.execute("SET LOCAL session_replication_role = replica")
        for table, columns, lines in _tables(nation, source):
            _copy(table, columns, lines)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    for keep in KEEPERS:
        keep()


def _tables(nation: Nation, source: Source) -> Iterator[tuple[str, str, Lines]]:
    yield "communities_block", "id, code, name, name_en", _blocks(nation)
    yield (
        "communities_community",
        _OF_COMMUNITY,
        _communities(nation, _streets(nation), source),  # the streets first: a connection that copies can do nothing else
    )
    yield (
        "communities_householdcount", "id, community_id, counted_on, basis, households, source_id",
        _counts(nation.households.tolist(), "resident\t", source),
    )  # fmt: skip
    yield (
        "communities_populationband", "id, community_id, counted_on, band, residents, source_id",
        _counts(nation.population.tolist(), "total\t", source),
    )  # fmt: skip
    yield (
        "communities_surveyanswer", "id, community_id, item, value, answered_on, evidence, note, source_id",
        _answers(nation, source),
    )  # fmt: skip
    yield (
        "facilities_inventory", "id, community_id, facility_type, complete_on, source_id", _inventories(nation, source),
    )  # fmt: skip
    yield (
        "facilities_facility",
        _OF_FACILITY,
        _facilities(nation.facilities, source),
    )
    yield "facilities_servedcommunity", "id, facility_id, community_id", _served(nation)


def _copy(table: str, columns: str, lines: Lines) -> None:
    with connection.cursor() as cursor:
        with cursor.copy(f"COPY {table} ({columns}) FROM STDIN") as copy:
            for line in lines:
                copy.write(line)
        cursor.execute(f"SELECT setval(pg_get_serial_sequence('{table}', 'id'), (SELECT max(id) FROM {table}))")


def _blocks(nation: Nation) -> Lines:
    return (f"{block + 1}\tB{block}\t示例{block}号街区\t\n" for block in np.unique(nation.block[nation.block >= 0]).tolist())


def _communities(nation: Nation, streets: dict[str, int], source: Source) -> Iterator[str]:
    country = nation.country
    rows = zip(
        country.codes, nation.build_class.tolist(), nation.heating.tolist(), nation.block.tolist(), country.lng.tolist(),
        country.lat.tolist(), strict=True,
    )  # fmt: skip
    for at, (code, built, heated, block, lng, lat) in enumerate(rows, 1):
        in_block, of = ("t", block + 1) if block >= 0 else ("f" if block == -1 else r"\N", r"\N")
        yield (
            f"{at}\t{code}\t示例{at}社区\t\t{streets[code[:9]]}\t{path_of(code)}\tcommittee\t{_CLASSES[built]}\t{_SAID[heated]}\t"
            f"{in_block}\t{of}\t{lng:.6f}\t{lat:.6f}\t\t{source.pk}\n"
        )


def _streets(nation: Nation) -> dict[str, int]:
    """The ids of the streets by nine digits, each made with all above it."""
    for street in dict.fromkeys(code[:9] for code in nation.country.codes):
        make_division(street, provenance="synthetic")
    return {code[:9]: pk for code, pk in Division.objects.values_list("code", "pk")}


def _counts(numbers: list[int], what: str, source: Source) -> Lines:
    """Only those that are known."""
    return (f"{at}\t{at}\t{COUNTED}\t{what}{number}\t{source.pk}\n" for at, number in enumerate(numbers, 1) if number >= 0)


def _answers(nation: Nation, source: Source) -> Iterator[str]:
    rows, items = np.nonzero(nation.answers >= 0)
    values = nation.answers[rows, items].tolist()
    cells = zip((rows + 1).tolist(), items.tolist(), values, strict=True)
    for at, (row, item, value) in enumerate(cells, 1):
        yield f"{at}\t{row}\t{ITEMS[item]}\t{value}\t{ANSWERED}\t\t\t{source.pk}\n"


def _inventories(nation: Nation, source: Source) -> Iterator[str]:
    rows, types = np.nonzero(nation.declared)
    for at, (row, kind) in enumerate(zip((rows + 1).tolist(), types.tolist(), strict=True), 1):
        yield f"{at}\t{row}\t{TYPES[kind]}\t{DECLARED}\t{source.pk}\n"


def _facilities(found: Facilities, source: Source) -> Iterator[str]:
    for start in range(0, len(found.row), _CHUNK):
        part = slice(start, start + _CHUNK)
        columns = (
            (found.row[part] + 1).tolist(), found.kind[part].tolist(), _areas(found.floor[part]), _areas(found.activity[part]),
            found.lng[part].tolist(), found.lat[part].tolist(), found.is_closed[part].tolist(),
        )  # fmt: skip
        for at, (row, kind, floor, activity, lng, lat, is_closed) in enumerate(zip(*columns, strict=True), start + 1):
            point = rf"\N{chr(9)}\N" if lng != lng else f"{lng:.6f}\t{lat:.6f}"  # not a number: nobody knows where it is
            yield (
                f"{at}\tF{at:08d}\t示例{at}号\t{TYPES[kind]}\t{row}\tcode\t{floor}\t{activity}\t{at % 400}\t{point}\tpublic\t"
                f"{1990 + at % 35}-06-01\t{CLOSED if is_closed else NULL}\t\t{source.pk}\n"
            )


NULL: Final = r"\N"


def _areas(hundredths: np.ndarray[tuple[int], np.dtype[np.int64]]) -> list[str]:
    return [NULL if area < 0 else f"{area // 100}.{area % 100:02d}" for area in hundredths.tolist()]


def _served(nation: Nation) -> Iterator[str]:
    """Shared types serve every community of the block they stand in."""
    found, shared = nation.facilities, [TYPES.index(each) for each in SHARED]
    block = nation.block[found.row]
    members = _members(nation)
    at = 0
    for facility in np.flatnonzero((block >= 0) & np.isin(found.kind, shared)).tolist():
        for row in members[int(block[facility])]:
            at += 1
            yield f"{at}\t{facility + 1}\t{row + 1}\n"


def _members(nation: Nation) -> dict[int, list[int]]:
    found: dict[int, list[int]] = {}
    for row, block in enumerate(nation.block.tolist()):
        if block >= 0:
            found.setdefault(block, []).append(row)
    return found
