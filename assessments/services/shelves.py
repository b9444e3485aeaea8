"""Where the scorecards of a round lie: those of a large round in a table of their own, which can be dropped at once.

Such a table inherits from assessments_scorecard: whoever reads scorecards sees all of them, and a query about one round looks
into its table only, by its CHECK. Small rounds lie in assessments_scorecard itself (decision 0017).
"""

from typing import Final

from django.db import connection
from psycopg import sql

from assessments.models import Round

_LOCK: Final = 4_803  # any number, the same for everybody who stores a round
LARGE: Final = 5_000  # communities: from here on a table of its own costs less than it saves
_ALL: Final = "assessments_scorecard"
_MAKE: Final = sql.SQL(
    "CREATE TABLE {own} (LIKE {all} INCLUDING DEFAULTS INCLUDING CONSTRAINTS, CHECK (round_id = {round}))"
    " WITH (toast_tuple_target = 8160);"  # a row is some 2 KB: pressed smaller it would cost more than it saves
    "ALTER TABLE {own} ALTER COLUMN id SET DEFAULT nextval(pg_get_serial_sequence({name}, 'id'));"
    "ALTER TABLE {own} ALTER verdicts SET STATISTICS 0, ALTER reasons SET STATISTICS 0, ALTER measured SET STATISTICS 0,"
    " ALTER required SET STATISTICS 0, ALTER shortfall SET STATISTICS 0"  # nobody searches in them; to count them takes longest
)
_FINISH: Final = sql.SQL(
    "ALTER TABLE {own} ADD PRIMARY KEY (id);"
    "CREATE UNIQUE INDEX ON {own} (round_id, code);"
    "CREATE INDEX ON {own} (community_id);"
    "CREATE INDEX ON {own} (round_id, path);"
    "CREATE INDEX ON {own} (round_id, gaps, code);"
    "CREATE INDEX ON {own} USING gin (failed);"
    "ALTER TABLE {own} INHERIT {all};"
    # last, because from here to the commit nobody else writes rounds or communities
    "ALTER TABLE {own} ADD FOREIGN KEY (round_id) REFERENCES assessments_round DEFERRABLE INITIALLY DEFERRED,"
    " ADD FOREIGN KEY (community_id) REFERENCES communities_community DEFERRABLE INITIALLY DEFERRED"
)
_DROP: Final = sql.SQL("DROP TABLE IF EXISTS {own}; DELETE FROM {all} WHERE round_id = {round}")
_FREEZE: Final = sql.SQL(
    "CREATE TRIGGER frozen BEFORE INSERT OR UPDATE OR DELETE ON {own} FOR EACH ROW EXECUTE FUNCTION assessments_refuse()"
)


def one_at_a_time() -> None:
    """Wait until no other transaction stores a round. To be asked before the transaction writes anything about a round.

    A foreign key is added under a lock that keeps every other writer of rounds out. Two who had both written one, and then
    both asked for that lock, would wait for each other.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_LOCK])


def make_shelf(one: Round, communities: int) -> str:
    """The table into which the scorecards of a new round are to be written."""
    if communities < LARGE:
        return _ALL
    _run(_MAKE, one)
    return _own(one)


def finish_shelf(one: Round, table: str) -> None:
    """All are written: they get their indexes and are seen, and the planner is told."""
    if table != _ALL:
        _run(_FINISH, one)
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL default_statistics_target = 10")  # three thousand rows say enough of one round
        cursor.execute(sql.SQL("ANALYZE {}").format(sql.Identifier(table)))


def drop_shelf(one: Round) -> None:
    """All scorecards of a round."""
    _run(_DROP, one)


def freeze_shelf(one: Round) -> None:
    """A table of its own does not inherit the trigger that keeps the scorecards of frozen rounds."""
    if _own(one) in connection.introspection.table_names():
        _run(_FREEZE, one)


def _own(one: Round) -> str:
    return f"{_ALL}_r{one.pk}"


def _run(statements: sql.SQL, one: Round) -> None:
    names = {"own": sql.Identifier(_own(one)), "all": sql.Identifier(_ALL)}
    with connection.cursor() as cursor:
        cursor.execute(statements.format(**names, round=sql.Literal(one.pk), name=sql.Literal(_ALL)))
