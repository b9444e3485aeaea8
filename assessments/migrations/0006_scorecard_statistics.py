"""Nobody searches in the arrays of a scorecard but in ``failed``; to count their elements took longer than to write them."""

from django.db import migrations

COLUMNS = ("verdicts", "reasons", "measured", "required", "shortfall")
SET = "ALTER TABLE assessments_scorecard " + ", ".join(f"ALTER {column} SET STATISTICS {{0}}" for column in COLUMNS)


class Migration(migrations.Migration):
    dependencies = [("assessments", "0005_stale_marks")]
    operations = [migrations.RunSQL(SET.format(0), SET.format(-1))]
