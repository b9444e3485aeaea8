"""`manage.py revoke NUMBER --reason ...`: end a grant now. `manage.py grant` says the number, and so does the person's page."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from accounts.management.asking import refusals_told
from accounts.models import Grant
from accounts.services.granting import revoke_grant


class Command(BaseCommand):
    help = "Revoke a grant: it opens nothing from the next request on."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("number", type=int, nargs="+", help="number of the grant")
        parser.add_argument("--reason", required=True, help="why, in a few words")

    def handle(self, *args: Any, **options: Any) -> None:
        for number in options["number"]:
            found = Grant.objects.filter(pk=number).select_related("user").first()
            if found is None:
                raise CommandError(f"There is no grant {number}. / 没有授权 {number}。")
            with refusals_told():
                revoke_grant(by=None, grant=found, reason=options["reason"])
            self.stdout.write(f"{number}: {found.user.username}, {found.role}")
