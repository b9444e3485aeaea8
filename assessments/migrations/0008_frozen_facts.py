"""What a frozen round knew, and triggers that refuse to change it."""

import django.db.models.deletion
from django.db import migrations, models

REFUSE = """
CREATE FUNCTION assessments_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'a frozen round is never changed (%)', TG_TABLE_NAME USING ERRCODE = 'restrict_violation';
END $$;
CREATE FUNCTION assessments_refuse_if_frozen() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (SELECT FROM assessments_round WHERE id IN (NEW.round_id, OLD.round_id) AND frozen_at IS NOT NULL) THEN
        RAISE EXCEPTION 'a frozen round is never changed (%)', TG_TABLE_NAME USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN COALESCE(NEW, OLD);
END $$;
CREATE TRIGGER frozen BEFORE UPDATE OR DELETE ON assessments_frozenfacts
    FOR EACH ROW EXECUTE FUNCTION assessments_refuse();
CREATE TRIGGER frozen BEFORE UPDATE OR DELETE ON assessments_round
    FOR EACH ROW WHEN (OLD.frozen_at IS NOT NULL) EXECUTE FUNCTION assessments_refuse();
CREATE TRIGGER frozen BEFORE INSERT OR UPDATE OR DELETE ON assessments_scorecard
    FOR EACH ROW EXECUTE FUNCTION assessments_refuse_if_frozen();
"""
ALLOW = "DROP FUNCTION assessments_refuse() CASCADE; DROP FUNCTION assessments_refuse_if_frozen() CASCADE;"


class Migration(migrations.Migration):

    dependencies = [
        ('assessments', '0007_round_states'),
    ]

    operations = [
        migrations.CreateModel(
            name='FrozenFacts',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('community_id', models.BigIntegerField()),
                ('code', models.CharField(db_collation='C', max_length=12)),
                ('path', models.CharField(db_collation='C', max_length=72)),
                ('labels', models.PositiveSmallIntegerField()),
                ('facts', models.BinaryField()),
                ('layout', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='assessments.factlayout')),
                ('round', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='frozen_facts', to='assessments.round')),
            ],
            options={
                'verbose_name_plural': 'frozen facts',
                'ordering': ['round', 'code'],
                'constraints': [models.UniqueConstraint(models.F('round'), models.F('code'), name='frozen_once')],
            },
        ),
        migrations.RunSQL(REFUSE, ALLOW),
    ]
