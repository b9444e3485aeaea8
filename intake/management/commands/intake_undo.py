"""manage.py intake_undo NUMBER: undo a delivery, or say what rests on it."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from communities.undoing import AlreadyUndone, NotUndoable, Obstacle
from intake.deliveries.undoing import undo_delivery
from intake.models import Delivery
from intake.models.delivery import DeliveryState
from intake.table_words import words_of


class Command(BaseCommand):
    help = "Undo everything that a set of files changed, as long as nothing later rests on it."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("delivery", type=int, help="its number, as intake printed it")

    def handle(self, *args: Any, **options: Any) -> None:
        number = options["delivery"]
        found = Delivery.objects.select_related("act").filter(pk=number).first()
        if found is None or found.state != DeliveryState.STORED:
            raise CommandError(
                f"来件 {number} 没有入库，无需撤销。 / Delivery {number} is not stored: there is nothing to undo."
            )
        try:
            undo_delivery(by=None, delivery=found)
        except NotUndoable as refused:
            raise CommandError("\n".join((_WHY, *map(_line, refused.obstacles)))) from None
        except AlreadyUndone:
            raise CommandError(f"来件 {number} 已撤销。 / Delivery {number} has been undone.") from None
        self.stdout.write(f"来件 {number} 已撤销。 / Delivery {number} is undone.")


_WHY = "不能撤销：之后的数据依赖它。 / It cannot be undone: later data rests on it."


def _line(each: Obstacle) -> str:
    words = words_of(each.table)
    if each.later is None:
        return f"  {words.zh} {each.rows:,} · {each.rows:,} {words.en}"
    delivery = getattr(each.later, "delivery", None)
    number = delivery.pk if delivery else each.later.pk
    return f"  来件 {number}：{words.zh} {each.rows:,} · delivery {number}: {each.rows:,} {words.en}"
