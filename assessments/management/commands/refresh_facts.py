"""`manage.py refresh_facts`: read anew the facts of communities whose rows were written since they were kept."""

from typing import Any

from django.core.management.base import BaseCommand

from assessments.services.keeping import refresh_facts


class Command(BaseCommand):
    help = "Bring the kept facts up to date. A round does so for what it reads."

    def handle(self, *args: Any, **options: Any) -> None:
        done = refresh_facts(heard=self._heard)
        self.stdout.write(f"Read anew: {done}. / 已更新 {done} 个社区的事实。")

    def _heard(self, done: int, of: int) -> None:
        self.stderr.write(f"  {done} / {of}")
