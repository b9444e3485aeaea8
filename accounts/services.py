"""The verb that gives a person a division to work for."""

from datetime import date

from django.db import transaction

from accounts.models import Mandate, User
from communities.models import Division


@transaction.atomic
def give_mandate(
    *, by: User | None, user: User, division: Division | None, valid_from: date, valid_to: date | None = None, reason: str
) -> Mandate:
    """Let ``user`` see and assess ``division`` and all within it (None: everywhere). ``by`` None is the command line.

    The same mandate again changes nothing. The row records its reason and dates.
    """
    said = reason if by is None else f"{reason} ({by.get_username()})"
    mandate, _ = Mandate.objects.get_or_create(
        user=user, division=division, valid_to=valid_to, defaults={"valid_from": valid_from, "reason": said}
    )
    return mandate
