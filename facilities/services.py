"""The verbs that write facilities, the communities they serve, premises and inventory declarations.

As in communities/services.py: atomic, many rows at once, ``by=`` says who. Errors: IntegrityError where a row breaks a rule
of the tables.
"""

from collections.abc import Collection, Mapping
from typing import Final

from django.db import transaction
from django.db.models import Max

from communities.copying import Changes, TextColumns, analyze
from communities.services import Actor, record, record_new
from facilities.models import Facility, Inventory, Premises, ServedCommunity

FACILITY_FIELDS: Final = (
    "code", "name", "facility_type", "community_id", "matched_by", "match_metres", "floor_area", "activity_area",
    "site_area", "capacity", "lng", "lat", "tenure", "opened_on", "closed_on", "evidence", "source_id",
)  # fmt: skip
SERVED_FIELDS: Final = ("facility_id", "community_id")
PREMISES_FIELDS: Final = (
    "code", "name", "community_id", "kind", "ownership", "offers", "floor_area", "site_area", "storey", "annual_rent",
    "price", "available_from", "lease_until", "lng", "lat", "source_id",
)  # fmt: skip
INVENTORY_FIELDS: Final = ("community_id", "facility_type", "complete_on", "withdrawn_on", "source_id")


def record_facilities(*, by: Actor, changes: Changes, is_part: bool = False) -> None:
    """Rows as FACILITY_FIELDS. Of something that comes in parts: say ``facilities_grew`` after the last."""
    record(by=by, model=Facility, fields=FACILITY_FIELDS, changes=changes, is_part=is_part)


def record_new_facilities(*, by: Actor, columns: TextColumns, is_part: bool = False) -> None:
    """New ones, as columns of texts in the order of FACILITY_FIELDS."""
    record_new(by=by, model=Facility, fields=FACILITY_FIELDS, columns=columns, is_part=is_part)


def facilities_grew() -> None:
    """Many facilities came in: the planner is told."""
    analyze(Facility)


def last_facility() -> int:
    """The largest key; 0 where there is no facility."""
    return Facility.objects.aggregate(last=Max("pk"))["last"] or 0


@transaction.atomic
def record_served(*, by: Actor, served: Mapping[str, Collection[int]]) -> None:
    """Per facility code: exactly these communities are served from now on (none: its own only)."""
    ids = dict(Facility.objects.filter(code__in=served).values_list("code", "pk"))
    wanted = {(ids[code], community) for code, communities in served.items() for community in communities}
    stored = ServedCommunity.objects.filter(facility__code__in=served)
    pairs = {(facility, community): key for key, facility, community in stored.values_list("pk", *SERVED_FIELDS)}
    gone = [key for pair, key in pairs.items() if pair not in wanted]
    new = sorted(wanted.difference(pairs))
    record(by=by, model=ServedCommunity, fields=SERVED_FIELDS, changes=Changes(created=new, deleted=gone))


def record_premises(*, by: Actor, changes: Changes) -> None:
    """Rows as PREMISES_FIELDS."""
    record(by=by, model=Premises, fields=PREMISES_FIELDS, changes=changes)


def record_inventories(*, by: Actor, changes: Changes) -> None:
    """Rows as INVENTORY_FIELDS. A declaration is added, and may be withdrawn from a later day on."""
    record(by=by, model=Inventory, fields=INVENTORY_FIELDS, changes=changes)
