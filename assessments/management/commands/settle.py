"""`manage.py settle`: the facts most worth collecting, by how many unknown verdicts of the newest round they settle."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand

from assessments.fact_summary import ranking_lines
from assessments.management.asking import path_named, round_over
from assessments.selectors.settling import STEPS, worth_collecting
from communities.scope import AreaScope


class Command(BaseCommand):
    help = "Rank the facts worth collecting in a division by how many unknown verdicts of the newest round they settle."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--division", help="division code, 2 to 12 digits (default: everywhere)")
        parser.add_argument("--limit", type=int, default=STEPS, help=f"facts to print (default: {STEPS})")

    def handle(self, *args: Any, **options: Any) -> None:
        limit, path = max(options["limit"], 0), path_named(options["division"])
        found = worth_collecting(AreaScope.everywhere(), round_over(path), path, steps=limit)
        for line in ranking_lines(found, limit):
            self.stdout.write(line)
