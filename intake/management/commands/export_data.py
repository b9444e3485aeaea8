"""`manage.py export_data KIND FILE`: the raw data of a kind, in the form in which `manage.py intake` takes it."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from assessments.management.asking import division_named
from assessments.reports.xlsx_writer import Unwritable
from communities.scope import AreaScope
from intake.exports import EXPORTS, FORMATS, Format, Sheet, formats_of, sheet_of, written
from intake.readers.limits import MAX_ROWS


class Command(BaseCommand):
    help = "Write the raw data of a kind to .csv, .xlsx or .geojson. Brought in again, the file changes nothing."
    requires_system_checks = []  # pages have no part in this

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("kind", choices=list(EXPORTS))
        parser.add_argument("file", type=Path)
        parser.add_argument("--division", help="division code, 2 to 9 digits (default: everything)")
        parser.add_argument("--lang", choices=["zh", "en"], default="zh", help="language of heads and words (default: zh)")

    def handle(self, *args: Any, **options: Any) -> None:
        kind, to = options["kind"], options["file"]
        chosen = _format(kind, to)
        sheet = sheet_of(
            AreaScope.everywhere(), kind, EXPORTS[kind], lang=options["lang"], is_map=chosen.is_map,
            division=division_named(options["division"]), today=timezone.localdate(),
        )  # fmt: skip
        _write(sheet, chosen, to)
        self._tell(sheet, to)

    def _tell(self, sheet: Sheet, to: Path) -> None:
        number = sheet.rows.number
        self.stdout.write(f"{to}: {number} 行 / rows")
        for note in sheet.notes:
            self.stdout.write(note)
        if number >= MAX_ROWS:
            self.stdout.write(
                f"行数超过导入上限 {MAX_ROWS:,}，请用 --division 分区划导出。 / "
                f"More rows than the import takes ({MAX_ROWS:,}): write a file for each --division."
            )


def _format(kind: str, to: Path) -> Format:
    suffix, known = to.suffix.lower().removeprefix("."), formats_of(kind)
    if suffix not in known:
        raise CommandError(f"{to.name}: {kind} is written as {', '.join(known)}. / 可用格式：{'、'.join(known)}。")
    return FORMATS[suffix]


def _write(sheet: Sheet, chosen: Format, to: Path) -> None:
    try:
        with to.open("wb") as file:
            file.writelines(written(sheet, chosen))
    except OSError as wrong:
        raise CommandError(f"{to}: {wrong.strerror}. Name a file that can be written. / 无法写入该文件，请另选。") from wrong
    except Unwritable as wrong:
        to.unlink()
        raise CommandError(f"{to}: {wrong}. No workbook can hold it; write CSV. / 工作簿容不下该内容，请写成 CSV。") from wrong
