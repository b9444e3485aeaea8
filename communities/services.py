"""The verbs that write divisions, communities and what is counted and answered about them.

Each is atomic, takes many rows at once, belongs to an act (communities/acts.py) that keeps what was there before, and says who
did it in the log ``wanzheng.changes``. Rows come as ``Changes`` in the
order of the field lists below. Errors: IntegrityError where a row breaks a rule of the tables.
"""

import logging
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any, Final

from django.db import models, transaction

from communities.acts import Actor as Actor
from communities.acts import acting
from communities.copying import Changes, Row, TextColumns, store, store_new, update_rows
from communities.journal import note_created
from communities.models import (
    Block,
    Community,
    Compound,
    Division,
    DivisionCount,
    HouseholdCount,
    PopulationBand,
    Source,
    SurveyAnswer,
)

DIVISION_FIELDS: Final = ("code", "name", "name_en", "level", "path", "is_pseudo", "provenance", "parent_id")
BLOCK_FIELDS: Final = ("code", "name", "name_en")
COMMUNITY_FIELDS: Final = (
    "code", "name", "name_en", "division_id", "path", "kind", "build_class", "central_heating", "in_block", "block_id",
    "lng", "lat", "point_given", "source_id",
)  # fmt: skip
BOUNDARY_FIELDS: Final = ("boundary", "west", "south", "east", "north")
FENCE_FIELDS: Final = (*BOUNDARY_FIELDS, "boundary_source_id")
DIVISION_COUNT_FIELDS: Final = ("division_id", "counted_on", "what", "number", "source_id")
HOUSEHOLD_FIELDS: Final = ("community_id", "counted_on", "basis", "households", "source_id")
BAND_FIELDS: Final = ("community_id", "counted_on", "band", "residents", "source_id")
COMPOUND_FIELDS: Final = ("code", "name", "community_id", "households", "built_year", "lng", "lat", "source_id")
ANSWER_FIELDS: Final = (
    "community_id", "item", "answered_on", "value", "superseded_on", "evidence", "note", "source_id",
)  # fmt: skip

_log = logging.getLogger("wanzheng.changes")


def record_change(*, by: Actor, model: type[models.Model], changes: Changes) -> None:
    """Say in the log who stored how much of what. Never the values."""
    _say(by, model, len(changes.created), len(changes.changed))


def _say(by: Actor, model: type[models.Model], created: int, changed: int = 0) -> None:
    who = by.get_username() if by else "-"
    _log.info("%s: %d new, %d changed, by %s", model._meta.label, created, changed, who)


def record(*, by: Actor, model: type[models.Model], fields: Sequence[str], changes: Changes, is_part: bool = False) -> None:
    """Store ``changes`` of one table as a part of the act that is under way, or as one of its own, and say so.

    The verbs below name what they store; use those. ``is_part``: more follows, so the planner need not be told yet.
    """
    with acting(by=by, verb=model._meta.model_name or "") as act:
        store(model, fields, changes, act, is_part=is_part)
    record_change(by=by, model=model, changes=changes)


def record_new(
    *, by: Actor, model: type[models.Model], fields: Sequence[str], columns: TextColumns, is_part: bool = False
) -> None:
    """As ``record``, of new rows that come as columns of texts."""
    with acting(by=by, verb=model._meta.model_name or "") as act:
        store_new(model, fields, columns, act, is_part=is_part)
    _say(by, model, len(columns[0]))


def record_source(*, by: Actor, name: str, provenance: str, **described: Any) -> Source:
    """The source of this name; its supplier, licence and vintage are filled in where they were empty."""
    with acting(by=by, verb="source") as act:
        source, is_new = Source.objects.get_or_create(name=name, defaults={"provenance": provenance, **described})
        blank = {key: value for key, value in described.items() if value and not getattr(source, key)}
        if is_new:
            note_created(act, Source, [source.pk])
        elif blank:
            rows = [(source.pk, *blank.values())]
            update_rows(Source, [*blank], rows, act)
    record_change(by=by, model=Source, changes=Changes(created=[(name,)] if is_new else []))
    return source


