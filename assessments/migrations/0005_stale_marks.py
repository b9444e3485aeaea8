"""Triggers that mark the facts of a community as stale whenever a row is written on which they may rest.

By statement, so that a million rows cost one look at their communities. What rests on what (assessments/facts): a community's
facts on its own rows; the share of a shared facility on the households of all who share it; the facts of a block on those of
its communities; the pilots of a district on the answers of its communities and on which of them exist.
"""

from django.db import migrations

MARK = """
CREATE FUNCTION assessments_mark(touched bigint[]) RETURNS void LANGUAGE sql AS $$
    WITH shared AS (
        SELECT unnest(touched) AS id
        UNION SELECT other.community_id FROM unnest(touched) AS mine(id)
            JOIN facilities_servedcommunity AS own ON own.community_id = mine.id
            JOIN facilities_servedcommunity AS other ON other.facility_id = own.facility_id
    ), resting AS (
        SELECT id FROM shared
        UNION SELECT mate.id FROM shared JOIN communities_community AS own ON own.id = shared.id
            JOIN communities_community AS mate ON mate.block_id = own.block_id
    )
    INSERT INTO assessments_stalefacts (community_id) SELECT id FROM resting WHERE id IS NOT NULL
$$;
CREATE FUNCTION assessments_mark_districts(codes text[]) RETURNS void LANGUAGE sql AS $$
    INSERT INTO assessments_stalefacts (community_id)
    SELECT one.id FROM (SELECT DISTINCT left(unnest(codes), 6) AS digits) AS district
    JOIN communities_community AS one ON one.code BETWEEN digits || '000000' AND digits || '999999'
$$;
CREATE FUNCTION assessments_with_pilots(codes text[]) RETURNS text[] LANGUAGE sql STABLE AS $$
    SELECT array_agg(digits || '000000') FROM (SELECT DISTINCT left(unnest(codes), 6) AS digits) AS district
    WHERE EXISTS (
        SELECT FROM communities_community AS pilot JOIN communities_surveyanswer AS said ON said.community_id = pilot.id
        WHERE pilot.code BETWEEN digits || '000000' AND digits || '999999' AND said.item = 'pilot_enrolled'
    )
$$;
"""

TRIGGER = """
CREATE FUNCTION {function}() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
{body}
    RETURN NULL;
END $$;
CREATE TRIGGER {function} AFTER {event} ON {table} {referencing} FOR EACH STATEMENT EXECUTE FUNCTION {function}();
"""
ROWS = {
    "INSERT": ("SELECT * FROM new_rows", "REFERENCING NEW TABLE AS new_rows"),
    "DELETE": ("SELECT * FROM old_rows", "REFERENCING OLD TABLE AS old_rows"),
    "UPDATE": (
        "SELECT * FROM old_rows UNION ALL SELECT * FROM new_rows",
        "REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows",
    ),
}

OF_ROWS = "PERFORM assessments_mark((SELECT array_agg(DISTINCT community_id) FROM ({rows}) AS written));"
OF_FACILITIES = """
    PERFORM assessments_mark((SELECT array_agg(DISTINCT id) FROM (
        SELECT community_id AS id FROM ({rows}) AS written
        UNION SELECT served.community_id FROM ({rows}) AS written
            JOIN facilities_servedcommunity AS served ON served.facility_id = written.id
    ) AS touched));
"""
OF_SERVED = """
    PERFORM assessments_mark((SELECT array_agg(DISTINCT id) FROM (
        SELECT community_id AS id FROM ({rows}) AS written
        UNION SELECT served.community_id FROM ({rows}) AS written
            JOIN facilities_servedcommunity AS served ON served.facility_id = written.facility_id
        UNION SELECT one.community_id FROM ({rows}) AS written JOIN facilities_facility AS one ON one.id = written.facility_id
    ) AS touched));
"""
OF_ANSWERS = (
    OF_ROWS
    + """
    PERFORM assessments_mark_districts((
        SELECT array_agg(DISTINCT one.code) FROM ({rows}) AS written
        JOIN communities_community AS one ON one.id = written.community_id WHERE written.item = 'pilot_enrolled'
    ));
"""
)
OF_COMMUNITIES = """
    PERFORM assessments_mark((SELECT array_agg(DISTINCT id) FROM (
        SELECT id FROM ({rows}) AS written
        UNION SELECT mate.id FROM ({rows}) AS written JOIN communities_community AS mate ON mate.block_id = written.block_id
    ) AS touched));
    PERFORM assessments_mark_districts(assessments_with_pilots((SELECT array_agg(code) FROM ({rows}) AS written)));
"""
OF_GONE = OF_COMMUNITIES + "DELETE FROM assessments_keptfacts WHERE community_id IN (SELECT id FROM old_rows);"

TABLES = {
    "communities_householdcount": OF_ROWS,
    "communities_populationband": OF_ROWS,
    "communities_compound": OF_ROWS,
    "communities_surveyanswer": OF_ANSWERS,
    "communities_community": OF_COMMUNITIES,
    "facilities_inventory": OF_ROWS,
    "facilities_facility": OF_FACILITIES,
    "facilities_servedcommunity": OF_SERVED,
}
APART = {
    ("communities_community", "DELETE"): OF_GONE,
    ("facilities_facility", "INSERT"): OF_ROWS,  # nobody can share what has only just come
}

OF_SOURCES = """
CREATE FUNCTION assessments_after_relabel() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO assessments_stalefacts (community_id) SELECT id FROM communities_community;
    RETURN NULL;
END $$;
CREATE TRIGGER assessments_after_relabel AFTER UPDATE OF provenance ON communities_source
FOR EACH ROW WHEN (OLD.provenance IS DISTINCT FROM NEW.provenance) EXECUTE FUNCTION assessments_after_relabel();
"""


def _triggers() -> str:
    made = [MARK, OF_SOURCES]
    for table, body in TABLES.items():
        for event, (rows, referencing) in ROWS.items():
            filled = APART.get((table, event), body).replace("{rows}", rows)
            made.append(_trigger(table, event, filled, referencing))
        made.append(_trigger(table, "TRUNCATE", "    DELETE FROM assessments_keptfacts;", ""))
    return "".join(made)


def _trigger(table: str, event: str, body: str, referencing: str) -> str:
    function = f"assessments_after_{event.lower()}_{table.partition('_')[2]}"
    return TRIGGER.format(function=function, event=event, table=table, body=body, referencing=referencing)


def _undone() -> str:
    events = ("insert", "delete", "update", "truncate")
    functions = [f"assessments_after_{event}_{table.partition('_')[2]}" for table in TABLES for event in events]
    own = ["assessments_mark(bigint[])", "assessments_mark_districts(text[])", "assessments_with_pilots(text[])"]
    return "".join(f"DROP FUNCTION {each} CASCADE;" for each in [*functions, "assessments_after_relabel", *own])


class Migration(migrations.Migration):
    dependencies = [
        ("assessments", "0004_kept_facts"),
        ("communities", "0003_division_fences_and_counts"),
        ("facilities", "0001_initial"),
    ]
    operations = [migrations.RunSQL(_triggers(), _undone())]
