"""`manage.py settle`: the facts most worth collecting, by how many unknown verdicts of the newest round they settle."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.http import QueryDict

from assessments.fact_filters import FactFilter
from assessments.fact_summary import ranking_lines
from assessments.models import Round
from assessments.selectors.rounds import latest_round, place_asked
from assessments.selectors.scorecards import scorecards
from assessments.selectors.settling import STEPS, worth_collecting
from communities.scope import AreaScope

EVERYWHERE = AreaScope.everywhere()


class Command(BaseCommand):
    help = "Rank the facts worth collecting in a division by how many unknown verdicts of the newest round they settle."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--division", help="division code, 2 to 12 digits (default: everywhere)")
        parser.add_argument("--limit", type=int, default=STEPS, help=f"facts to print (default: {STEPS})")

    def handle(self, *args: Any, **options: Any) -> None:
        limit = max(options["limit"], 0)
        one = self._round(options["division"])
        found = worth_collecting(EVERYWHERE, one, self._path(one, options["division"]), steps=limit)
        for line in ranking_lines(found, limit):
            self.stdout.write(line)

    def _round(self, division: str | None) -> Round:
        found = latest_round(EVERYWHERE, place_asked(division))
        if found is None:
            raise CommandError("Nothing has been assessed. Run 'manage.py assess' first. / 尚无评估批次，请先运行 assess。")
        return found

    def _path(self, one: Round, division: str | None) -> str:
        query = QueryDict(mutable=True)
        query["division"] = division or ""
        asked = FactFilter(query, queryset=scorecards(EVERYWHERE, one), scope=EVERYWHERE, one=one)
        if not asked.is_valid():
            raise CommandError(f"{division} is no division code: 2, 4, 6, 9 or 12 digits. / {division} 不是区划代码。")
        return asked.path
