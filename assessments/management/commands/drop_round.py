"""`manage.py drop_round ROUND`: a round that nobody needs any more."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from assessments.models import Round
from assessments.services.freezing import HasDocuments, IsFrozen, drop_round


class Command(BaseCommand):
    help = "Delete a round with all its scorecards. A frozen one is kept."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("round", type=int, help="the number of a round")

    def handle(self, *args: Any, **options: Any) -> None:
        pk = options["round"]
        try:
            drop_round(by=None, pk=pk)
        except Round.DoesNotExist:
            raise CommandError(f"There is no round {pk}. / 没有批次 {pk}。") from None
        except IsFrozen:
            raise CommandError(f"Round {pk} is frozen and stays. / 批次 {pk} 已冻结，不能删除。") from None
        except HasDocuments:
            said = f"Documents were issued from round {pk}: it stays. / 已根据批次 {pk} 出具文件，不能删除。"
            raise CommandError(said) from None
        self.stdout.write(f"Round {pk} is gone. / 批次 {pk} 已删除。")
