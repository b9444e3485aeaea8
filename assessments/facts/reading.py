"""Facts as everybody reads them: kept ones as they were kept, the others out of the rows. The answer is the same."""

import json
from collections.abc import Collection, Sequence
from datetime import date
from typing import Any, Final, NamedTuple

import numpy as np

from assessments.facts.frame import area_of, frame_of, lies_in
from assessments.facts.kept_rows import reach, unpacked
from assessments.facts.layout import BESIDE, are_kept, checksum, kept_names
from assessments.facts.packed import answers
from assessments.facts.rows import FEW
from assessments.facts.sheet import FactSheet, facts_in, scan_facts
from assessments.standards.columns import Column, Facts, Ints
from communities.models import Community
from communities.scope import EVERYWHERE, AreaScope
from communities.selectors import valid_on

_KEPT: Final = """
SELECT json_agg(one.pk)::text, json_agg(one.code)::text, json_agg(one.path)::text, json_agg(COALESCE(fresh.labels, -1))::text,
    string_agg(COALESCE(substring(fresh.facts FROM 1 FOR %s), ''::bytea), ''::bytea)
FROM ({wanted}) AS one
LEFT JOIN (
    SELECT kept.community_id, kept.labels, kept.facts FROM assessments_keptfacts AS kept
    WHERE kept.layout_id = (SELECT id FROM assessments_factlayout WHERE checksum = %s)
    AND (kept.since IS NULL OR kept.since <= %s) AND (kept.until IS NULL OR kept.until > %s)
    AND NOT EXISTS (SELECT FROM assessments_stalefacts AS stale WHERE stale.community_id = kept.community_id)
) AS fresh ON fresh.community_id = one.pk
"""
_MISSING: Final = -1
_MOST_BY_NAME: Final = 0.2
"""Of the communities: where more than this share has to be read out of the rows, all are."""


class _Kept(NamedTuple):
    """Communities as the database sent them; ``facts`` has the rows of those whose labels are not MISSING."""

    pk: Ints
    code: list[str]
    path: list[str]
    labels: Ints
    facts: memoryview

    @property
    def missing(self) -> Ints:
        """The places of those that have to be read out of the rows."""
        return np.flatnonzero(self.labels == _MISSING)


_NOTHING: Final = _Kept(np.zeros(0, np.int64), [], [], np.zeros(0, np.int64), memoryview(b""))


def read_facts(scope: AreaScope, *, under: str = EVERYWHERE, as_of: date, names: Collection[str] = ()) -> FactSheet:
    """The facts of every community of the scope that lies below the path ``under``, as the data speaks of ``as_of``.

    ``names``: the facts that will be asked for; none: everything that the rows tell without being named. The answer is that of
    the rows, whatever of it was kept.
    """
    if not are_kept(names):
        return scan_facts(scope, under=under, as_of=as_of, names=[*names, *kept_names()] if names else ())
    area, wanted = area_of(scope, under), sorted({*names, *BESIDE})
    found = _kept(area, as_of, wanted) if area else _NOTHING
    if len(found.missing) == len(found.pk) <= FEW:
        return facts_in(frame_of(found.pk.tolist(), as_of), kept_names())
    if len(found.missing) > _MOST_BY_NAME * len(found.pk):
        return scan_facts(scope, under=under, as_of=as_of, names=kept_names())
    return _together(found, as_of, wanted)


def _kept(area: tuple[str, ...], as_of: date, names: Sequence[str]) -> _Kept:
    """One row of packed fields: what is kept of a nation is too much to become an object for each of its rows."""
    wanted = Community.objects.filter(valid_on(as_of), lies_in(area, "path")).order_by()
    statement, params = wanted.values("pk", "code", "path").query.sql_with_params()
    asked = [reach(kept_names(), names), *params, checksum(), as_of, as_of]
    ((pk, code, path, labels, facts),) = answers(_KEPT.format(wanted=statement), asked)  # to its end: no COPY is left open
    if pk is None or facts is None:
        return _NOTHING
    return _Kept(np.array(_listed(pk), np.int64), _listed(code), _listed(path), np.array(_listed(labels), np.int64), facts)


def _listed(field: memoryview | None) -> list[Any]:
    found: list[Any] = json.loads(bytes(field or b"[]"))
    return found


def _together(found: _Kept, as_of: date, names: Sequence[str]) -> FactSheet:
    """The kept ones and those of the rows as one sheet, in the order of their codes."""
    order = np.array(sorted(range(len(found.code)), key=found.code.__getitem__), np.int64)
    labels, pk = found.labels[order], found.pk[order]
    columns = _columns(found, order, names)
    others = np.flatnonzero(labels == _MISSING)
    if len(others):
        scanned = facts_in(frame_of(pk[others].tolist(), as_of), kept_names())
        columns = {name: _laid(len(labels), others, columns[name], scanned.facts.column(name)) for name in names}
        labels[others] = scanned.labels
    codes, paths = (tuple(map(field.__getitem__, order.tolist())) for field in (found.code, found.path))
    return FactSheet(Facts(codes, columns), pk, paths, labels, as_of)


def _columns(found: _Kept, order: Ints, names: Sequence[str]) -> dict[str, Column]:
    """Of those that are kept."""
    is_kept = found.labels != _MISSING
    place = np.cumsum(is_kept) - 1  # among the rows that were sent
    rows = place[order[is_kept[order]]]
    return unpacked(found.facts, int(is_kept.sum()), kept_names(), names, rows)


def _laid(size: int, others: Ints, kept: Column, scanned: Column) -> Column:
    """Two columns as one: what was scanned stands at the places of the ``others``."""
    value, known, rest = np.zeros(size, np.int64), np.zeros(size, np.bool_), np.ones(size, np.bool_)
    rest[others] = False
    value[rest], known[rest] = kept.value, kept.known
    value[others], known[others] = scanned.value, scanned.known
    return Column(value, known)
