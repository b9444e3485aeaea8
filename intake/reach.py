"""The gate behind every import: what an act has written must lie where its author may write, before and after.

Looked at inside the transaction, once everything is written: whatever names a row (a code, a foreign key, a list of served
communities), no row is moved out of a division or into one. What lies in no division (a facility that found no community) may
be written only by somebody who may write everywhere.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

from django.db import connection

from communities.models import Act
from communities.scope import AreaScope
from intake.problems import Problem
from intake.table_words import TABLES

_LISTED: Final = 20


@dataclass(frozen=True)
class _Where:
    """How the division paths of a row are found: SQL over the row ``t`` (its columns, or the same of how it was), and what
    names it to a reader.
    """

    paths: tuple[str, ...]
    name: str = "t.code"


_OF_COMMUNITY: Final = "(SELECT c.path FROM communities_community c WHERE c.id = t.community_id)"
_OF_FACILITY: Final = """(
  SELECT c.path FROM facilities_facility f JOIN communities_community c ON c.id = f.community_id WHERE f.id = t.facility_id)"""
_OF_DIVISION: Final = "(SELECT d.path FROM communities_division d WHERE d.id = t.division_id)"
_NAME_OF_DIVISION: Final = "(SELECT d.code FROM communities_division d WHERE d.id = t.division_id)"
_NAME_OF_COMMUNITY: Final = "(SELECT c.code FROM communities_community c WHERE c.id = t.community_id)"
_BY_COMMUNITY: Final = _Where((_OF_COMMUNITY,), _NAME_OF_COMMUNITY)
_WHERE: Final[Mapping[str, _Where]] = {
    "communities_division": _Where(("t.path",)),
    "communities_divisioncount": _Where((_OF_DIVISION,), _NAME_OF_DIVISION),
    "communities_community": _Where(("t.path",)),
    "communities_householdcount": _BY_COMMUNITY,
    "communities_populationband": _BY_COMMUNITY,
    "communities_surveyanswer": _BY_COMMUNITY,
    "communities_compound": _Where((_OF_COMMUNITY,)),
    "facilities_facility": _Where((_OF_COMMUNITY,)),
    "facilities_servedcommunity": _Where((_OF_FACILITY, _OF_COMMUNITY), _NAME_OF_COMMUNITY),
    "facilities_premises": _Where((_OF_COMMUNITY,)),
    "facilities_inventory": _BY_COMMUNITY,
}
_NOWHERE: Final = ("communities_source",)  # the name of a supplier lies in no division, and is seen only where its rows are
# A block has no division of its own: it lies where its communities lie. One without any lies nowhere and harms nobody.
_BLOCKS: Final = """
SELECT t.code FROM communities_block t JOIN communities_change c ON c.first = t.id
WHERE c.act_id = %(act)s AND c."table" = 'communities_block' AND c.how <> 'created' AND EXISTS (
  SELECT FROM communities_community m WHERE m.block_id = t.id AND NOT m.path LIKE ANY(%(paths)s))
ORDER BY 1 LIMIT %(most)s"""
# Who joins or leaves a block changes what it has in common: nobody does so for a block that reaches further than they may.
_MEMBERS: Final = """
SELECT t.code FROM communities_change c JOIN communities_community t ON t.id BETWEEN c.first AND c.last
WHERE c.act_id = %(act)s AND c."table" = 'communities_community'
  AND t.block_id IS DISTINCT FROM (c.before ->> 'block_id')::bigint AND EXISTS (
    SELECT FROM communities_community m WHERE m.block_id IN (t.block_id, (c.before ->> 'block_id')::bigint)
    AND NOT m.path LIKE ANY(%(paths)s))
ORDER BY 1 LIMIT %(most)s"""
_NOW: Final = """
SELECT {name} FROM {table} t JOIN communities_change c ON t.id BETWEEN c.first AND c.last
WHERE c.act_id = %(act)s AND c."table" = %(table)s AND c.how <> 'deleted' AND ({outside})
ORDER BY 1 LIMIT %(most)s"""
_BEFORE: Final = """
SELECT {name} FROM communities_change c, jsonb_populate_record(NULL::{table}, c.before) t
WHERE c.act_id = %(act)s AND c."table" = %(table)s AND c.before IS NOT NULL AND ({outside})
ORDER BY 1 LIMIT %(most)s"""


def out_of_reach(act: Act, reach: AreaScope) -> Iterator[Problem]:
    """A problem for each table in which the act wrote a row that lies, or lay, outside ``reach``."""
    if reach.is_everywhere:
        return
    for table in act.changes.exclude(table__in=_NOWHERE).order_by().values_list("table", flat=True).distinct():
        found = _outside(act, table, reach)
        if found:
            words = TABLES[table].words
            details = {"what_zh": words.zh, "what_en": words.en, "codes": " ".join(map(str, found[:_LISTED]))}
            yield Problem("outside_reach", details=details)


def _outside(act: Act, table: str, reach: AreaScope) -> list[str]:
    """Names of rows outside, at most a screenful."""
    given = {"act": act.pk, "table": table, "paths": [f"{path}%" for path in reach.paths], "most": _LISTED}
    if table == "communities_block":
        return _names(_BLOCKS, given)
    where = _WHERE[table]
    outside = " OR ".join(f"{path} IS NULL OR NOT {path} LIKE ANY(%(paths)s)" for path in where.paths)
    statements = [each.format(name=where.name, table=table, outside=outside) for each in (_NOW, _BEFORE)]
    if table == "communities_community":
        statements.append(_MEMBERS)
    return list(dict.fromkeys(name for statement in statements for name in _names(statement, given)))


def _names(statement: str, given: Mapping[str, Any]) -> list[str]:
    with connection.cursor() as cursor:
        cursor.execute(statement, given)
        return [row[0] or "?" for row in cursor.fetchall()]