@transaction.atomic
def record_divisions(*, by: Actor, changes: Changes) -> None:
    """Rows as DIVISION_FIELDS, but with the parent's code (or None) in place of ``parent_id``; parents are stored first."""
    ids = dict(Division.objects.values_list("code", "pk"))
    record(by=by, model=Division, fields=DIVISION_FIELDS, changes=Changes(changed=_with_ids(changes.changed, -1, ids)))
    for rows in _by_depth(changes.created):
        record(by=by, model=Division, fields=DIVISION_FIELDS, changes=Changes(created=_with_ids(rows, -1, ids)))
        ids |= dict(Division.objects.filter(code__in=[row[0] for row in rows]).values_list("code", "pk"))


def _by_depth(rows: Iterable[Row]) -> list[list[Row]]:
    """Rows of one depth together, the highest first, by the segments of the path."""
    depths: dict[int, list[Row]] = {}
    for row in rows:
        depths.setdefault(row[DIVISION_FIELDS.index("path")].count("/"), []).append(row)
    return [depths[depth] for depth in sorted(depths)]


def _with_ids(rows: Iterable[Row], at: int, ids: Mapping[str, int]) -> list[Row]:
    """The code at place ``at`` of every row replaced by its primary key."""
    replaced = []
    for row in rows:
        cells = list(row)
        cells[at] = ids[cells[at]] if cells[at] else None
        replaced.append(tuple(cells))
    return replaced


def record_blocks(*, by: Actor, changes: Changes) -> None:
    """Rows as BLOCK_FIELDS."""
    record(by=by, model=Block, fields=BLOCK_FIELDS, changes=changes)


@transaction.atomic
def record_communities(*, by: Actor, changes: Changes) -> None:
    """Rows as COMMUNITY_FIELDS, but with the codes of division and block in place of their ids."""
    divisions = dict(Division.objects.values_list("code", "pk"))
    blocks = dict(Block.objects.values_list("code", "pk"))
    at_division, at_block = COMMUNITY_FIELDS.index("division_id"), COMMUNITY_FIELDS.index("block_id")
    ready = replace(
        changes,
        created=_with_ids(_with_ids(changes.created, at_division, divisions), at_block, blocks),
        changed=_with_ids(_with_ids(changes.changed, at_division + 1, divisions), at_block + 1, blocks),
    )
    record(by=by, model=Community, fields=COMMUNITY_FIELDS, changes=ready)


def record_boundaries(*, by: Actor, changes: Changes) -> None:
    """Rows as BOUNDARY_FIELDS, of communities that exist: nothing can be created."""
    record(by=by, model=Community, fields=BOUNDARY_FIELDS, changes=replace(changes, created=[]))


def record_division_boundaries(*, by: Actor, changes: Changes) -> None:
    """Rows as FENCE_FIELDS, of divisions that exist: nothing can be created."""
    record(by=by, model=Division, fields=FENCE_FIELDS, changes=replace(changes, created=[]))


def record_division_counts(*, by: Actor, changes: Changes) -> None:
    """Rows as DIVISION_COUNT_FIELDS."""
    record(by=by, model=DivisionCount, fields=DIVISION_COUNT_FIELDS, changes=changes)


def record_household_counts(*, by: Actor, changes: Changes) -> None:
    """Rows as HOUSEHOLD_FIELDS."""
    record(by=by, model=HouseholdCount, fields=HOUSEHOLD_FIELDS, changes=changes)


def record_population_bands(*, by: Actor, changes: Changes) -> None:
    """Rows as BAND_FIELDS."""
    record(by=by, model=PopulationBand, fields=BAND_FIELDS, changes=changes)


def record_compounds(*, by: Actor, changes: Changes) -> None:
    """Rows as COMPOUND_FIELDS."""
    record(by=by, model=Compound, fields=COMPOUND_FIELDS, changes=changes)


def record_answers(*, by: Actor, changes: Changes) -> None:
    """Rows as ANSWER_FIELDS. An answer that is superseded must be among the changed ones: those are written first."""
    record(by=by, model=SurveyAnswer, fields=ANSWER_FIELDS, changes=changes)
