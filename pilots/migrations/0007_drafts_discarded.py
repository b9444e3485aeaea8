"""The step that began a revision goes with a draft that is discarded before it was ever submitted. No other step is deleted."""

from django.db import migrations

LET_GO = """
CREATE OR REPLACE FUNCTION pilots_refuse_step() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'DELETE' AND OLD.action = 'revise' AND EXISTS (
        SELECT 1 FROM pilots_workplan p WHERE p.id = OLD.plan_id AND p.state = 'draft' AND p.fingerprint = ''
    ) THEN
        RETURN OLD;
    END IF;
    RAISE EXCEPTION 'a step of a review is never changed (%)', TG_OP USING ERRCODE = 'restrict_violation';
END $$;
"""
NEVER = """
CREATE OR REPLACE FUNCTION pilots_refuse_step() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'a step of a review is never changed (%)', TG_OP USING ERRCODE = 'restrict_violation';
END $$;
"""


class Migration(migrations.Migration):

    dependencies = [
        ('pilots', '0006_practices'),
    ]

    operations = [
        migrations.RunSQL(LET_GO, NEVER),
    ]
