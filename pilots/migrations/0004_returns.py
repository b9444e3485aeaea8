"""Quarterly returns, and triggers that refuse to change a frozen one or its corrections."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


REFUSE = """
CREATE FUNCTION pilots_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'a frozen return is never changed (%)', TG_TABLE_NAME USING ERRCODE = 'restrict_violation';
END $$;
CREATE FUNCTION pilots_refuse_if_frozen() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (SELECT FROM pilots_return WHERE id IN (NEW.of_id, OLD.of_id) AND frozen_at IS NOT NULL) THEN
        RAISE EXCEPTION 'a frozen return is never changed (%)', TG_TABLE_NAME USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN COALESCE(NEW, OLD);
END $$;
CREATE TRIGGER frozen BEFORE UPDATE OR DELETE ON pilots_return
    FOR EACH ROW WHEN (OLD.frozen_at IS NOT NULL) EXECUTE FUNCTION pilots_refuse();
CREATE TRIGGER frozen BEFORE INSERT OR UPDATE OR DELETE ON pilots_correction
    FOR EACH ROW EXECUTE FUNCTION pilots_refuse_if_frozen();
"""
ALLOW = "DROP FUNCTION pilots_refuse() CASCADE; DROP FUNCTION pilots_refuse_if_frozen() CASCADE;"


class Migration(migrations.Migration):

    dependencies = [
        ('assessments', '0013_remedy_plans'),
        ('communities', '0006_finding_changes'),
        ('pilots', '0003_work_plans'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name='programme',
            name='baseline_on',
            field=models.DateField(blank=True, null=True),
        ),
        migrations.CreateModel(
            name='Return',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('path', models.CharField(db_collation='C', max_length=60)),
                ('year', models.PositiveSmallIntegerField()),
                ('quarter', models.PositiveSmallIntegerField()),
                ('revision', models.PositiveSmallIntegerField(default=1)),
                ('why', models.CharField(blank=True, max_length=300)),
                ('drawn', models.JSONField()),
                ('labels', models.PositiveSmallIntegerField(default=0)),
                ('drawn_at', models.DateTimeField(auto_now_add=True)),
                ('fingerprint', models.CharField(blank=True, db_collation='C', max_length=64)),
                ('frozen_at', models.DateTimeField(blank=True, null=True)),
                ('before', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='assessments.round')),
                ('division', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='returns', to='communities.division')),
                ('drawn_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('first', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='assessments.round')),
                ('frozen_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('now', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='assessments.round')),
                ('programme', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='returns', to='pilots.programme')),
            ],
            options={
                'ordering': ['-year', '-quarter', 'path', '-revision'],
            },
        ),
        migrations.CreateModel(
            name='Correction',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('row', models.CharField(db_collation='C', max_length=3)),
                ('amount', models.BigIntegerField()),
                ('reason', models.CharField(max_length=300)),
                ('made_at', models.DateTimeField(auto_now_add=True)),
                ('withdrawn_at', models.DateTimeField(blank=True, null=True)),
                ('made_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('withdrawn_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('of', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='corrections', to='pilots.return')),
            ],
            options={
                'ordering': ['of', 'row', 'pk'],
            },
        ),
        migrations.AddConstraint(
            model_name='return',
            constraint=models.UniqueConstraint(models.F('programme'), models.F('division'), models.F('year'), models.F('quarter'), models.F('revision'), name='one_return_a_revision'),
        ),
        migrations.AddConstraint(
            model_name='return',
            constraint=models.UniqueConstraint(models.F('programme'), models.F('division'), models.F('year'), models.F('quarter'), condition=models.Q(('frozen_at__isnull', True)), name='one_open_return'),
        ),
        migrations.AddConstraint(
            model_name='return',
            constraint=models.CheckConstraint(condition=models.Q(('quarter__gte', 1), ('quarter__lte', 4)), name='return_of_a_quarter'),
        ),
        migrations.AddConstraint(
            model_name='return',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('fingerprint', ''), ('frozen_at__isnull', True)), models.Q(('frozen_at__isnull', False), models.Q(('fingerprint', ''), _negated=True)), _connector='OR'), name='frozen_return_has_a_print'),
        ),
        migrations.AddConstraint(
            model_name='correction',
            constraint=models.CheckConstraint(condition=models.Q(('amount', 0), _negated=True), name='correction_corrects'),
        ),
        migrations.RunSQL(REFUSE, ALLOW),
    ]
