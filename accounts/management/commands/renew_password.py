"""`manage.py renew_password NAME`: a first password again, for somebody who has forgotten theirs."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand

from accounts.management.asking import refusals_told, user_named
from accounts.services.passwords import renew_password


class Command(BaseCommand):
    help = "Print a new first password for an account, once; it must be changed before anything else, and sessions end."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("user")

    def handle(self, *args: Any, **options: Any) -> None:
        user = user_named(options["user"])
        with refusals_told():
            password = renew_password(user=user)
        self.stdout.write(f"{user.username}: {password}")
