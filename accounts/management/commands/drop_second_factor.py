"""`manage.py drop_second_factor NAME`: for somebody who has lost both the app and the recovery codes."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand

from accounts.management.asking import user_named
from accounts.services.second_factor import drop


class Command(BaseCommand):
    help = "Ask somebody for no code any more; who must have a second factor sets up another one at the next login."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("user")

    def handle(self, *args: Any, **options: Any) -> None:
        drop(by=None, user=user_named(options["user"]))
