"""The rows of the columns: which communities are read, and where each one's row is."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any, Final

import numpy as np
import numpy.typing as npt
from django.db import connection
from django.db.models import BooleanField, Q, QuerySet
from django.db.models.expressions import RawSQL

from assessments.labels import LABELS
from assessments.standards.columns import Bools, Column, Ints
from communities.models import Community
from communities.scope import EVERYWHERE, AreaScope
from communities.selectors import one_of, valid_on

FIELDS = (
    "pk", "code", "path", "kind", "build_class", "central_heating", "in_block", "block_id", "lng", "lat",
    "source__provenance",
)  # fmt: skip


@dataclass(frozen=True)
class Frame:
    """N communities in the order of their codes, with the fields of the community's own row (``own``, as FIELDS).

    ``wanted`` marks those that were asked for; the others are read because a wanted one shares something with them
    (a block, a facility). ``area`` are the paths they were asked for by; none: by their ids. ``labels`` collects, per row,
    whether sample (1) or synthetic (2) figures were used.
    """

    own: tuple[tuple[Any, ...], ...]
    wanted: Bools
    area: tuple[str, ...]
    as_of: date
    labels: Ints

    def __len__(self) -> int:
        return len(self.own)

    def field(self, name: str) -> list[Any]:
        """One field of every community's own row."""
        return self._fields[FIELDS.index(name)]

    @cached_property
    def _fields(self) -> list[list[Any]]:
        return [list(values) for values in zip(*self.own, strict=True)] if self.own else [[] for _ in FIELDS]

    @cached_property
    def pk(self) -> Ints:
        return np.array(self.field("pk"), np.int64)

    def rows(self, ids: npt.ArrayLike) -> Ints:
        """Row numbers of community ids; -1 for an id that is not in the frame."""
        asked = np.asarray(ids, np.int64)
        if not len(self):
            return np.full(asked.shape, -1, np.int64)
        place = np.searchsorted(self.pk, asked, sorter=self._order).clip(max=len(self) - 1)
        found = self._order[place]
        return np.where(self.pk[found] == asked, found, -1).astype(np.int64)

    @cached_property
    def _order(self) -> Ints:
        return np.argsort(self.pk).astype(np.int64)

    @cached_property
    def row_of(self) -> dict[int, int]:
        """The row of every community id in the frame, for those who ask one by one."""
        return {pk: row for row, pk in enumerate(self.pk.tolist())}

    def limited(self, rows: QuerySet[Any], community: str = "community") -> QuerySet[Any]:
        """Only rows whose community may be in the frame: the database need not send the rest."""
        if EVERYWHERE in self.area:
            return rows
        if not self.area:
            return rows.filter(one_of(f"{community}_id", self.pk.tolist()))
        beside = one_of(f"{community}_id", self.pk[~self.wanted].tolist())
        return rows.filter(lies_in(self.area, f"{community}__path") | beside)

    def mark(self, rows: Ints, provenances: Iterable[str]) -> None:
        """Remember which labels the figures of these rows carry."""
        self.mark_bits(rows, [LABELS[p] for p in provenances])

    def mark_bits(self, rows: Ints, bits: npt.ArrayLike) -> None:
        np.bitwise_or.at(self.labels, rows, np.asarray(bits, np.int64))

    def column(self, rows: Ints, values: npt.ArrayLike) -> Column:
        """A column that is known at ``rows`` and nowhere else."""
        value, known = np.zeros(len(self), np.int64), np.zeros(len(self), np.bool_)
        value[rows], known[rows] = np.asarray(values, np.int64), True
        return Column(value, known)

    def column_of(self, triples: Iterable[tuple[int, int, str]]) -> Column:
        """A column from (community id, value, provenance). Ids outside the frame are left out."""
        found = [triple for triple in triples if triple[0] in self.row_of]
        rows = self.rows([triple[0] for triple in found])
        self.mark(rows, [triple[2] for triple in found])
        return self.column(rows, [triple[1] for triple in found])


