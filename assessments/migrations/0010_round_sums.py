"""Sums kept with a round, and triggers: those of a frozen round never change, and none outlives the cards it was made of."""

import django.contrib.postgres.fields
import django.db.models.deletion
from django.db import migrations, models

FOLLOW = """
CREATE TRIGGER frozen BEFORE INSERT OR UPDATE OR DELETE ON assessments_roundsums
    FOR EACH ROW EXECUTE FUNCTION assessments_refuse_if_frozen();
CREATE FUNCTION assessments_forget_sums() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    DELETE FROM assessments_roundsums WHERE round_id IN (SELECT round_id FROM gone);
    RETURN NULL;
END $$;
CREATE TRIGGER sums_update AFTER UPDATE ON assessments_scorecard REFERENCING OLD TABLE AS gone
    FOR EACH STATEMENT EXECUTE FUNCTION assessments_forget_sums();
CREATE TRIGGER sums_delete AFTER DELETE ON assessments_scorecard REFERENCING OLD TABLE AS gone
    FOR EACH STATEMENT EXECUTE FUNCTION assessments_forget_sums();
"""
LET_BE = "DROP FUNCTION assessments_forget_sums() CASCADE; DROP TRIGGER frozen ON assessments_roundsums;"


class Migration(migrations.Migration):

    dependencies = [
        ('assessments', '0009_round_request_key'),
    ]

    operations = [
        migrations.CreateModel(
            name='RoundSums',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('path', models.CharField(db_collation='C', max_length=72)),
                ('communities', models.IntegerField()),
                ('complete', models.IntegerField()),
                ('with_gaps', models.IntegerField()),
                ('met', models.IntegerField()),
                ('gaps', models.IntegerField()),
                ('unknown', models.IntegerField()),
                ('not_applicable', models.IntegerField()),
                ('households', models.BigIntegerField(null=True)),
                ('labels', models.PositiveSmallIntegerField()),
                ('shared_labels', models.PositiveSmallIntegerField()),
                ('rule_gaps', django.contrib.postgres.fields.ArrayField(base_field=models.IntegerField(), size=None)),
                ('rule_labels', django.contrib.postgres.fields.ArrayField(base_field=models.SmallIntegerField(), size=None)),
                ('rule_shared_labels', django.contrib.postgres.fields.ArrayField(base_field=models.SmallIntegerField(), size=None)),
                ('round', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='sums', to='assessments.round')),
            ],
            options={
                'verbose_name_plural': 'round sums',
                'ordering': ['round', 'path'],
                'constraints': [models.UniqueConstraint(models.F('round'), models.F('path'), name='sums_once')],
            },
        ),
        migrations.RunSQL(FOLLOW, LET_BE),
    ]
