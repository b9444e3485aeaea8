"""manage.py fill_form FORM.xlsx: fill the form of another office, by what is kept of it or by a list of places."""

import hashlib
import tomllib
from argparse import ArgumentParser
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from assessments.labels import label_lines
from communities.divisions import BadCode, full_code
from communities.models import Community, Division
from communities.scope import AreaScope
from communities.words import Lang
from intake.filling import guard
from intake.filling.filling import Asked, Values, values_for, written
from intake.filling.naming import Proposal, proposals
from intake.filling.places import Found, Place, Placement
from intake.filling.selectors import form_of_file, placements_of
from intake.filling.services import check_placements, looked_into
from intake.problems import FileRefused
from intake.wording import lines_of


class Command(BaseCommand):
    help = (
        "Fill a blank .xlsx or .docx form for a division or a community. Without --out: list its places as TOML for --places."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("form", type=Path, metavar="FORM")
        parser.add_argument("--out", type=Path, help="the filled form; must not exist yet")
        parser.add_argument(
            "--places", type=Path, help="what belongs where (TOML); else what the pages keep for this very file"
        )
        parser.add_argument("--division", help="code of a division or a community, 2 to 12 digits; else everything")
        parser.add_argument("--as-of", type=date.fromisoformat, help="day of the figures; else that of the newest round")
        parser.add_argument("--language", choices=["zh", "en"], help="of what is filled in (default: as kept, else zh)")
        parser.add_argument(
            "--unknown", choices=["word", "blank"], help="what stands for the unknown (default: as kept, else word)"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            content = self._content(options["form"])
            kind = guard.kind_of(options["form"].name)
            if options["out"] is None:
                self.stdout.write("\n".join(_listed(content, kind)))
            else:
                self._fill(content, kind, options)
        except FileRefused as refused:
            raise CommandError("\n".join(lines_of(refused.problem, "both"))) from refused

    def _content(self, path: Path) -> bytes:
        try:
            return path.read_bytes()
        except OSError as error:
            raise FileRefused("file_unreadable", reason=error.strerror or str(error)) from error

    def _fill(self, content: bytes, kind: str, options: dict[str, Any]) -> None:
        if options["out"].exists():
            raise CommandError(f"{options['out']} exists already. / 文件已存在。")
        guard.check(content, kind)
        placements, lang, says_unknown = self._known(content, kind, options)
        asked = Asked(_place(options["division"]), timezone.localdate(), options["as_of"])
        values = values_for(AreaScope.everywhere(), asked, placements, lang=lang, says_unknown=says_unknown)
        options["out"].write_bytes(written(content, kind, values))
        self.stdout.write("\n".join(_summary(options["out"], values)))

    def _known(self, content: bytes, kind: str, options: dict[str, Any]) -> tuple[list[Placement], Lang, bool]:
        """What belongs where, the language, and whether a word stands for the unknown."""
        kept = None if options["places"] else form_of_file(AreaScope.everywhere(), hashlib.sha256(content).hexdigest())
        placements = placements_of(kept) if kept else _read_places(options["places"])
        check_placements(content, kind, placements)
        lang = options["language"] or (kept.language if kept else "zh")
        word = options["unknown"] == "word" if options["unknown"] else (kept.says_unknown if kept else True)
        return placements, "en" if lang == "en" else "zh", word


def _read_places(path: Path | None) -> list[Placement]:
    """Raises FileRefused, CommandError."""
    if path is None:
        raise FileRefused("form_unplaced")
    try:
        rows = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise CommandError(f"{path}: {error}") from error
    return [_placement(key, row) for key, row in rows.items()]


def _placement(key: str, row: Any) -> Placement:
    place = Place.from_key(key)
    if place is None or not isinstance(row, dict):
        raise FileRefused("form_place", value=key)
    return Placement(place, str(row.get("field", "")), str(row.get("about", "")))


def _place(code: str | None) -> Division | Community | None:
    """Raises CommandError."""
    if code is None:
        return None
    try:
        full = full_code(code)
    except BadCode as wrong:
        raise CommandError(f"{code} is no division code: 2, 4, 6, 9 or 12 digits. / {code} 不是区划代码。") from wrong
    found = Division.objects.filter(code=full).first() or Community.objects.filter(code=full).first()
    if found is None:
        raise CommandError(f"There is no division or community {code}. / 没有代码为 {code} 的区划或社区。")
    return found


def _listed(content: bytes, kind: str) -> Iterator[str]:
    """Every place as TOML. What is only a guess is commented out: it counts for nothing until somebody takes the sign away."""
    sketch = looked_into(content, kind)
    hints = proposals(sketch)
    for part in sketch.parts:
        for found in part.found:
            yield from _place_lines(found, hints.get(found.place.key))


def _place_lines(found: Found, hint: Proposal | None) -> Iterator[str]:
    yield f"# {' '.join(found.label.split())} ({' '.join(found.address.split())})"
    sign = "" if hint and hint.is_sure else "# "
    about = f', about = "{hint.about}"' if hint and hint.about else ""
    yield f'{sign}{found.place.key} = {{ field = "{hint.field if hint else ""}"{about} }}'


def _summary(path: Path, values: Values) -> Iterator[str]:
    rows = max((table.number for table in values.plan.tables.values()), default=0)
    unknown = sum(values.unknown.values())
    yield f"{path}: {rows:,} 行，未知 {unknown:,} 处，数据日期 {values.as_of}"
    yield f"{path}: {rows:,} rows, {unknown:,} unknown, figures as of {values.as_of}"
    yield from label_lines(values.labels)
