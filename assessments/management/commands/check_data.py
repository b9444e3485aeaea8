"""`manage.py check_data`: look for what cannot be right in the data, and say so. Changes nothing."""

from argparse import ArgumentParser
from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from assessments.checks.book import all_checks
from assessments.checks.model import Fault, Severity
from assessments.management.asking import path_named
from assessments.selectors.faults import Checked, faults, per_check
from communities.scope import AreaScope

SHOWN = 20
"""Faults listed of each check; the numbers count all of them."""


class Command(BaseCommand):
    help = "Look for faults of the data. They change no verdict and are no gaps. Ends with 1 where there are errors."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--division", help="division code, 2 to 12 digits (default: everything)")
        parser.add_argument("--as-of", type=date.fromisoformat, help="day the data speaks of, YYYY-MM-DD (default: today)")
        parser.add_argument("--severity", choices=[each.value for each in Severity], action="append", help="only these")

    def handle(self, *args: Any, **options: Any) -> None:
        wanted = options["severity"] or list(Severity)
        checks = tuple(check for check in all_checks() if check.severity in wanted)
        as_of, under = options["as_of"] or timezone.localdate(), path_named(options["division"])
        found = faults(AreaScope.everywhere(), checks, as_of=as_of, under=under)
        for line in (*_table(per_check(checks, found)), "", *_lines(found)):
            self.stdout.write(line)
        errors = sum(fault.check.severity is Severity.ERROR for fault in found)
        if errors:
            raise CommandError(f"{errors} errors in the data. / 数据中有 {errors} 处错误。")


def _table(rows: Sequence[Checked]) -> Iterator[str]:
    """A line a check: code, severity, faults, name."""
    for row in rows:
        name = f"{row.check.name.zh} / {row.check.name.en}"
        yield f"{row.check.code}  {row.check.severity:<7}  {row.faults:>7,}  {name}"
    yield f"{'':<11}  {'':<7}  {sum(row.faults for row in rows):>7,}  合计 / in all"


def _lines(found: Sequence[Fault]) -> Iterator[str]:
    """The first faults of each check, with what to do."""
    last, number = None, 0
    for fault in found:
        number = number + 1 if fault.check is last else 1
        if number == 1:
            yield f"{fault.check.code} {fault.check.advice.zh} / {fault.check.advice.en}"
        last = fault.check
        if number <= SHOWN:
            thing = f" {fault.thing.code} {fault.thing.name}" if fault.thing else ""
            yield f"  {fault.place.code} {fault.place.name}{thing}: {fault.text.zh} / {fault.text.en}"
