"""One export, asked for: heads and rows in a language, and what must be said of them in the file itself."""

from collections.abc import Generator, Iterator
from dataclasses import dataclass
from datetime import date

from assessments.labels import LABELS
from assessments.reports.about import EVERYTHING, note_of
from communities.divisions import short_code
from communities.models import Division
from communities.scope import AreaScope
from communities.words import Lang, Words
from intake.columns import FILE_KINDS
from intake.exports.model import Export, Place, Row


class Counted:
    """The rows, counted as they go by. Whoever stops before their end closes them: the server holds a cursor for them."""

    def __init__(self, rows: Generator[Row]) -> None:
        self._rows, self.number = rows, 0

    def close(self) -> None:
        self._rows.close()

    def __iter__(self) -> Iterator[Row]:
        for row in self._rows:
            self.number += 1
            yield row


@dataclass(frozen=True)
class Sheet:
    """``notes`` stand above the rows, in both languages because the file travels further than its reader; ``about`` says
    what the file is, where a format has room for it. ``stem`` is the file's name without its ending, ASCII.
    """

    title: str
    columns: tuple[str, ...]
    heads: tuple[str, ...]
    rows: Counted
    notes: tuple[str, ...]
    about: tuple[tuple[Words, str], ...]
    place: Place
    stem: str
    lang: Lang


def sheet_of(
    scope: AreaScope, kind: str, export: Export, *, lang: Lang, is_map: bool, division: Division | None, today: date
) -> Sheet:
    """What of ``export`` lies in the scope and in ``division``; every row of the scope without one."""
    asked = scope.narrowed(division.path) if division else scope
    names = FILE_KINDS[kind].first_names if lang == "zh" else {}
    rows = (export.map_rows if is_map else None) or export.rows
    place = f"{division.name} ({short_code(division.code)})" if division else EVERYTHING.of(lang)
    return Sheet(
        title=getattr(FILE_KINDS[kind], lang),
        columns=export.columns,
        heads=tuple(names.get(key, key) for key in export.columns),
        rows=Counted(rows(asked, lang)),
        notes=tuple(_notes(export, asked, is_map=is_map)),
        about=((Words("范围", "Division"), place), (Words("导出日期", "Written on"), today.isoformat())),
        place=export.place,
        stem=f"wanzheng-{kind}-{short_code(division.code) if division else 'all'}-{today:%Y%m%d}",
        lang=lang,
    )


def _notes(export: Export, scope: AreaScope, *, is_map: bool) -> Iterator[str]:
    label = note_of(sum(LABELS[each] for each in export.labels(scope)))
    if label:
        yield label
    left_out = export.left_out
    if left_out and (left_out.is_of_maps or not is_map) and (number := left_out.count(scope)):
        why = left_out.why.filled(number=number)
        yield f"{why.zh} {why.en}"
