"""The rounds that a return rests on: the place, judged by the law of one day from the data of three."""

from datetime import date
from typing import TYPE_CHECKING

from django.utils import timezone

from assessments.law import law_on
from assessments.models import Round, RoundState
from assessments.services.keeping import refresh_facts
from assessments.services.rounds import NothingToAssess, assess, judge
from communities.models import Division
from communities.scope import AreaScope
from pilots.models import Programme
from pilots.returns.quarters import Quarter
from pilots.services.refusing import Refused
from pilots.services.returns.gathering import Rounds

if TYPE_CHECKING:
    from accounts.models import User

_SAME = ("packs", "rules", "communities", "fingerprint", "software")


def days_of(programme: Programme, quarter: Quarter) -> tuple[date, date, date]:
    """The days whose data is judged: that of the baseline, that of the end of the quarter before (never before the baseline),
    and that of the end of this one, or today where it has not ended.
    """
    first = programme.baseline
    return first, max(first, quarter.previous.last), min(quarter.last, timezone.localdate())


def rounds_of(*, by: "User | None", programme: Programme, division: Division, quarter: Quarter) -> Rounds:
    """All three by the law of the last of these days, so that what differs between them is the place and not the law.

    Raises Refused where there is nothing to assess.
    """
    days = days_of(programme, quarter)
    found = {day: round_of(by=by, division=division, day=days[-1], as_of=day) for day in dict.fromkeys(days)}
    return Rounds(*(found[day] for day in days))


def round_of(*, by: "User | None", division: Division, day: date, as_of: date) -> Round:
    """One that is there and says what the data says now; else a new one. Raises Refused where there is nothing to assess."""
    scope = AreaScope((division.path,))
    refresh_facts(under=division.path)
    try:
        judged = judge(scope, division.path, law_on(day), as_of, _say_nothing).fields()
        there = Round.objects.filter(division=division, day=day, as_of=as_of, state=RoundState.FINISHED)
        found = there.filter(**{name: judged[name] for name in _SAME}).order_by("pk").first()
        return found or assess(by=by, scope=scope, division=division, day=day, as_of=as_of)
    except NothingToAssess:
        raise Refused("nothing_to_return") from None


def _say_nothing(step: str, seconds: float) -> None:
    """Nobody waits to be told."""
