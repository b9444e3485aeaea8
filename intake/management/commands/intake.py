"""manage.py intake FILE...: bring files in."""

import time
from argparse import ArgumentParser
from pathlib import Path
from typing import Any, Final

from django.core.management.base import BaseCommand, CommandError

from communities.divisions import BadCode, full_code, path_of
from intake.annotated import write_annotated
from intake.columns import FILE_KINDS
from intake.outcome import Outcome, Progress
from intake.points import DATUMS
from intake.services import bring_in
from intake.values import ValueRefused, read_date
from intake.wording import problem_lines, summary_of, verdict_of

_QUIET_SECONDS: Final = 2.0
_SHOWN: Final = 50
_STAGES: Final = {
    "reading": ("已读", "read"),
    "comparing": ("正在核对", "comparing"),
    "storing": ("正在入库", "storing"),
}


class Command(BaseCommand):
    help = (
        "Bring in communities, household counts, facilities, ... "
        "(CSV, XLSX, XLS, GeoJSON, GeoPackage, zipped Shapefile): all or nothing."
    )
    requires_system_checks = []  # pages have no part in this

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("files", nargs="+", type=Path, metavar="FILE")
        parser.add_argument("--date", help="the day of rows that carry no date: 2024-12-31")
        parser.add_argument("--source", default="", help="name of the source; else the name of the file")
        parser.add_argument("--provenance", choices=["recorded", "synthetic", "sample"])
        parser.add_argument("--licence", default="")
        parser.add_argument("--supplier", default="")
        parser.add_argument("--kind", choices=list(FILE_KINDS), help="overrules what the headers say")
        parser.add_argument("--division", help="only rows of communities in this division, 2 to 12 digits; the rest is counted")
        parser.add_argument(
            "--datum", default="", choices=DATUMS, help="of coordinates whose columns name none (default: wgs84)"
        )
        parser.add_argument("--all-problems", action="store_true", help=f"print all problems, not {_SHOWN} of a kind")
        parser.add_argument("--annotate", type=Path, metavar="XLSX", help="write a copy with every problem at its cell")
        parser.add_argument("--good-rows", action="store_true", help="leave out the rows with errors, and say which they are")
        parser.add_argument("--dry-run", action="store_true", help="check everything, store nothing")
        parser.add_argument("--lang", choices=["zh", "en", "both"], default="both")

    def handle(self, *args: Any, **options: Any) -> None:
        self._begun = self._told = time.monotonic()
        outcome = bring_in(
            paths=options["files"], by=None, date=_date(options["date"]), source=options["source"],
            provenance=options["provenance"], licence=options["licence"], supplier=options["supplier"],
            kind=options["kind"], within=_path(options["division"]), datum=options["datum"], dry_run=options["dry_run"],
            good_rows=options["good_rows"], report=self._progress,
        )  # fmt: skip
        self._print(outcome, options["lang"], None if options["all_problems"] else _SHOWN)
        if options["annotate"]:
            self._annotate(outcome, options["annotate"], options["lang"])
        if not outcome.accepted:
            raise SystemExit(1)

    def _annotate(self, outcome: Outcome, to: Path, lang: str) -> None:
        if to.suffix.lower() != ".xlsx":
            raise CommandError(f"--annotate {to.name}: 请写成 .xlsx · name a file that ends with .xlsx")
        try:
            with to.open("wb") as file:
                write_annotated(outcome, "en" if lang == "en" else "zh", file)
        except OSError as wrong:
            raise CommandError(f"--annotate {to}: {wrong.strerror}. 请另选文件 · name a file that can be written") from wrong
        self.stdout.write(str(to))

    def _progress(self, progress: Progress) -> None:
        """Speaks once it has taken two seconds, then every two seconds, and before the long silence of a big store."""
        now = time.monotonic()
        is_long = progress.stage == "storing" and now - self._begun >= _QUIET_SECONDS / 2
        if is_long or now - self._told >= _QUIET_SECONDS:
            self._told = now
            zh, en = _STAGES[progress.stage]
            self.stderr.write(f"{progress.file}: {zh} {progress.rows:,} · {en} {progress.rows:,} rows")

    def _print(self, outcome: Outcome, lang: Any, most: int | None) -> None:
        for part in outcome.parts:
            for line in (*summary_of(part, lang), *problem_lines(part, lang, most)):
                self.stdout.write(line)
        for line in verdict_of(outcome, lang):
            self.stdout.write(line)


def _path(text: str | None) -> str:
    try:
        return path_of(full_code(text)) if text else ""
    except BadCode:
        raise CommandError(f"--division {text}: 请写 2 至 12 位区划代码 · write a division code of 2 to 12 digits") from None


def _date(text: str | None) -> Any:
    try:
        return read_date(text) if text else None
    except ValueRefused:
        raise CommandError(f"--date {text}: 请写成 2024-12-31 · write it as 2024-12-31") from None
