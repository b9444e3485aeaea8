"""`manage.py create_user NAME`: an account and its first password. It opens nothing before `manage.py grant`."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand

from accounts.management.asking import division_named, refusals_told
from accounts.services.people import create_user


class Command(BaseCommand):
    help = "Make an account; its first password is printed once."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("user", help="the name the person will log in with")
        parser.add_argument("--division", help="whose managers look after the account (default: those of everywhere)")

    def handle(self, *args: Any, **options: Any) -> None:
        with refusals_told():
            made, password = create_user(by=None, username=options["user"], home=division_named(options["division"]))
        self.stdout.write(f"{made.username}: {password}")
