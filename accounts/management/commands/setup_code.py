"""`manage.py setup_code`: what the page /setup/ asks for, as long as nobody has an account."""

from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from accounts.management.asking import refusals_told
from accounts.refusals import Refused
from accounts.services.setup import is_new
from accounts.setup_code import code_at


class Command(BaseCommand):
    help = "Print the code with which the first two accounts are made on /setup/. It holds for an hour at least."

    def handle(self, *args: Any, **options: Any) -> None:
        with refusals_told():
            if not is_new():
                raise Refused("setup_over")
        self.stdout.write(f"{code_at(timezone.now())}    (/setup/)")
