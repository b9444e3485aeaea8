"""Gaps as a view over the scorecards' arrays: a round writes one row a community instead of millions."""

from django.db import migrations

CREATE = """
CREATE VIEW assessments_gap AS
SELECT s.id * 1000 + p.position AS id, s.round_id, s.id AS scorecard_id, s.community_id, s.code, s.path, s.failed,
       p.position, r.rules[p.position] AS rule, s.measured[p.position] AS measured,
       s.required[p.position] AS required, s.shortfall[p.position] AS shortfall, s.labels
FROM assessments_scorecard s
JOIN assessments_round r ON r.id = s.round_id
CROSS JOIN LATERAL unnest(s.failed) AS p(position)
"""


class Migration(migrations.Migration):
    dependencies = [("assessments", "0001_initial")]
    operations = [migrations.RunSQL(CREATE, "DROP VIEW assessments_gap")]
