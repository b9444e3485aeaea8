"""Communities join a programme and leave it. The quota of their city (district) is held under a lock."""

from collections import Counter
from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING, Final

from communities.acts import acting
from communities.journal import note_created
from communities.models import Community
from communities.noted import altered
from communities.scope import AreaScope
from communities.selectors import valid_on
from pilots.models import Enrolment, EnrolmentState, Programme
from pilots.programmes.kinds import month_number
from pilots.programmes.units import unit_code
from pilots.services.answering import write_answers
from pilots.services.refusing import Refused
from pilots.services.units import units_named

if TYPE_CHECKING:
    from accounts.models import User

ENROLLED, ENDS = "pilot_enrolled", "pilot_end_month"
"""Survey items that the rules of the notice read."""
LIVE: Final = EnrolmentState.ENROLLED


def enrol(
    *, by: "User | None", scope: AreaScope, programme: Programme, communities: Sequence[Community], on: date
) -> list[Enrolment]:
    """All of ``communities``, or none. Raises Refused: outside the mandate or the programme's place, no committee's area on
    that day, enrolled already, a day outside the programme's, or more than its city (district) may have.
    """
    with acting(by=by, verb="enrol") as act:
        programme = Programme.objects.select_for_update(of=("self",)).get(pk=programme.pk)
        _may_join(scope, programme, communities, on)
        made = _enrolments(by, programme, communities, on)
        Enrolment.objects.bulk_create(made)
        note_created(act, Enrolment, [one.pk for one in made])
        if programme.of_kind.answers:
            ends = month_number(programme.ends_on)
            pks = [one.community_id for one in made]
            _answer(programme, {(pk, item): value for pk in pks for item, value in ((ENROLLED, 1), (ENDS, ends))}, on)
    return made


def _may_join(scope: AreaScope, programme: Programme, communities: Sequence[Community], on: date) -> None:
    if not programme.starts_on <= on <= programme.ends_on:
        raise Refused("day_outside_programme")
    for one in communities:
        if not (scope.covers(one.path) and one.path.startswith(programme.path)):
            raise Refused("outside_mandate", one.name)
    pks = [one.pk for one in communities]
    if Community.objects.filter(valid_on(on), pk__in=pks).count() < len(set(pks)):
        raise Refused("community_gone")
    there = Enrolment.objects.filter(programme=programme, community__in=pks, state=LIVE).select_related("community").first()
    if there:
        raise Refused("enrolled_already", there.community.name)


def _enrolments(by: "User | None", programme: Programme, communities: Sequence[Community], on: date) -> list[Enrolment]:
    codes = {one.pk: unit_code(one.code, programme.unit) for one in communities}
    units = units_named(codes.values())
    _hold_quota(programme, Counter(codes.values()), {code: unit.name for code, unit in units.items()})
    return [
        Enrolment(
            programme=programme, community=one, code=one.code, path=one.path, unit=units[codes[one.pk]], enrolled_on=on,
            made_by=by,
        )
        for one in communities
    ]  # fmt: skip


def _hold_quota(programme: Programme, joining: Counter[str], names: dict[str, str]) -> None:
    """Raises Refused for the first unit that would have more than it may: named, with the numbers."""
    for code, more in sorted(joining.items()):
        number = Enrolment.objects.filter(programme=programme, unit__code=code, state=LIVE).count()
        if not programme.quota.has_room(number, more):
            raise Refused("quota_full", unit=names[code], number=number, more=more, most=programme.most)


def withdraw(*, by: "User | None", enrolment: Enrolment, on: date, reason: str) -> None:
    """The community leaves the programme; what it did in it stays on record. Raises Refused for one that has left, without a
    reason, or on a day before it joined.
    """
    if not reason.strip():
        raise Refused("reason_missing")
    with acting(by=by, verb="withdraw") as act, altered(act, enrolment):
        one = Enrolment.objects.select_for_update(of=("self",)).select_related("programme").get(pk=enrolment.pk)
        if not one.takes_part:
            raise Refused("withdrawn_already")
        if on < one.enrolled_on:
            raise Refused("before_it_joined")
        Enrolment.objects.filter(pk=one.pk).update(state=EnrolmentState.WITHDRAWN, withdrawn_on=on, reason=reason)
        if one.programme.of_kind.answers:
            _answer(one.programme, {(one.community_id, ENROLLED): 0}, on)


def close_roster(*, by: "User | None", scope: AreaScope, programme: Programme, unit: str, on: date) -> int:
    """The roster of a city (district) is complete: every other community of it is said to be no pilot, so that the number of
    its pilots is known to the rules. How many that are.

    Raises Refused where the programme is none of the notice, the unit lies outside the mandate, or has fewer or more pilots
    than it may.
    """
    if not programme.of_kind.answers:
        raise Refused("not_of_the_notice")
    with acting(by=by, verb="close_roster"):
        Programme.objects.select_for_update().get(pk=programme.pk)
        place = units_named([unit])[unit]
        if not (scope.covers(place.path) and place.path.startswith(programme.path)):
            raise Refused("outside_mandate", place.name)
        live = Enrolment.objects.filter(programme=programme, unit=place, state=LIVE)
        if programme.quota.wanting(live.count()) or not live.exists():
            raise Refused("quota_not_reached", unit=place.name, number=live.count(), least=programme.least)
        others = Community.objects.filter(valid_on(on), path__startswith=place.path).exclude(pk__in=_pilots_of_the_notice(on))
        _answer(programme, {(pk, ENROLLED): 0 for pk in others.values_list("pk", flat=True)}, on)
        return others.count()


def _pilots_of_the_notice(on: date) -> list[int]:
    """Of every programme of the notice: one that takes part in another one is no other."""
    live = Enrolment.objects.filter(state=LIVE, enrolled_on__lte=on).select_related("programme")
    return [one.community_id for one in live if one.programme.of_kind.answers]


def _answer(programme: Programme, answers: dict[tuple[int, str], int], on: date) -> None:
    write_answers(answers, on, source=f"programme {programme.pk}", name=programme.name)
