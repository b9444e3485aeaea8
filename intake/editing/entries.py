"""Entries as they are stored: cells by column, as they would stand in a file, and the version that an editor has seen."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass
from typing import Any, Final

from django.db.models import Model, QuerySet

from communities.models import Community, PopulationBand
from communities.scope import AreaScope
from communities.survey_items import SURVEY_ITEMS, VOCABULARIES, value_code, value_text
from communities.words import Lang
from facilities.catalogue import FACILITY_TYPES
from intake.editing.kinds import EntryKind
from intake.exports import EXPORTS
from intake.exports.model import Cell
from intake.exports.spoken import item_of, provenance_of, type_of, word_of
from intake.kinds.households import BANDS

Cells = dict[str, str]
_CATALOGUES: Final[Mapping[str, Iterable[str]]] = {"facility_type": FACILITY_TYPES, "item": SURVEY_ITEMS}
_COLUMN_OF_BAND: Final = {band: column for column, band in BANDS.items()}


@dataclass(frozen=True)
class Entry:
    """One stored row of a kind, or the bands of one day, which are edited together. ``pk`` names it in addresses."""

    kind: EntryKind
    pk: int
    rows: Sequence[Model]
    cells: Cells
    provenance: str

    @property
    def version(self) -> str:
        """Another one after every write: of one row its number, of several all of them."""
        return version_of(self.rows)


def version_of(rows: Sequence[Any]) -> str:
    return str(rows[0].version) if len(rows) == 1 else "-".join(f"{row.pk}.{row.version}" for row in rows)


def entries_of(kind: EntryKind, community: Community, lang: Lang) -> list[Entry]:
    """All of a kind in a community, with their cells in a language."""
    return _days(kind, community, lang) if kind.model is PopulationBand else list(_entries(kind, community, lang))


def entry_of(kind: EntryKind, community: Community, pk: int, lang: Lang) -> Entry | None:
    """None where the community has none of this key."""
    return next((each for each in entries_of(kind, community, lang) if each.pk == pk), None)


def stored_rows_of(kind: EntryKind, entry: Entry) -> list[Model]:
    """The rows of an entry as they stand at this moment; fewer or other ones than it had where somebody has written."""
    rows: QuerySet[Any] = kind.model._default_manager.order_by("pk")
    if kind.model is PopulationBand:
        one: Any = entry.rows[0]
        return list(rows.filter(community=one.community_id, counted_on=one.counted_on))
    return list(rows.filter(pk=entry.pk))


def _entries(kind: EntryKind, community: Community, lang: Lang) -> Iterator[Entry]:
    cells = _cells_by_key(kind, community, lang)
    for row in _rows(kind, community):
        found = cells.get(_KEYS[kind.code](row, lang))
        if found is not None:
            yield Entry(kind, row.pk, [row], _ready(kind, row, found, lang), row.source.provenance)


def _rows(kind: EntryKind, community: Community) -> "QuerySet[Any]":
    """Without those of a type or an item that the catalogue no longer has: there is no word for them."""
    rows: QuerySet[Any] = kind.model._default_manager.select_related("source").order_by("pk")
    rows = rows.filter(**{f"{name}__in": list(known) for name, known in _CATALOGUES.items() if _has(kind.model, name)})
    return rows.filter(**{kind.community: community}) if kind.community else rows.filter(pk=community.pk)


def _has(model: type[Model], name: str) -> bool:
    return any(field.name == name for field in model._meta.concrete_fields)


def _cells_by_key(kind: EntryKind, community: Community, lang: Lang) -> dict[tuple[str, ...], Cells]:
    """The rows of the export of this community, by the cells that tell them apart."""
    export, found = EXPORTS[kind.file], dict[tuple[str, ...], Cells]()
    with closing(export.rows(AreaScope((community.path,)), lang)) as rows:
        for row in rows:
            cells = {column: _text(cell) for column, cell in zip(export.columns, row, strict=True)}
            found[tuple(cells[column] for column in kind.key)] = cells
    return found


def _text(cell: Cell) -> str:
    return "" if cell is None else cell.isoformat() if hasattr(cell, "isoformat") else str(cell)


Key = Callable[[Any, Lang], tuple[str, ...]]
_KEYS: Final[Mapping[str, Key]] = {
    "community": lambda row, lang: (row.code,),
    "count": lambda row, lang: (row.counted_on.isoformat(), word_of("basis", row.basis, lang) or ""),
    "compound": lambda row, lang: (row.code,),
    "facility": lambda row, lang: (row.code,),
    "premises": lambda row, lang: (row.code,),
    "answer": lambda row, lang: (item_of(row.item, lang), row.answered_on.isoformat()),
    "declaration": lambda row, lang: (type_of(row.facility_type, lang), row.complete_on.isoformat()),
}


def _ready(kind: EntryKind, row: Any, cells: Cells, lang: Lang) -> Cells:
    """Types and items by their code, which a form chooses by; of counts without the bands beside them."""
    if kind.code in ("facility", "declaration"):
        return cells | {"facility_type": row.facility_type}
    if kind.code == "answer":
        return cells | {"item": row.item, "value": _answer(row, lang)}
    return {column: text for column, text in cells.items() if kind.code != "count" or column not in BANDS}


def _answer(row: Any, lang: Lang) -> str:
    """As the form's words are, where the item has words."""
    kind = SURVEY_ITEMS[row.item].kind
    return value_text(kind, row.value, lang) if kind in VOCABULARIES else value_code(kind, row.value)


def _days(kind: EntryKind, community: Community, lang: Lang) -> list[Entry]:
    days: dict[Any, list[PopulationBand]] = {}
    for band in PopulationBand.objects.filter(community=community).select_related("source").order_by("counted_on", "pk"):
        days.setdefault(band.counted_on, []).append(band)
    return [_day(kind, community, rows, lang) for rows in days.values()]


def _day(kind: EntryKind, community: Community, rows: Sequence[PopulationBand], lang: Lang) -> Entry:
    """The bands of a day. Where one of them is invented, all of the form is."""
    of = {row.source.provenance for row in rows}
    provenance = next(each for each in ("sample", "synthetic", "recorded") if each in of)
    cells = {
        "code": community.code, "counted_on": rows[0].counted_on.isoformat(), "provenance": provenance_of(provenance, lang),
        **{_COLUMN_OF_BAND[row.band]: str(row.residents) for row in rows},
    }  # fmt: skip
    return Entry(kind, rows[0].pk, rows, cells, provenance)
