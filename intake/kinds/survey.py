"""Survey answers, one a row (long) or one column for each item (wide). A newer answer supersedes the one before it."""

import datetime as dt
from collections.abc import Collection, Iterable, Iterator, Mapping
from itertools import pairwise
from typing import Any, Final

from communities.copying import Changes, Row
from communities.models import SurveyAnswer
from communities.services import ANSWER_FIELDS, record_answers
from communities.survey_items import SURVEY_ITEMS, AnswerError, SurveyItem, SurveyKind, item_named, parse_answer
from intake.columns import ITEM
from intake.draft import CLEARED, Comparison, Draft, compare
from intake.fields import Fields, Place
from intake.gathering import Gathered
from intake.kinds.households import day_of
from intake.lookups import stored_rows
from intake.readers import BrokenCell, Cell, RawRow
from intake.values import is_unanswered, plain
from intake.work import Work

_Key = tuple[Any, str, Any]  # community (code while reading, then primary key), item, day
_STORED_END: Final = 1 + ANSWER_FIELDS.index("superseded_on")  # behind the primary key


def draft(rows: Iterable[RawRow], work: Work) -> Draft:
    """Answers by community, item and day. A blank one says nothing and makes no row."""
    fields, found, codes = work.fields, Gathered[_Key](), dict[str, Place]()
    items = [(column.header, SURVEY_ITEMS[column.item]) for column in fields.heading.columns if column.key == ITEM]
    for row in rows:
        fields.turn_to(row)
        code, day = fields.community_code(), day_of(work, "answered_on")
        extra = (fields.text("evidence", 300), fields.text("note", 300))
        for item, value in _answers(fields, row, items):
            if code and day and not fields.failed:
                codes.setdefault(code, fields.place)
                found.add(fields, (code, item, day), (value, *extra), "item" if fields.has("item") else "code")
    return _draft(found, codes, work)


def _answers(fields: Fields, row: RawRow, items: list[tuple[str, SurveyItem]]) -> Iterator[tuple[str, int]]:
    """(item code, stored value) of every answer in the row."""
    if fields.has("item"):
        name = fields.text("item", 100, required=True)
        cell = fields.raw("value")
        if name and not is_unanswered(cell):
            yield from _read(fields, _item(fields, name), cell, "value")
    for header, item in items:
        if not is_unanswered(row.cells.get(header)):
            yield from _read(fields, item, row.cells.get(header), header)


def _item(fields: Fields, name: str) -> SurveyItem | None:
    try:
        return item_named(name)
    except KeyError:
        fields.refuse("item_unknown", "item")
        return None


def _read(fields: Fields, item: SurveyItem | None, cell: Cell, column: str) -> Iterator[tuple[str, int]]:
    if item is None:
        return
    if isinstance(cell, BrokenCell):
        fields.refuse(cell.why.value, column, cell=cell)
        return
    try:
        yield item.code, parse_answer(item, _answer_text(item, cell))
    except AnswerError as error:
        said = {"accepted_zh": error.accepted_zh, "accepted_en": error.accepted_en}
        fields.refuse("answer_unreadable", column, cell=cell, item_zh=item.zh, item_en=item.en, **said)


def _answer_text(item: SurveyItem, cell: Cell) -> str:
    """A numeric cell is no month: 2024.10 has lost its zero and reads 2024.1."""
    if isinstance(cell, dt.date):
        return cell.strftime("%Y-%m")
    if item.kind is SurveyKind.MONTH and isinstance(cell, int | float):
        raise AnswerError(item, plain(cell))
    return plain(cell)


def _draft(found: Gathered[_Key], codes: dict[str, Place], work: Work) -> Draft:
    ids = work.communities(codes)
    places = {(ids[code], item, day): place for (code, item, day), place in found.places.items() if code in ids}
    rows = {(ids[code], *rest): row for (code, *rest), row in found.rows.items() if code in ids}
    answers = SurveyAnswer.objects.filter(community__in={key[0] for key in rows})
    stored = stored_rows(answers, ANSWER_FIELDS[:3], ANSWER_FIELDS)
    ends = _ends({**rows, **stored})
    wanted = {key: (*key, row[0], ends[key] or CLEARED, *row[1:]) for key, row in rows.items()}
    comparison = compare(wanted, stored, work.origin, (*[None] * 5, "", ""), ANSWER_FIELDS)
    work.note_refused(comparison, places, "item")
    older = _older(stored, rows, ends)
    _note_superseded(older, places, work)
    return _finished(comparison, older, work)


def _ends(keys: Iterable[_Key]) -> dict[_Key, dt.date | None]:
    """The day on which the next answer to the same item takes over; None for the last one."""
    days: dict[tuple[Any, str], list[dt.date]] = {}
    for community, item, day in keys:
        days.setdefault((community, item), []).append(day)
    return {(*key, day): following for key, known in days.items() for day, following in pairwise([*sorted(known), None]) if day}


def _older(stored: Mapping[_Key, Row], rows: Collection[_Key], ends: Mapping[_Key, dt.date | None]) -> dict[_Key, Row]:
    """Stored answers that one of the file takes over from: the same but for the day of that."""
    return {
        key: (*row[:_STORED_END], ends[key], *row[_STORED_END + 1 :])
        for key, row in stored.items()
        if key not in rows and row[_STORED_END] != ends[key]
    }


def _note_superseded(older: Mapping[_Key, Row], places: Mapping[_Key, Place], work: Work) -> None:
    """A synthetic answer may not take over from a recorded one."""
    if work.origin.is_recorded:
        return
    by_item = {key[:2]: place for key, place in places.items()}
    for key, row in older.items():
        if row[-1] in work.origin.recorded:
            work.fields.note_at(by_item[key[:2]], "recorded_stays", "item")


def _finished(comparison: Comparison[_Key], older: Mapping[_Key, Row], work: Work) -> Draft:
    own = comparison.changes()
    changes = Changes(own.created, [*own.changed, *older.values()])
    return Draft(
        len(own.created), len(own.changed), own.unchanged, lambda: record_answers(by=work.by, changes=changes)
    )  # fmt: skip
