"""`manage.py mandate USER`: let a person see and assess a division. Pages for this come with grants and audit."""

from argparse import ArgumentParser
from datetime import date
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from accounts.models import User
from accounts.services import give_mandate
from communities.divisions import BadCode, full_code
from communities.models import Division
from communities.scope import EVERYWHERE, AreaScope
from communities.selectors import communities


class Command(BaseCommand):
    help = "Give a user a division to work for: all that lies within it may be read and assessed."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("user", help="the name the person logs in with (made by createsuperuser)")
        parser.add_argument("--division", help="division code, 2 to 12 digits (default: everywhere)")
        parser.add_argument("--until", type=date.fromisoformat, help="last day, YYYY-MM-DD (default: no end)")
        parser.add_argument("--reason", required=True, help="why, in a few words")

    def handle(self, *args: Any, **options: Any) -> None:
        user = User.objects.filter(username=options["user"]).first()
        if user is None:
            raise CommandError(f"There is no user {options['user']}. / 没有用户 {options['user']}。")
        division = self._division(options["division"])
        today = timezone.localdate()
        give_mandate(
            by=None, user=user, division=division, valid_from=today, valid_to=options["until"], reason=options["reason"]
        )
        opened = communities(AreaScope((division.path if division else EVERYWHERE,))).count()
        self.stdout.write(f"{user.username}: {opened:,} communities / 个社区")

    def _division(self, text: str | None) -> Division | None:
        try:
            return Division.objects.get(code=full_code(text)) if text else None
        except (BadCode, Division.DoesNotExist) as wrong:
            raise CommandError(f"There is no division {text}. / 没有代码为 {text} 的行政区划。") from wrong
