"""Facts as everybody reads them: kept ones as they were kept, the others out of the rows. The answer is the same."""

from collections.abc import Collection, Sequence
from datetime import date
from typing import Final, NamedTuple

import numpy as np
from django.db import connection

from assessments.facts.frame import area_of, frame_of, lies_in
from assessments.facts.layout import BESIDE, are_kept, checksum, kept_names
from assessments.facts.packing import unpacked
from assessments.facts.sheet import FactSheet, facts_in, scan_facts
from assessments.standards.columns import Column, Facts, Ints
from communities.models import Community
from communities.scope import EVERYWHERE, AreaScope
from communities.selectors import valid_on

_KEPT: Final = """
SELECT one.pk, one.code, one.path, kept.labels, kept.facts
FROM ({wanted}) AS one
LEFT JOIN assessments_keptfacts AS kept ON kept.community_id = one.pk
    AND kept.layout_id = (SELECT id FROM assessments_factlayout WHERE checksum = %s)
    AND (kept.since IS NULL OR kept.since <= %s) AND (kept.until IS NULL OR kept.until > %s)
    AND NOT EXISTS (SELECT FROM assessments_stalefacts AS stale WHERE stale.community_id = one.pk)
"""
_MOST_BY_NAME: Final = 0.2
"""Of the communities: where more than this share has to be read out of the rows, all are."""


class _Kept(NamedTuple):
    """Of one community: its facts as bytes, None where they have to be read out of the rows."""

    pk: int
    code: str
    path: str
    labels: int | None
    facts: bytes | None


def read_facts(scope: AreaScope, *, under: str = EVERYWHERE, as_of: date, names: Collection[str] = ()) -> FactSheet:
    """The facts of every community of the scope that lies below the path ``under``, as the data speaks of ``as_of``.

    ``names``: the facts that will be asked for; none: everything that the rows tell without being named. The answer is that of
    the rows, whatever of it was kept.
    """
    if not are_kept(names):
        return scan_facts(scope, under=under, as_of=as_of, names=[*names, *kept_names()] if names else ())
    area = area_of(scope, under)
    found = _kept(area, as_of) if area else []
    missing = [row.pk for row in found if row.facts is None]
    if len(missing) > _MOST_BY_NAME * len(found):
        return scan_facts(scope, under=under, as_of=as_of, names=kept_names())
    return _together(found, missing, as_of, sorted({*names, *BESIDE}))


def _kept(area: tuple[str, ...], as_of: date) -> list[_Kept]:
    """The communities in the order of their codes."""
    wanted = Community.objects.filter(valid_on(as_of), lies_in(area, "path")).order_by()
    statement, params = wanted.values("pk", "code", "path").query.sql_with_params()
    with connection.cursor() as cursor:
        cursor.execute(_KEPT.format(wanted=statement), [*params, checksum(), as_of, as_of])
        return sorted((_Kept(*row) for row in cursor.fetchall()), key=lambda row: row.code)


def _together(found: Sequence[_Kept], missing: list[int], as_of: date, names: Sequence[str]) -> FactSheet:
    """The kept ones and those of the rows as one sheet."""
    rows = np.array([at for at, row in enumerate(found) if row.facts is not None], np.int64)
    columns = unpacked([row.facts for row in found if row.facts is not None], kept_names(), names)
    labels = np.array([row.labels or 0 for row in found], np.int64)
    if missing:
        others = np.array([at for at, row in enumerate(found) if row.facts is None], np.int64)
        scanned = facts_in(frame_of(missing, as_of), kept_names())
        columns = {name: _laid(len(found), rows, columns[name], others, scanned.facts.column(name)) for name in names}
        labels[others] = scanned.labels
    facts = Facts(tuple(row.code for row in found), columns)
    return FactSheet(facts, np.array([row.pk for row in found], np.int64), tuple(row.path for row in found), labels, as_of)


def _laid(size: int, rows: Ints, kept: Column, others: Ints, scanned: Column) -> Column:
    """Two columns as one."""
    value, known = np.zeros(size, np.int64), np.zeros(size, np.bool_)
    value[rows], known[rows] = kept.value, kept.known
    value[others], known[others] = scanned.value, scanned.known
    return Column(value, known)
