"""A return is drawn up: everything that it says is computed from the records of that moment and kept with it."""

from typing import TYPE_CHECKING, Any

from django.utils import timezone

from communities.acts import acting_beside
from communities.journal import note_created
from communities.models import Act, Division
from communities.noted import altered
from communities.scope import AreaScope
from pilots.models import Correction, Programme, Return
from pilots.returns.quarters import Quarter
from pilots.services.refusing import Refused
from pilots.services.returns.gathering import Rounds
from pilots.services.returns.rounds import rounds_of
from pilots.services.returns.telling import labels_of, told

if TYPE_CHECKING:
    from accounts.models import User


def draw_up(
    *, by: "User | None", scope: AreaScope, programme: Programme, division: Division, quarter: Quarter, why: str = ""
) -> Return:
    """The return of a quarter for a place of the programme. One that is open is drawn up anew, with its corrections; after a
    frozen one another revision begins, which needs ``why``.

    Raises Refused: outside the mandate, a quarter that has not begun or is not the programme's, no reason, nothing to assess.
    """
    _may_draw(scope, programme, division, quarter)
    rounds = rounds_of(by=by, programme=programme, division=division, quarter=quarter)
    with acting_beside(by=by, verb="draw_up_return") as act:
        Programme.objects.select_for_update(of=("self",)).get(pk=programme.pk)
        newest = newest_return(programme, division, quarter)
        if newest and newest.is_frozen and not why.strip():
            raise Refused("reason_missing")
        fields = _fields(programme, division, quarter, rounds)
        if newest and not newest.is_frozen:
            return _anew(by, newest, fields, act)
        made = Return(
            programme=programme, division=division, path=division.path, year=quarter.year, quarter=quarter.number,
            revision=newest.revision + 1 if newest else 1, why=why, drawn_by=by, **fields,
        )  # fmt: skip
        return _begun(made, newest, act)


def newest_return(programme: Programme, division: Division, quarter: Quarter) -> Return | None:
    """The open one, or else the last that was frozen."""
    there = Return.objects.filter(programme=programme, division=division, year=quarter.year, quarter=quarter.number)
    return there.order_by("-revision").first()


def _may_draw(scope: AreaScope, programme: Programme, division: Division, quarter: Quarter) -> None:
    if not (scope.covers(division.path) and division.path.startswith(programme.path)):
        raise Refused("outside_mandate", division.name)
    if quarter.first > timezone.localdate():
        raise Refused("quarter_to_come")
    if quarter.last < programme.starts_on or quarter.first > programme.ends_on:
        raise Refused("quarter_outside_programme")


def _fields(programme: Programme, division: Division, quarter: Quarter, rounds: Rounds) -> dict[str, Any]:
    drawn = told(programme, division, quarter, rounds)
    return {"drawn": drawn, "labels": labels_of(drawn), "first": rounds.first, "before": rounds.before, "now": rounds.now}


def _anew(by: "User | None", one: Return, fields: dict[str, Any], act: Act) -> Return:
    with altered(act, one):
        Return.objects.filter(pk=one.pk).update(**fields, drawn_at=timezone.now(), drawn_by=by)
    return Return.objects.get(pk=one.pk)


def _begun(made: Return, before: Return | None, act: Act) -> Return:
    """The corrections of the revision before go on: whoever looks at it takes back what is no longer called for."""
    made.save()
    note_created(act, Return, [made.pk])
    kept = Correction.objects.filter(of=before, withdrawn_at=None) if before else Correction.objects.none()
    taken = [Correction(of=made, row=one.row, amount=one.amount, reason=one.reason, made_by=one.made_by) for one in kept]
    Correction.objects.bulk_create(taken)
    note_created(act, Correction, [one.pk for one in taken])
    return made
