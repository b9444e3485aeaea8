"""`manage.py scores`: the communities of the newest round by rank, under weights that must be chosen."""

from argparse import ArgumentParser
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.http import QueryDict

from assessments.filters import ScoreFilter
from assessments.management.asking import path_named, round_over
from assessments.models import Round
from assessments.reports import WRITERS, score_table
from assessments.score_summary import NO_DEFAULT, choice_lines, score_lines
from assessments.scores.loading import weight_set, weight_sets
from assessments.selectors.scorecards import scorecards
from assessments.selectors.scores import scores
from communities.scope import AreaScope

ROWS = 20
FOR_PEOPLE = True
EVERYWHERE = AreaScope.everywhere()


class Command(BaseCommand):
    help = "Score the communities of the newest round under chosen weights. Without --weights: list the weights."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--weights", choices=[each.id for each in weight_sets()], help="weight set; none is the default")
        parser.add_argument("--division", help="division code, 2 to 12 digits; ranks are within it (default: everywhere)")
        parser.add_argument("--rows", type=int, default=ROWS, help=f"communities to print (default: {ROWS})")
        parser.add_argument("--to", type=Path, help=f"write the whole list to a file instead: {', '.join(WRITERS)}")
        parser.add_argument("--lang", choices=["zh", "en"], default="zh", help="language of the file (default: zh)")

    def handle(self, *args: Any, **options: Any) -> None:
        if options["weights"] is None:
            self._choose(options["to"])
            return
        one = round_over(path_named(options["division"]))
        asked = self._asked(one, options["weights"], options["division"])
        if options["to"]:
            self._write(one, asked, options["to"], options["lang"])
        else:
            found = scores(EVERYWHERE, one, weight_set(options["weights"]), asked.path)
            self._print(score_lines(found, max(options["rows"], 0)))

    def _print(self, lines: Iterable[str]) -> None:
        for line in lines:
            self.stdout.write(line)

    def _choose(self, to: Path | None) -> None:
        if to:
            raise CommandError(f"{to}: no scores without weights. {NO_DEFAULT} {', '.join(each.id for each in weight_sets())}")
        self._print(choice_lines())

    def _asked(self, one: Round, weights: str, division: str | None) -> ScoreFilter:
        query = QueryDict(mutable=True)
        query.update({"weights": weights, "division": division or ""})
        asked = ScoreFilter(query, queryset=scorecards(EVERYWHERE, one), scope=EVERYWHERE, one=one)
        if not asked.is_valid():
            raise CommandError(str(asked.errors))
        return asked

    def _write(self, one: Round, asked: ScoreFilter, to: Path, lang: Any) -> None:
        writer = WRITERS.get(to.suffix.removeprefix("."))
        if writer is None:
            raise CommandError(f"{to.name}: the formats are {', '.join(WRITERS)}. / 可用格式：{'、'.join(WRITERS)}。")
        table = score_table(one, asked, lang)
        try:
            with to.open("wb") as file:
                file.writelines(writer.chunks(table, FOR_PEOPLE))
        except OSError as wrong:
            raise CommandError(
                f"{to}: {wrong.strerror}. Name a file that can be written. / 无法写入该文件，请另选。"
            ) from wrong
        self.stdout.write(f"{to}: {table.total} communities / 个社区")
