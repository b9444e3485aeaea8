"""`manage.py freeze ROUND`: keep what a round knew with what it found, for good."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from assessments.management.asking import finished_round
from assessments.services.freezing import IsFrozen, NotTheSame, freeze_round
from assessments.verification import verification_lines


class Command(BaseCommand):
    help = "Freeze a finished round: its facts are stored with it, and the database refuses to change either."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("round", type=int, help="the number of a finished round")

    def handle(self, *args: Any, **options: Any) -> None:
        one = finished_round(options["round"])
        try:
            freeze_round(by=None, pk=one.pk)
        except IsFrozen:
            raise CommandError(f"Round {one.pk} is frozen already. / 批次 {one.pk} 已经冻结。") from None
        except NotTheSame as other:
            for line in verification_lines(other.found):
                self.stdout.write(line)
            raise CommandError(
                f"Round {one.pk} cannot be frozen: the data has changed since. Assess again and freeze the new round. / "
                f"批次 {one.pk} 之后数据已变，不能冻结。请重新评估后冻结新的批次。"
            ) from None
        self.stdout.write(f"Round {one.pk} is frozen. / 批次 {one.pk} 已冻结。")
