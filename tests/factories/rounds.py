"""Rounds, made by the verb that makes them in life."""

from datetime import date

from accounts.models import User
from assessments.models import Round
from assessments.services.rounds import assess
from communities.models import Division
from communities.scope import AreaScope
from tests.factories.communities import DAY


def make_round(
    division: Division | None = None,
    *,
    by: User | None = None,
    scope: AreaScope | None = None,
    day: date = DAY,
    as_of: date = DAY,
) -> Round:
    """A finished round over a division, or over everything."""
    return assess(by=by, scope=scope or AreaScope.everywhere(), division=division, day=day, as_of=as_of)