def read_frame(scope: AreaScope, under: str, as_of: date) -> Frame:
    """The communities of the scope below the path ``under`` that exist on ``as_of``, and those they share with."""
    area = area_of(scope, under)
    if not area:
        return frame_of([], as_of)
    existing = Community.objects.filter(valid_on(as_of)).order_by("code")
    # At the top everything is wanted, and asking for the companions of everything would only cost time.
    asked = existing if EVERYWHERE in area else existing.filter(_and_beside(existing.filter(lies_in(area, "path"))))
    own = tuple(asked.values_list(*FIELDS))
    inside = np.fromiter((any(row[2].startswith(part) for part in area) for row in own), np.bool_, len(own))
    return _marked(Frame(own, inside, area, as_of, np.zeros(len(own), np.int64)))


def frame_of(ids: Sequence[int], as_of: date) -> Frame:
    """As ``read_frame``, of the communities of these ids."""
    with connection.cursor() as cursor:
        cursor.execute(_OF_IDS, {"ids": list(ids), "day": as_of})
        own = tuple(cursor.fetchall())
    wanted = set(ids)
    inside = np.fromiter((row[0] in wanted for row in own), np.bool_, len(own))
    return _marked(Frame(own, inside, (), as_of, np.zeros(len(own), np.int64)))


def _marked(frame: Frame) -> Frame:
    frame.mark(np.arange(len(frame)), frame.field("source__provenance"))
    return frame


def area_of(scope: AreaScope, under: str) -> tuple[str, ...]:
    """The paths that are both in the scope and below ``under``."""
    deeper = {own if own.startswith(under) else under for own in scope.paths if own.startswith(under) or under.startswith(own)}
    return tuple(sorted(deeper))


def lies_in(area: tuple[str, ...], path: str) -> Q:
    if EVERYWHERE in area:
        return Q()
    inside = Q(pk__in=[])
    for part in area:
        inside |= Q(**{f"{path}__startswith": part})
    return inside


_BESIDE: Final = """
WITH wanted AS (SELECT one.id, one.block_id FROM communities_community AS one WHERE one.id IN ({wanted})), near AS (
    SELECT id FROM wanted
    UNION SELECT mate.id FROM wanted JOIN communities_community AS mate ON mate.block_id = wanted.block_id
)
SELECT id FROM near
UNION SELECT other.community_id FROM near
    JOIN facilities_servedcommunity AS own ON own.community_id = near.id
    JOIN facilities_servedcommunity AS other ON other.facility_id = own.facility_id
"""
_OF_IDS: Final = f"""
SELECT one.id, one.code, one.path, one.kind, one.build_class, one.central_heating, one.in_block, one.block_id, one.lng, one.lat,
    source.provenance
FROM communities_community AS one JOIN communities_source AS source ON source.id = one.source_id
WHERE one.id = ANY(ARRAY({_BESIDE.format(wanted="SELECT unnest(%(ids)s::bigint[])")}))
    AND (one.valid_from IS NULL OR one.valid_from <= %(day)s) AND (one.valid_to IS NULL OR one.valid_to >= %(day)s)
ORDER BY one.code
"""  # noqa: S608  # of constants
"""FIELDS of few communities and of those beside them; the days as in ``valid_on``."""
_AMONG: Final = '"communities_community"."id" = ANY(ARRAY({beside}))'


def _and_beside(wanted: QuerySet[Community]) -> RawSQL:
    """These communities, those in the same blocks, and those that share a facility with any of them: what the facts of the
    wanted ones rest on. A block's facts rest on the labels of those who share with its communities.

    As an array, so that the few are looked up by their keys among a nation's.
    """
    statement, params = wanted.order_by().values("pk").query.sql_with_params()
    return RawSQL(_AMONG.format(beside=_BESIDE.format(wanted=statement)), params, BooleanField())  # noqa: S611  # constants
