"""A return is frozen: what it says, and the rounds that it rests on, never change again."""

import hashlib
import json
from typing import TYPE_CHECKING, Any

from django.utils import timezone

from assessments.models import Round
from assessments.services.freezing import IsFrozen, NotTheSame, freeze_round
from communities.acts import acting_beside
from communities.noted import altered
from pilots.models import Correction, Return
from pilots.services.refusing import Refused

if TYPE_CHECKING:
    from accounts.models import User


def freeze_return(*, by: "User | None", of: Return, mark: str) -> Return:
    """``mark``: the fingerprint of what was seen.

    Raises Refused: it says something else now, frozen already, the quarter has not ended, the data has changed since it was
    drawn up, or the corrections are one's own: whoever changed a figure does not also confirm it.
    """
    with acting_beside(by=by, verb="freeze_return") as act:
        one = Return.objects.select_for_update(of=("self",)).get(pk=of.pk)
        _may_freeze(by, one)
        if fingerprint_of(one) != mark:
            raise Refused("return_changed")
        for key in dict.fromkeys((one.first_id, one.before_id, one.now_id)):
            _freeze_round(by, key)
        with altered(act, one):
            one.fingerprint, one.frozen_at, one.frozen_by = fingerprint_of(one), timezone.now(), by
            one.save(update_fields=["fingerprint", "frozen_at", "frozen_by"])
    return one


def _may_freeze(by: "User | None", one: Return) -> None:
    if one.is_frozen:
        raise Refused("return_frozen")
    if one.of.last >= timezone.localdate() or one.now.as_of != one.of.last:
        raise Refused("quarter_not_over")
    if by is not None and Correction.objects.filter(of=one, made_by=by, withdrawn_at=None).exists():
        raise Refused("own_correction")


def _freeze_round(by: "User | None", key: int) -> None:
    """One that another return has frozen is frozen."""
    try:
        freeze_round(by=by, pk=key)
    except IsFrozen:
        pass
    except NotTheSame:
        raise Refused("drawn_before_a_change") from None


def content_of(one: Return) -> dict[str, Any]:
    """All that a return says, corrections among it, and the fingerprints of the data it rests on: what is sealed."""
    rounds = Round.objects.in_bulk([one.first_id, one.before_id, one.now_id])
    return {
        "quarter": str(one.of),
        "revision": one.revision,
        "why": one.why,
        "drawn": one.drawn,
        "corrections": [
            {"row": each.row, "amount": each.amount, "reason": each.reason}
            for each in Correction.objects.filter(of=one, withdrawn_at=None).order_by("row", "pk")
        ],
        "data": [rounds[key].fingerprint for key in (one.first_id, one.before_id, one.now_id)],
    }


def fingerprint_of(one: Return) -> str:
    """SHA-256 over the canonical form of its content."""
    told = json.dumps(content_of(one), ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(told.encode()).hexdigest()
