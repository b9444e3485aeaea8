"""What is read of the tables that facts rest on. A condition on the day stands in the ORM too: tests hold one to the other."""

from collections.abc import Sequence
from typing import Final

from assessments.facts.packed import Reading
from assessments.labels import FLAGGED, LABELS
from communities.models import Band, Basis
from communities.survey_items import SURVEY_ITEMS
from facilities.catalogue import FACILITY_TYPES

TYPES: Final = tuple(FACILITY_TYPES)
ITEMS: Final = tuple(SURVEY_ITEMS)

SOURCE: Final = "JOIN communities_source source ON source.id = t.source_id"
LABEL: Final = " ".join(
    ("CASE source.provenance", *(f"WHEN '{one.value}' THEN {LABELS[one]}" for one in FLAGGED), "ELSE 0 END")
)
"""The label's bits of a row of a table that is joined with SOURCE."""

KIND: Final = f"(kind.number - 1) * 4 + {LABEL}"
"""In one number, of a table that is joined with ``of_kinds``: which kind a row is of, and its label's bits (``kinds_of``)."""

OF_COMMUNITIES: Final = "t.community_id = ANY(%(ids)s)"
"""``narrow`` of a table whose rows each speak of one community."""


def of_kinds(column: str, kinds: Sequence[str]) -> str:
    """A join that leaves only rows whose ``column`` is one of ``kinds`` (codes), and says which; and that with SOURCE."""
    listed = ", ".join(f"'{each}'" for each in kinds)
    named = f'JOIN unnest(ARRAY[{listed}]) WITH ORDINALITY AS kind(code, number) ON kind.code COLLATE "C" = t.{column}'
    return f"{named} {SOURCE}"


_SERVING: Final = (
    "{key} IN (SELECT id FROM facilities_facility WHERE community_id = ANY(%(ids)s)"
    " UNION SELECT facility_id FROM facilities_servedcommunity WHERE community_id = ANY(%(ids)s))"
)
FACILITIES: Final = Reading(
    table="facilities_facility",
    columns={
        "key": ("i8", "t.id"),
        "community": ("i8", "COALESCE(t.community_id, -1)"),
        "kind": ("i4", KIND),
        "floor_area": ("i8", "COALESCE(t.floor_area * 100, -1)"),
        "activity_area": ("i8", "COALESCE(t.activity_area * 100, -1)"),
        "site_area": ("i8", "COALESCE(t.site_area * 100, -1)"),
        "capacity": ("i4", "COALESCE(t.capacity, -1)"),
        "lng": ("f8", "COALESCE(t.lng, 'NaN')"),
        "lat": ("f8", "COALESCE(t.lat, 'NaN')"),
    },
    source=(
        f"FROM facilities_facility t {of_kinds('facility_type', TYPES)}"
        " WHERE (t.opened_on IS NULL OR t.opened_on <= %(day)s)"
        " AND (t.closed_on IS NULL OR t.closed_on > %(day)s) AND {here}"
    ),
    narrow=_SERVING.format(key="t.id"),
)
"""As ``is_open_on``, in SQL. Areas are whole hundredths of m2."""

SERVED: Final = Reading(
    table="facilities_servedcommunity",
    columns={"key": ("i8", "t.facility_id"), "community": ("i8", "t.community_id")},
    source="FROM facilities_servedcommunity t WHERE {here}",
    narrow=_SERVING.format(key="t.facility_id"),
)


def _tally(table: str, figure: str, which: str) -> Reading:
    """The counts by the day, with the day as a number: the newest of a community is looked for among them."""
    return Reading(
        table=table,
        columns={
            "community": ("i8", "t.community_id"),
            "day": ("i4", "t.counted_on - DATE '2000-01-01'"),
            "value": ("i8", f"t.{figure}"),
            "label": ("i4", LABEL),
        },
        source=f"FROM {table} t {SOURCE} WHERE {which} AND t.counted_on <= %(day)s AND {{here}}",
        narrow=OF_COMMUNITIES,
    )


HOUSEHOLDS: Final = _tally("communities_householdcount", "households", f"t.basis = '{Basis.RESIDENT.value}'")
POPULATION: Final = _tally("communities_populationband", "residents", f"t.band = '{Band.TOTAL.value}'")

COMPOUNDS: Final = Reading(
    table="communities_compound",
    columns={
        "community": ("i8", "t.community_id"),
        "households": ("i8", "COALESCE(t.households, -1)"),
        "label": ("i4", LABEL),
        "lng": ("f8", "COALESCE(t.lng, 'NaN')"),
        "lat": ("f8", "COALESCE(t.lat, 'NaN')"),
    },
    source=f"FROM communities_compound t {SOURCE} WHERE {{here}}",
    narrow=OF_COMMUNITIES,
)

DECLARED: Final = Reading(
    table="facilities_inventory",
    columns={"community": ("i8", "t.community_id"), "kind": ("i4", KIND)},
    source=(
        f"FROM facilities_inventory t {of_kinds('facility_type', TYPES)}"
        " WHERE t.complete_on <= %(day)s AND (t.withdrawn_on IS NULL OR t.withdrawn_on > %(day)s) AND {here}"
    ),
    narrow=OF_COMMUNITIES,
)
"""As ``declared_on``, in SQL."""

ANSWERS: Final = Reading(
    table="communities_surveyanswer",
    columns={
        "key": ("i8", "t.id"),
        "community": ("i8", "t.community_id"),
        "item": ("i4", KIND),
        "value": ("i4", "t.value"),
    },
    source=(
        f"FROM communities_surveyanswer t {of_kinds('item', ITEMS)}"
        " WHERE t.answered_on <= %(day)s AND (t.superseded_on IS NULL OR t.superseded_on > %(day)s) AND {here}"
    ),
    narrow=OF_COMMUNITIES,
)
"""As ``current_on``, in SQL."""

ALL: Final = (FACILITIES, SERVED, HOUSEHOLDS, POPULATION, COMPOUNDS, DECLARED, ANSWERS)
"""Each of another table."""
