"""`manage.py demo_people`: the three people of the demo. `manage.py demo` calls it."""

from typing import Any

from django.core.management.base import BaseCommand

from accounts.management.asking import refusals_told
from accounts.services.demo import make_demo_people


class Command(BaseCommand):
    help = "Make the three ready people of the demo; they have no password."

    def handle(self, *args: Any, **options: Any) -> None:
        with refusals_told():
            made = make_demo_people()
        if options["verbosity"]:
            self.stdout.write("\n".join(user.username for user in made))
