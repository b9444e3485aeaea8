"""Keeping blank forms: bring one, say what belongs where, take one away."""

import hashlib
import re
from collections.abc import Sequence
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Final

from django.db import IntegrityError, transaction
from django.utils import timezone

from assessments.law import rule_named
from communities.models import Division
from communities.noted import adding, altering
from communities.words import Lang
from facilities.catalogue import FACILITY_TYPES
from intake.filling import guard
from intake.filling.fields import FIELDS, About, Per
from intake.filling.formats import FORMATS
from intake.filling.limits import MAX_FORM_COLUMNS, MAX_FORM_ROWS, MAX_PLACES
from intake.filling.places import Kind, Place, Placement, Sketch, rows_of
from intake.filling.plan import Plan, TableRows
from intake.models import BlankForm, FormPlacement
from intake.problems import FileRefused

if TYPE_CHECKING:
    from accounts.models import User

_CHINESE: Final = re.compile("[\u4e00-\u9fff]")
_REHEARSED: Final = 2  # rows: one more than forms have, so that putting rows in is tried too


def keep_form(*, by: "User | None", division: Division | None, file_name: str, content: bytes, name: str = "") -> BlankForm:
    """Keep a blank form for the people of a division (None: everywhere). Raises FileRefused; nothing is kept then."""
    kind = guard.kind_of(file_name)
    sketch = looked_into(content, kind)
    sha256 = hashlib.sha256(content).hexdigest()
    path = PurePosixPath(file_name.replace("\\", "/"))
    made = BlankForm(
        name=(name.strip() or path.stem)[:100],
        file_name=path.name[-255:],
        sha256=sha256,
        kind=kind,
        content=content,
        division=division,
        language=_language(sketch),
        uploaded_by=by,
    )
    return _once(made)


def _once(made: BlankForm) -> BlankForm:
    """Raises FileRefused where the very file is kept for the division already, also if somebody is bringing it right now."""
    try:
        with adding(by=made.uploaded_by, verb="keep_form") as added:
            made.save()
            added.append(made)
    except IntegrityError as error:
        known = BlankForm.objects.filter(sha256=made.sha256, division=made.division, removed_at__isnull=True).first()
        raise FileRefused("form_known", name=known.name if known else made.name) from error
    return made


def looked_into(content: bytes, kind: str) -> Sketch:
    """What a form holds, once it is known to be harmless. Raises FileRefused."""
    guard.check(content, kind)
    return FORMATS[kind].sketch(content, None)


def _language(sketch: Sketch) -> Lang:
    labels = "".join(found.label for part in sketch.parts for found in part.found)
    return "zh" if _CHINESE.search(labels) or not labels else "en"


@transaction.atomic
def place_fields(
    *, by: "User | None", form: BlankForm, version: int, placements: Sequence[Placement], language: Lang, says_unknown: bool
) -> BlankForm:
    """Say anew what belongs where. ``version`` is the one that was looked at: where somebody else was faster, nothing is lost.

    Raises FileRefused for a place the form does not have or cannot fill, and for a field that does not fit there.
    """
    locked = BlankForm.objects.select_for_update().get(pk=form.pk)
    if locked.version != version or locked.removed_at is not None:
        raise FileRefused("form_changed")
    check_placements(bytes(locked.content), locked.kind, placements)
    locked.version += 1
    locked.language, locked.says_unknown = language, says_unknown
    locked.placed_by, locked.placed_at = by, timezone.now()
    with altering(locked, by=by, verb="place_fields"):
        locked.placements.all().delete()
        FormPlacement.objects.bulk_create(_row(locked, placement) for placement in placements)
        locked.save(update_fields=["version", "language", "says_unknown", "placed_by", "placed_at"])
    return locked


def _row(form: BlankForm, placement: Placement) -> FormPlacement:
    place = placement.place
    return FormPlacement(
        form=form, kind=place.kind.value, part=place.part, row=place.row, column=place.column, number=place.number,
        field=placement.field, about=placement.about,
    )  # fmt: skip


def check_placements(content: bytes, kind: str, placements: Sequence[Placement]) -> None:
    """Raises FileRefused for the first that is wrong."""
    if len(placements) > MAX_PLACES or len({each.place for each in placements}) < len(placements):
        raise FileRefused("form_place", value=str(len(placements)))
    first_rows = rows_of(placements)
    if any(len(rows) > 1 for rows in first_rows.values()):
        raise FileRefused("form_rows")
    sketch = FORMATS[kind].sketch(content, {part: min(rows) for part, rows in first_rows.items()})
    for each in placements:
        _check_place(each.place, kind, sketch)
        _check_field(each)
    _rehearse(content, kind, placements)


def _check_place(place: Place, kind: str, sketch: Sketch) -> None:
    """One that the program saw, or any other cell of a sheet."""
    parts = {part.number for part in sketch.parts}
    is_cell = kind == "xlsx" and place.kind is Kind.CELL and place.part in parts and place.number == 0
    is_within = 1 <= place.row <= MAX_FORM_ROWS and 1 <= place.column <= MAX_FORM_COLUMNS
    if place not in sketch.places() and not (is_cell and is_within):
        raise FileRefused("form_place", value=place.key)


def _check_field(placement: Placement) -> None:
    field = FIELDS.get(placement.field)
    if field is None or (placement.place.kind is Kind.COLUMN and field.per is not Per.COMMUNITY):
        raise FileRefused("form_field", value=placement.field)
    if not _is_about(field.about, placement.about):
        raise FileRefused("form_about", value=placement.about, field_zh=field.words.zh, field_en=field.words.en)


def _is_about(asked: About, about: str) -> bool:
    if asked is About.TYPE:
        return about in FACILITY_TYPES
    return _is_rule(about) if asked is About.RULE else not about


def _is_rule(code: str) -> bool:
    try:
        rule_named(code)
    except KeyError:
        return False
    return True


def _rehearse(content: bytes, kind: str, placements: Sequence[Placement]) -> None:
    """Fill everything in as unknown: a place that cannot be written says so now, and not when the form is needed."""
    columns: dict[int, dict[int, list[None]]] = {}
    cells: dict[tuple[int, int, int], None] = {}
    blanks: dict[tuple[int, int, int], dict[int, None]] = {}
    for each in placements:
        place = each.place
        if place.kind is Kind.COLUMN:
            columns.setdefault(place.part, {})[place.column] = [None] * _REHEARSED
        elif place.kind is Kind.CELL:
            cells[place.part, place.row, place.column] = None
        else:
            blanks.setdefault((place.part, place.row, place.column), {})[place.number] = None
    rows = {part: min(found) for part, found in rows_of(placements).items()}
    tables = {part: TableRows(rows[part], found) for part, found in columns.items()}
    FORMATS[kind].write(content, Plan(tables, cells, blanks, "", "zh"))


@transaction.atomic
def remove_form(*, by: "User | None", form: BlankForm) -> None:
    """Take a form away: its file is gone, that it was there and who took it away is kept."""
    locked = BlankForm.objects.select_for_update().get(pk=form.pk)
    locked.content, locked.removed_by, locked.removed_at = b"", by, timezone.now()
    with altering(locked, by=by, verb="remove_form"):
        locked.save(update_fields=["content", "removed_by", "removed_at"])
        locked.placements.all().delete()
