"""Undo a delivery: its rows, and what is said of it, in one transaction."""

from communities.acts import Actor
from communities.undoing import AlreadyUndone, undo
from intake.models import Delivery
from intake.models.batch import BatchState
from intake.models.delivery import DeliveryState


def undo_delivery(*, by: Actor, delivery: Delivery) -> None:
    """Every row as it was before. Raises NotUndoable with what rests on it, and AlreadyUndone; nothing is written then."""
    if delivery.act is None:
        raise AlreadyUndone

    def say_so() -> None:
        delivery.batches.update(state=BatchState.UNDONE)
        Delivery.objects.filter(pk=delivery.pk).update(state=DeliveryState.UNDONE, stage="", fault="")

    undo(by=by, act=delivery.act, then=say_so)
