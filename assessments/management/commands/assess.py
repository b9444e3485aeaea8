"""`manage.py assess`: judge the communities of a division and store the round."""

from argparse import ArgumentParser
from datetime import date
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from assessments.law import NoSuchPack, every_pack, with_overlays
from assessments.management.asking import division_named
from assessments.services.rounds import NothingToAssess, assess
from assessments.standards.strict_table import PackError
from assessments.summary import summary_lines
from communities.scope import AreaScope


class Command(BaseCommand):
    help = "Judge every community of a division by the law of a day, and store the round with its scorecards."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--division", help="division code, 2 to 12 digits (default: every community)")
        parser.add_argument("--day", type=date.fromisoformat, help="day whose law applies, YYYY-MM-DD (default: today)")
        parser.add_argument("--packs", nargs="+", metavar="PACK", help="judge by these packs (drafts too), or 'all' in force")
        parser.add_argument("--as-of", type=date.fromisoformat, help="day the data speaks of (default: the same day)")

    def handle(self, *args: Any, **options: Any) -> None:
        day = options["day"] or timezone.localdate()
        division = division_named(options["division"])
        try:
            done = assess(
                by=None, scope=AreaScope.everywhere(), division=division, day=day, as_of=options["as_of"] or day,
                packs=self._packs(options["packs"]), report=self._report,
            )  # fmt: skip
        except PackError as wrong:
            raise CommandError(str(wrong)) from wrong
        except NothingToAssess as nothing:
            raise CommandError(
                "Nothing to assess: no community lies there, or no pack is in force that day. Bring in committees first "
                "with 'manage.py intake FILE'. / 没有可评估的社区，或该日没有生效的标准。请先导入社区。"
            ) from nothing
        for line in summary_lines(done):
            self.stdout.write(line)

    def _packs(self, asked: list[str] | None) -> tuple[str, ...] | None:
        """The packs with their overlays; None for the notice and its own."""
        if asked is None:
            return None
        try:
            return every_pack() if asked == ["all"] else with_overlays(asked)
        except NoSuchPack as wrong:
            known = ", ".join(wrong.known)
            raise CommandError(
                f"There is no pack {wrong.pack_id}; there are {known}. / 没有标准包 {wrong.pack_id}。"
            ) from wrong

    def _report(self, step: str, seconds: float) -> None:
        self.stderr.write(f"  {step}: {seconds:.1f} s")
