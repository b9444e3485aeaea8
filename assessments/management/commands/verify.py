"""`manage.py verify ROUND`: judge a stored round again and say whether it is identical, or what differs."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from assessments.management.asking import finished_round
from assessments.services.verifying import verify
from assessments.verification import verification_lines


class Command(BaseCommand):
    help = "Judge a stored round again, from the facts it froze or else from today's data. Ends with 1 where it differs."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("round", type=int, help="the number of a finished round")

    def handle(self, *args: Any, **options: Any) -> None:
        found = verify(finished_round(options["round"]))
        result, *details = verification_lines(found)
        for line in details:
            self.stdout.write(line)
        if not found.is_identical:
            raise CommandError(result)
        self.stdout.write(result)
