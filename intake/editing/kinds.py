"""What people edit row by row: which columns the form of each has, and how a stored row is known. Pure but for the models."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Final

from django.db.models import Model

from communities.models import Community, Compound, HouseholdCount, PopulationBand, SurveyAnswer
from facilities.models import Facility, Inventory, Premises
from intake.kinds.households import BANDS


@dataclass(frozen=True)
class EntryKind:
    """One kind of entry. ``code`` is the word in addresses and verbs, ``file`` the kind of file that it is a row of.

    ``columns`` are those of the form, in order; ``key`` those that say which row it is: they are not changed once it is there.
    ``clears`` are the fields of the model that a blank column empties; a column without any cannot be emptied.
    """

    code: str
    file: str
    model: type[Model]
    columns: tuple[str, ...]
    key: tuple[str, ...]
    needed: frozenset[str] = frozenset()
    clears: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    can_add: bool = True
    community: str = "community"  # the lookup of the community that it belongs to; empty: it is one

    @property
    def table(self) -> str:
        return self.model._meta.db_table


_POINT: Final = {"lng": ("lng", "point_given"), "lat": ("lat",)}


def _same(*columns: str) -> dict[str, tuple[str, ...]]:
    """Columns that are called as their fields are."""
    return {column: (column,) for column in columns}


_KINDS: Final = (
    EntryKind(
        "community", "communities", Community,
        (
            "name", "name_en", "unit_kind", "build_class", "central_heating", "in_block", "block_code", "block_name", "lng",
            "lat",
        ),
        key=("code",), needed=frozenset({"name"}), can_add=False, community="",
        clears={**_same("name_en", "build_class", "central_heating", "in_block"), "block_code": ("block_id",), **_POINT},
    ),
    EntryKind(
        "count", "households", HouseholdCount, ("counted_on", "basis", "households"), key=("counted_on", "basis"),
        needed=frozenset({"counted_on", "households"}),
    ),
    EntryKind(
        "people", "households", PopulationBand, ("counted_on", *BANDS), key=("counted_on",), needed=frozenset({"counted_on"}),
    ),
    EntryKind(
        "compound", "compounds", Compound, ("compound_code", "compound_name", "households", "built_year", "lng", "lat"),
        key=("compound_code",), needed=frozenset({"compound_code", "compound_name"}),
        clears=_same("households", "built_year", "lng", "lat"),
    ),
    EntryKind(
        "facility", "facilities", Facility,
        (
            "facility_type", "facility_code", "facility_name", "floor_area", "activity_area", "site_area", "capacity", "tenure",
            "opened_on", "closed_on", "serves", "lng", "lat", "evidence",
        ),
        key=("facility_code",), needed=frozenset({"facility_type", "facility_code"}),
        clears={
            "facility_name": ("name",),
            **_same(
                "floor_area", "activity_area", "site_area", "capacity", "tenure", "opened_on", "closed_on", "lng", "lat",
                "evidence",
            ),
        },
    ),
    EntryKind(
        "premises", "premises", Premises,
        (
            "premises_code", "premises_name", "premises_kind", "ownership", "offers", "floor_area", "site_area", "storey",
            "annual_rent", "price", "available_from", "lease_until", "lng", "lat",
        ),
        key=("premises_code",), needed=frozenset({"premises_code", "premises_name", "premises_kind"}),
        clears=_same(
            "ownership", "offers", "floor_area", "site_area", "storey", "annual_rent", "price", "available_from", "lease_until",
            "lng", "lat",
        ),
    ),
    EntryKind(
        "answer", "survey", SurveyAnswer, ("item", "value", "answered_on", "evidence", "note"), key=("item", "answered_on"),
        needed=frozenset({"item", "value", "answered_on"}), clears=_same("evidence", "note"),
    ),
    EntryKind(
        "declaration", "inventory", Inventory, ("facility_type", "complete_on", "withdrawn_on"),
        key=("facility_type", "complete_on"), needed=frozenset({"facility_type", "complete_on"}), clears=_same("withdrawn_on"),
    ),
)  # fmt: skip
ENTRY_KINDS: Final[Mapping[str, EntryKind]] = MappingProxyType({each.code: each for each in _KINDS})
"""By the word in the address, in the order of the page."""
