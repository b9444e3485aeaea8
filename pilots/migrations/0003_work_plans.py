"""Work plans and the steps of their review; triggers that refuse to change what was reviewed."""

import django.contrib.postgres.fields
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


KEEP = """
CREATE FUNCTION pilots_refuse_step() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'a step of a review is never changed (%)', TG_OP USING ERRCODE = 'restrict_violation';
END $$;
CREATE TRIGGER written_once BEFORE UPDATE OR DELETE ON pilots_reviewstep
    FOR EACH ROW EXECUTE FUNCTION pilots_refuse_step();
CREATE FUNCTION pilots_keep_work_plan() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'DELETE' THEN
        RAISE EXCEPTION 'a work plan that was submitted is never deleted' USING ERRCODE = 'restrict_violation';
    ELSIF to_jsonb(NEW) - '{state,level,version}'::text[] <> to_jsonb(OLD) - '{state,level,version}'::text[]
       OR (OLD.state = 'approved' AND NEW.state NOT IN ('approved', 'superseded'))
       OR (OLD.state = 'superseded' AND NEW.state <> 'superseded') THEN
        RAISE EXCEPTION 'a work plan does not change while it is reviewed, nor after' USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER kept BEFORE UPDATE ON pilots_workplan
    FOR EACH ROW WHEN (OLD.state IN ('submitted', 'approved', 'superseded')) EXECUTE FUNCTION pilots_keep_work_plan();
CREATE TRIGGER kept_for_good BEFORE DELETE ON pilots_workplan
    FOR EACH ROW WHEN (OLD.fingerprint <> '') EXECUTE FUNCTION pilots_keep_work_plan();
"""
LET_GO = "DROP FUNCTION pilots_refuse_step() CASCADE; DROP FUNCTION pilots_keep_work_plan() CASCADE;"


class Migration(migrations.Migration):

    dependencies = [
        ('assessments', '0013_remedy_plans'),
        ('pilots', '0002_programmes'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='WorkPlan',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('revision', models.PositiveSmallIntegerField()),
                ('goals', models.TextField(blank=True)),
                ('content', models.TextField(blank=True)),
                ('sequence', models.TextField(blank=True)),
                ('safeguards', models.TextField(blank=True)),
                ('combined_with', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(db_collation='C', max_length=13), default=list, size=None)),
                ('combination', models.TextField(blank=True)),
                ('risks', models.TextField(blank=True)),
                ('state', models.CharField(choices=[('draft', 'draft'), ('submitted', 'under review'), ('returned', 'returned'), ('approved', 'approved'), ('superseded', 'superseded')], default='draft', max_length=10)),
                ('level', models.CharField(blank=True, choices=[('district', 'district'), ('city', 'city'), ('province', 'province')], max_length=8)),
                ('levels', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(choices=[('district', 'district'), ('city', 'city'), ('province', 'province')], max_length=8), default=list, size=None)),
                ('projects', models.JSONField(default=list)),
                ('fingerprint', models.CharField(blank=True, db_collation='C', max_length=64)),
                ('writers', django.contrib.postgres.fields.ArrayField(base_field=models.BigIntegerField(), default=list, size=None)),
                ('version', models.PositiveIntegerField(default=1)),
                ('labels', models.PositiveSmallIntegerField(default=0)),
                ('made_at', models.DateTimeField(auto_now_add=True)),
                ('edited_at', models.DateTimeField(blank=True, null=True)),
                ('submitted_at', models.DateTimeField(blank=True, null=True)),
                ('drafted_from', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='assessments.round')),
                ('edited_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('enrolment', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='work_plans', to='pilots.enrolment')),
                ('made_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('remedy_plan', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='work_plans', to='assessments.remedyplan')),
                ('submitted_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ['enrolment', 'revision'],
            },
        ),
        migrations.CreateModel(
            name='ReviewStep',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('action', models.CharField(choices=[('submit', 'submitted'), ('withdraw', 'withdrawn'), ('return', 'returned'), ('approve', 'approved'), ('revise', 'new revision begun')], max_length=8)),
                ('level', models.CharField(blank=True, choices=[('district', 'district'), ('city', 'city'), ('province', 'province')], max_length=8)),
                ('remarks', models.TextField(blank=True)),
                ('fingerprint', models.CharField(db_collation='C', max_length=64)),
                ('at', models.DateTimeField(auto_now_add=True)),
                ('by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('plan', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='steps', to='pilots.workplan')),
            ],
            options={
                'ordering': ['plan', 'pk'],
            },
        ),
        migrations.AddIndex(
            model_name='workplan',
            index=models.Index(models.F('state'), models.F('level'), name='work_plan_by_level'),
        ),
        migrations.AddConstraint(
            model_name='workplan',
            constraint=models.UniqueConstraint(models.F('enrolment'), models.F('revision'), name='one_work_plan_a_revision'),
        ),
        migrations.AddConstraint(
            model_name='workplan',
            constraint=models.UniqueConstraint(models.F('enrolment'), condition=models.Q(('state', 'approved')), name='one_work_plan_in_force'),
        ),
        migrations.AddConstraint(
            model_name='workplan',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('state', 'submitted'), models.Q(('level', ''), _negated=True)), models.Q(models.Q(('state', 'submitted'), _negated=True), ('level', '')), _connector='OR'), name='work_plan_waits_at_a_level'),
        ),
        migrations.AddConstraint(
            model_name='reviewstep',
            constraint=models.CheckConstraint(condition=models.Q(('action', 'return'), ('remarks', ''), _negated=True), name='returned_with_remarks'),
        ),
        migrations.RunSQL(KEEP, LET_GO),
    ]
