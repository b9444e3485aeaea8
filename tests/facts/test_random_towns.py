"""The reader of all communities at once says of random towns what one says who goes through them row by row."""

from collections import defaultdict

import pytest
from django.db import transaction

from assessments.facts import FactSheet, packed, read_facts, rows
from assessments.standards.fact_names import fact_kind
from communities.scope import AreaScope
from tests.factories.communities import DAY
from tests.facts.plain import town_on
from tests.facts.plain_reach import plain_fact
from tests.facts.random_town import TYPES, make_random_town

pytestmark = pytest.mark.django_db
ALL = AreaScope.everywhere()
SEEDS = range(5)
MANY_SEEDS = range(5, 40)
LIMITS: dict[str, dict[str, int]] = {"few": {}, "some": {"FEW": 0}, "many": {"FEW": 0, "MANY": 0}}
STEMS = (
    "count",
    "floor_area",
    "activity_area",
    "site_area",
    "capacity",
    "largest_floor_area",
    "largest_site_area",
    "block_count",
)
NEAR = ("households_within", "neighbour_count")
NAMES = (
    "households", "colocated_types.100m", "block_households", "block_households_covered.1000m",
    *(f"{stem}.{key}" for stem in STEMS for key in TYPES),
    *(f"{stem}.{key}.{metres}m" for stem in NEAR for key in TYPES for metres in (100, 300, 800)),
)  # fmt: skip

Said = dict[tuple[str, str], tuple[int, bool]]


def said(sheet: FactSheet) -> Said:
    columns = {name: sheet.facts.column(name) for name in NAMES}
    return {
        (code, name): (int(column.value[row]), bool(column.known[row]))
        for row, code in enumerate(sheet.facts.codes)
        for name, column in columns.items()
    }


def differences(found: Said, expected: Said) -> dict[tuple[str, str], object]:
    return {key: (found.get(key), expected.get(key)) for key in {*found, *expected} if found.get(key) != expected.get(key)}


@pytest.mark.parametrize("seed", SEEDS)
@pytest.mark.parametrize("limits", LIMITS.values(), ids=LIMITS)
def test_all_at_once_is_what_row_by_row_is(seed: int, limits: dict[str, int], monkeypatch: pytest.MonkeyPatch) -> None:
    """As few communities are read, all tables in one question; as some are; and page by page, as those of a nation are."""
    compare(seed, limits, monkeypatch)


@pytest.mark.bench
@pytest.mark.parametrize("seed", MANY_SEEDS)
@pytest.mark.parametrize("limits", LIMITS.values(), ids=LIMITS)
def test_many_more_towns_are_what_row_by_row_is(seed: int, limits: dict[str, int], monkeypatch: pytest.MonkeyPatch) -> None:
    compare(seed, limits, monkeypatch)


def compare(seed: int, limits: dict[str, int], monkeypatch: pytest.MonkeyPatch) -> None:
    make_random_town(seed)
    for name, limit in limits.items():
        monkeypatch.setattr(rows, name, limit)
    town = town_on(DAY)
    sheet = read_facts(ALL, as_of=DAY, names=NAMES)
    expected = {(one.code, name): plain_fact(town, pk, name) for pk, one in town.communities.items() for name in NAMES}
    assert differences(said(sheet), expected) == {}
    assert dict(zip(sheet.pk.tolist(), sheet.labels.tolist(), strict=True)) == town.labels


@pytest.mark.parametrize("seed", SEEDS[:2])
def test_one_community_reads_as_it_does_among_all(seed: int) -> None:
    made = make_random_town(seed)
    together = said(read_facts(ALL, as_of=DAY, names=NAMES))
    for community in made:
        alone = said(read_facts(ALL, under=community.path, as_of=DAY, names=NAMES))
        assert differences(alone, {key: fact for key, fact in together.items() if key[0] == community.code}) == {}


def test_the_towns_have_what_they_are_there_for() -> None:
    """Each kind of fact is somewhere more than nothing and known, and somewhere not: else the comparison shows nothing."""
    found: dict[str, set[tuple[bool, bool]]] = defaultdict(set)
    for seed in SEEDS:
        with transaction.atomic():
            make_random_town(seed)
            town = town_on(DAY)
            for name in NAMES:
                found[fact_kind(name).stem] |= {
                    (bool(v), k) for v, k in (plain_fact(town, pk, name) for pk in town.communities)
                }
            transaction.set_rollback(True)
    assert {
        stem: sides for stem, sides in found.items() if not sides >= {(True, True), (True, False)} and stem != "households"
    } == {}


def test_a_table_of_many_pages_is_read_block_by_block(monkeypatch: pytest.MonkeyPatch) -> None:
    make_random_town(1)
    whole = said(read_facts(ALL, as_of=DAY, names=NAMES))
    monkeypatch.setattr(rows, "FEW", 0)
    monkeypatch.setattr(rows, "MANY", 0)
    monkeypatch.setattr(packed, "PAGES", 1)
    assert said(read_facts(ALL, as_of=DAY, names=NAMES)) == whole
