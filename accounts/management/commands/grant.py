"""`manage.py grant USER --role planner --division 110108 --reason ...`: as the pages under People, for the machine's owner."""

from argparse import ArgumentParser
from datetime import date
from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from accounts.management.asking import division_named, refusals_told, user_named
from accounts.policy import policy
from accounts.selectors.grants import opened_by
from accounts.services.granting import give_grant


class Command(BaseCommand):
    help = "Give a user a role in a division and all that lies within it."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("user", help="the name the person logs in with (made by create_user)")
        parser.add_argument("--role", required=True, action="append", choices=list(policy().roles), help="may be repeated")
        place = parser.add_mutually_exclusive_group(required=True)
        place.add_argument("--division", help="division code, 2 to 12 digits")
        place.add_argument("--everywhere", action="store_true", help="no division: all of them")
        parser.add_argument("--until", type=date.fromisoformat, help="last day, YYYY-MM-DD (default: no end)")
        parser.add_argument("--reason", required=True, help="why, in a few words")

    def handle(self, *args: Any, **options: Any) -> None:
        user, division = user_named(options["user"]), division_named(options["division"])
        today = timezone.localdate()
        for role in options["role"]:
            with refusals_told():
                made = give_grant(
                    by=None, user=user, role=role, division=division, valid_from=today, valid_to=options["until"],
                    reason=options["reason"],
                )  # fmt: skip
            words = policy().roles[role].words
            self.stdout.write(f"{made.pk}: {user.username}, {words.zh} / {words.en}")
        self.stdout.write(f"{opened_by(division):,} communities / 个社区")
