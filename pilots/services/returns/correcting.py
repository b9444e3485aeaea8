"""Rows of an open return are corrected, with a reason, and corrections are taken back."""

from typing import TYPE_CHECKING

from django.utils import timezone

from communities.noted import adding, altering
from pilots.models import Correction, Return
from pilots.returns.rows import BY_CODE, ROWS
from pilots.services.refusing import Refused

if TYPE_CHECKING:
    from accounts.models import User


def correct(*, by: "User | None", of: Return, row: str, amount: int, reason: str) -> Correction:
    """Add ``amount`` (in the smallest unit of the row; negative to take away) to what was computed.

    Raises Refused: frozen, no such row, nothing to correct, no reason, a figure that would come to less than nothing, or
    parts that would come to more than their whole.
    """
    if row not in BY_CODE:
        raise Refused("no_such_row")
    if not reason.strip():
        raise Refused("reason_missing")
    if not amount:
        raise Refused("correction_of_nothing")
    with adding(by=by, verb="correct_return") as added:
        _open(of)
        _may_become(of, row, amount)
        made = Correction.objects.create(of=of, row=row, amount=amount, reason=reason, made_by=by)
        added.append(made)
    return made


def take_back(*, by: "User | None", correction: Correction | None) -> None:
    """It counts no more and stays on record. Raises Refused: none there is, frozen, taken back already, less than nothing would
    be left.
    """
    if correction is None:
        raise Refused("no_such_correction")
    with altering(correction, by=by, verb="take_back_correction"):
        _open(correction.of)
        _may_become(correction.of, correction.row, -correction.amount)
        one = Correction.objects.filter(pk=correction.pk, withdrawn_at=None)
        if not one.update(withdrawn_at=timezone.now(), withdrawn_by=by):
            raise Refused("taken_back_already")


def _may_become(of: Return, row: str, more: int) -> None:
    """Raises Refused for a figure below nothing, and where parts would come to more than their whole."""
    figures = {each.code: corrected(of, each.code) + (more if each.code == row else 0) for each in ROWS}
    if figures[row] < 0:
        raise Refused("less_than_nothing")
    for whole in {each.within for each in ROWS if each.within}:
        if sum(figures[each.code] for each in ROWS if each.within == whole) > figures[whole]:
            raise Refused("parts_over_whole", row=whole)


def _open(of: Return) -> None:
    if Return.objects.select_for_update(of=("self",)).get(pk=of.pk).is_frozen:
        raise Refused("return_frozen")


def corrected(of: Return, row: str) -> int:
    """The figure of the quarter with what was added to it."""
    computed: int = next(each["quarter"] for each in of.drawn["rows"] if each["row"] == row)
    return computed + sum(Correction.objects.filter(of=of, row=row, withdrawn_at=None).values_list("amount", flat=True))
