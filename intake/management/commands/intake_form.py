"""`manage.py intake_form KIND FILE`: a blank form to fill in, which can be brought in as it is."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from intake.forms import FORMS, write_blank


class Command(BaseCommand):
    help = "Write a blank form (.xlsx): heads, lists to choose from, and an example row that is skipped on import."
    requires_system_checks = []  # pages have no part in this

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("kind", choices=list(FORMS))
        parser.add_argument("file", type=Path)
        parser.add_argument("--lang", choices=["zh", "en"], default="zh")

    def handle(self, *args: Any, **options: Any) -> None:
        to: Path = options["file"]
        if to.suffix.lower() != ".xlsx":
            raise CommandError(f"{to.name}: a form is written as .xlsx. / 表格只能写成 .xlsx。")
        try:
            with to.open("wb") as file:
                write_blank(FORMS[options["kind"]], options["lang"], file)
        except OSError as wrong:
            raise CommandError(f"{to}: {wrong.strerror}. Name a file that can be written. / 无法写入，请另选。") from wrong
        self.stdout.write(str(to))
