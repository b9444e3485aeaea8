"""`manage.py deactivate_user NAME`: nothing opens any more with the account."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand

from accounts.management.asking import refusals_told, user_named
from accounts.services.people import deactivate_user


class Command(BaseCommand):
    help = "Close an account for good: its sessions, tokens and jobs end at once."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("user", help="the name the person logs in with")

    def handle(self, *args: Any, **options: Any) -> None:
        user = user_named(options["user"])
        with refusals_told():
            deactivate_user(by=None, user=user)
        self.stdout.write(f"{user.username}: closed / 已停用")
