"""The verbs of the forms: add an entry, edit it, remove it.

Whoever edits says which version they saw. Where the entry was written meanwhile, nothing is stored, and nobody's edit is lost;
unless they wrote it themselves, and what they want is what stands there: the same form sent twice does no harm.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Final

from django.db.models import Model

from communities.acts import Actor, acting
from communities.copying import delete_rows, update_rows
from communities.models import Act, Change, Community, How, PopulationBand, Provenance, SurveyAnswer
from communities.scope import AreaScope
from facilities.models import Facility, ServedCommunity
from intake.editing.entries import Cells, Entry, stored_rows_of, version_of
from intake.editing.kinds import EntryKind
from intake.exports.spoken import provenance_of
from intake.kinds.households import BANDS
from intake.outcome import Outcome
from intake.problems import Problem
from intake.services import bring_in_form
from intake.small_files import csv_of

_SOURCES: Final = {
    Provenance.RECORDED.value: "在线填报",
    Provenance.SYNTHETIC.value: "在线填报（合成数据）",
    Provenance.SAMPLE.value: "在线填报（示例数据）",
}
"""What the source of a form is called, before the name of the division."""


class Conflict(Exception):
    """Somebody else has written the entry since it was read, and other things than are wanted now."""


class Gone(Exception):
    """The entry is no longer there."""


class IsThere(Exception):
    """What is to be added is there already, and says other things."""


class InUse(Exception):
    """Something rests on the entry, so that it cannot be removed. ``args`` are the tables."""


@dataclass(frozen=True)
class Wish:
    """What somebody wants an entry to say, as texts by column; and where they may write."""

    by: Actor
    reach: AreaScope
    community: Community
    cells: Cells
    provenance: str = Provenance.RECORDED.value


def add_entry(kind: EntryKind, wish: Wish) -> list[Problem]:
    """What there is to be said of it; where one of that is an error, nothing is stored. Raises IsThere."""

    def check(act: Act, _outcome: Outcome) -> None:
        if _changes_what_was(kind, act, wish.cells):
            raise IsThere

    cells = {"code": wish.community.code, **wish.cells}
    return _written(kind, f"add_{kind.code}", wish, cells, frozenset(), _nothing, check)


def _changes_what_was(kind: EntryKind, act: Act, cells: Cells) -> bool:
    """A row of this key was there and said something else. A new answer ends the one before it, which is none of this."""
    changed = act.changes.filter(table=kind.table, how=How.CHANGED)
    if kind.model is SurveyAnswer:
        changed = changed.filter(before__answered_on=cells.get("answered_on"))
    return changed.exists()


def edit_entry(entry: Entry, version: str, wish: Wish) -> list[Problem]:
    """What there is to be said of it; where one of that is an error, nothing is stored. Raises Conflict, Gone."""
    kind, cells, seen = entry.kind, _merged(entry, wish), [version]
    empty = frozenset(column for column in kind.columns if not cells.get(column) and entry.cells.get(column))

    def look() -> None:
        rows = stored_rows_of(kind, entry)
        if not rows:
            raise Gone
        seen.append(version_of(rows))

    def check(act: Act, _outcome: Outcome) -> None:
        _empty_bands(kind, entry, empty, act)
        changes = act.changes.exclude(table="communities_source").exists()
        if seen[0] != seen[1] and (changes or not _wrote_last(wish.by, entry)):
            raise Conflict

    cleared = frozenset(name for column in empty for name in kind.clears.get(column, ()))
    return _written(kind, f"edit_{kind.code}", wish, cells, cleared, look, check)


def remove_entry(entry: Entry, version: str, *, by: Actor) -> None:
    """Take an entry out of the register: it was never so. Raises Conflict, Gone, InUse."""
    with acting(by=by, verb=f"remove_{entry.kind.code}") as act:
        rows = stored_rows_of(entry.kind, entry)
        if not rows:
            raise Gone
        if version_of(rows) != version:
            raise Conflict
        _delete(entry.kind, rows, act)


def _wrote_last(who: Actor, entry: Entry) -> bool:
    """The same form sent twice finds what it wrote itself. What another wrote, even the same, is news to whoever is slower."""
    keys = [row.pk for row in stored_rows_of(entry.kind, entry)]
    last = Change.objects.filter(table=entry.kind.table, first__in=keys).order_by("-pk").select_related("act").first()
    return last is not None and who is not None and last.act.by_id == who.pk


def _delete(kind: EntryKind, rows: Sequence[Model], act: Act) -> None:
    keys = [row.pk for row in rows]
    _check_unused(kind, rows)
    if kind.model is Facility:
        served = ServedCommunity.objects.filter(facility__in=keys).values_list("pk", flat=True)
        delete_rows(ServedCommunity, list(served), act)
    delete_rows(kind.model, keys, act)
    for row in rows if kind.model is SurveyAnswer else ():
        _take_over(row, act)


def _take_over(gone: Any, act: Act) -> None:
    """The answer before one that is removed holds on, until the one after it."""
    others = SurveyAnswer.objects.filter(community=gone.community_id, item=gone.item)
    before = others.filter(answered_on__lt=gone.answered_on).order_by("-answered_on").first()
    if before:
        update_rows(SurveyAnswer, ("superseded_on",), [(before.pk, gone.superseded_on)], act)


def _check_unused(kind: EntryKind, rows: Sequence[Model]) -> None:
    """Raises InUse where other tables rest on the rows."""
    for relation in kind.model._meta.related_objects:
        model = relation.related_model
        resting = model._default_manager.filter(**{f"{relation.field.name}__in": [row.pk for row in rows]})
        if model is not ServedCommunity and resting.exists():
            raise InUse(model._meta.db_table)


def _empty_bands(kind: EntryKind, entry: Entry, empty: frozenset[str], act: Act) -> None:
    """A band of a day has a row of its own: left blank, it goes."""
    bands = {BANDS[column] for column in empty if column in BANDS}
    if kind.model is PopulationBand and bands:
        gone = [row.pk for row in stored_rows_of(kind, entry) if row.band in bands]  # type: ignore[attr-defined]  # of that model
        delete_rows(PopulationBand, gone, act)


def _merged(entry: Entry, wish: Wish) -> Cells:
    """The row as it stands, with what the form says of the columns it has. The key stays as it is."""
    asked = {column: wish.cells[column] for column in entry.kind.columns if column in wish.cells}
    kept = {column: entry.cells[column] for column in entry.kind.key if column in entry.cells}
    merged = {**entry.cells, **asked, **kept, "code": wish.community.code}
    if entry.cells.get("serves") and not merged.get("serves"):
        merged["serves"] = wish.community.code  # a blank list says nothing, and only itself is what it then serves
    return merged


def errors_of(said: Sequence[Problem]) -> list[Problem]:
    return [problem for problem in said if problem.is_error]


def _nothing() -> None:
    """Before a row that is new there is nothing to look at."""


def _written(
    kind: EntryKind, verb: str, wish: Wish, cells: Cells, cleared: frozenset[str], first: Callable[[], None],
    last: Callable[[Act, Outcome], None],
) -> list[Problem]:  # fmt: skip
    said = cells | {"provenance": provenance_of(wish.provenance, "zh")}
    with TemporaryDirectory() as folder:
        path = Path(folder) / "form.csv"
        path.write_bytes(csv_of([said.keys(), said.values()]))
        outcome = bring_in_form(
            path=path, kind=kind.file, by=wish.by, verb=verb, source=_source_of(wish), provenance=wish.provenance,
            cleared=cleared, reach=wish.reach, first=first, last=last,
        )  # fmt: skip
    return list(outcome.problems())


def _source_of(wish: Wish) -> str:
    return f"{_SOURCES[wish.provenance]} · {wish.community.division.name}"[:200]
