"""What the same person has asked for before under the same key: a request that is sent twice is done once."""

from typing import TypeVar

from django.db.models import QuerySet

from assessments.models import OrderedFile, RemedyPlan, Round

Asked = TypeVar("Asked", Round, RemedyPlan, OrderedFile)


class KeyReused(Exception):
    """The key has named another request of the same person."""


def asked_before(theirs: QuerySet[Asked], key: str, fingerprint: str) -> Asked | None:
    """The one of ``theirs`` that the key has named; None where it has named none. Raises KeyReused for another print."""
    found = theirs.filter(request_key=key).first() if key else None
    if found and found.request_print != fingerprint:
        raise KeyReused
    return found
