"""The verb that writes inventory declarations together with the day on which they were withdrawn."""

from typing import Final

from communities.copying import Changes
from communities.services import Actor, record
from facilities.models import Inventory

DECLARATION_FIELDS: Final = ("community_id", "facility_type", "complete_on", "withdrawn_on", "source_id")


def record_declarations(*, by: Actor, changes: Changes) -> None:
    """Rows as DECLARATION_FIELDS; atomic. Errors: IntegrityError where one is withdrawn before it was made."""
    record(by=by, model=Inventory, fields=DECLARATION_FIELDS, changes=changes)
