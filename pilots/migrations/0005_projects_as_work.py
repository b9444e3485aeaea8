"""Key projects as work: their own round, dates, money, milestones, notes, evidence; what is due, as a view."""

import django.contrib.postgres.fields
import django.core.validators
import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models

ROUND_OF_THE_PLAN = """
UPDATE pilots_keyproject p SET round_id = r.round_id FROM assessments_remedyplan r WHERE r.id = p.plan_id;
SET CONSTRAINTS ALL IMMEDIATE;
SET CONSTRAINTS ALL DEFERRED;
"""
# What was noted of a project stays as it was noted.
REFUSE = """
CREATE FUNCTION pilots_refuse_note() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'what was noted is never changed (%)', TG_TABLE_NAME USING ERRCODE = 'restrict_violation';
END $$;
CREATE TRIGGER kept BEFORE UPDATE OR DELETE ON pilots_progressnote FOR EACH ROW EXECUTE FUNCTION pilots_refuse_note();
"""
ALLOW = "DROP FUNCTION pilots_refuse_note() CASCADE;"
DUE = """
CREATE VIEW pilots_duedate AS
SELECT p.id * 10 + 1 AS id, 'project'::text COLLATE "C" AS kind, p.id AS key, p.id AS project_id, p.enrolment_id, p.community_id,
       p.code, p.path, p.name, p.owner, p.risk, p.due_on, p.due_on - DATE '1970-01-01' AS due_day, CASE WHEN p.state = 'finished' THEN p.ended_on END AS done_on,
       (CASE p.state WHEN 'finished' THEN 'done' WHEN 'dropped' THEN 'closed' ELSE 'open' END)::text COLLATE "C" AS status,
       p.labels, p.made_at, p.version, p.changed_at
FROM pilots_keyproject p WHERE p.due_on IS NOT NULL
UNION ALL
SELECT m.id * 10 + 2, 'milestone'::text COLLATE "C", m.id, p.id, p.enrolment_id, p.community_id,
       p.code, p.path, m.name, p.owner, p.risk, m.due_on, m.due_on - DATE '1970-01-01', m.done_on,
       (CASE WHEN m.done_on IS NOT NULL THEN 'done' WHEN p.state IN ('finished', 'dropped') THEN 'closed' ELSE 'open' END)::text
       COLLATE "C", p.labels, m.made_at, m.version + p.version - 1, GREATEST(m.changed_at, p.changed_at)
FROM pilots_milestone m JOIN pilots_keyproject p ON p.id = m.project_id
"""


class Migration(migrations.Migration):

    dependencies = [
        ('assessments', '0013_remedy_plans'),
        ('communities', '0006_finding_changes'),
        ('pilots', '0004_returns'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='DueDate',
            fields=[
                ('id', models.BigIntegerField(primary_key=True, serialize=False)),
                ('kind', models.CharField(db_collation='C', max_length=10)),
                ('key', models.BigIntegerField()),
                ('code', models.CharField(db_collation='C', max_length=12)),
                ('path', models.CharField(db_collation='C', max_length=72)),
                ('name', models.CharField(max_length=200)),
                ('owner', models.CharField(max_length=100)),
                ('risk', models.CharField(max_length=4)),
                ('due_on', models.DateField()),
                ('due_day', models.IntegerField()),
                ('done_on', models.DateField(null=True)),
                ('status', models.CharField(db_collation='C', max_length=6)),
                ('labels', models.PositiveSmallIntegerField()),
                ('made_at', models.DateTimeField()),
                ('version', models.PositiveIntegerField()),
                ('changed_at', models.DateTimeField()),
            ],
            options={
                'db_table': 'pilots_duedate',
                'ordering': ['due_on', 'id'],
                'managed': False,
            },
        ),
        migrations.CreateModel(
            name='Evidence',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('photo', 'photo'), ('document', 'document')], max_length=8)),
                ('stage', models.CharField(choices=[('before', 'before'), ('during', 'during'), ('after', 'after')], max_length=6)),
                ('shows', models.CharField(max_length=200)),
                ('taken_on', models.DateField(blank=True, null=True)),
                ('media_type', models.CharField(db_collation='C', max_length=20)),
                ('sha256', models.CharField(db_collation='C', max_length=64)),
                ('size', models.PositiveIntegerField()),
                ('width', models.PositiveIntegerField(blank=True, null=True)),
                ('height', models.PositiveIntegerField(blank=True, null=True)),
                ('content', models.FileField(blank=True, max_length=255, upload_to='evidence')),
                ('preview', models.FileField(blank=True, max_length=255, upload_to='evidence')),
                ('made_at', models.DateTimeField(auto_now_add=True)),
                ('removed_at', models.DateTimeField(blank=True, null=True)),
                ('removed_why', models.CharField(blank=True, max_length=200)),
            ],
            options={
                'verbose_name_plural': 'evidence',
                'ordering': ['project', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='Funding',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('source', models.CharField(choices=[('central', 'central government'), ('province', 'province'), ('city', 'city'), ('district', 'district'), ('bonds', 'special bonds'), ('social', 'private capital'), ('residents', 'residents'), ('other', 'other')], max_length=9)),
                ('planned', models.PositiveBigIntegerField(blank=True, null=True)),
                ('arrived', models.PositiveBigIntegerField(blank=True, null=True)),
                ('spent', models.PositiveBigIntegerField(blank=True, null=True)),
            ],
            options={
                'verbose_name_plural': 'funding',
                'ordering': ['project', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='Milestone',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=100)),
                ('due_on', models.DateField()),
                ('done_on', models.DateField(blank=True, null=True)),
                ('made_at', models.DateTimeField(auto_now_add=True)),
                ('version', models.PositiveIntegerField(default=1)),
                ('changed_at', models.DateTimeField(default=django.utils.timezone.now)),
            ],
            options={
                'ordering': ['due_on', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='ProgressNote',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('percent', models.PositiveSmallIntegerField(validators=[django.core.validators.MaxValueValidator(100)])),
                ('on', models.DateField()),
                ('text', models.CharField(max_length=1000)),
                ('made_at', models.DateTimeField(auto_now_add=True)),
            ],
            options={
                'ordering': ['-on', '-pk'],
            },
        ),
        migrations.AddField(
            model_name='keyproject',
            name='changed_at',
            field=models.DateTimeField(default=django.utils.timezone.now),
        ),
        migrations.AddField(
            model_name='keyproject',
            name='combined_note',
            field=models.CharField(blank=True, max_length=300),
        ),
        migrations.AddField(
            model_name='keyproject',
            name='combined_with',
            field=django.contrib.postgres.fields.ArrayField(base_field=models.CharField(choices=[('old_compound', 'renovation of old compounds'), ('old_block', 'renovation of old blocks'), ('urban_village', 'renovation of urban villages')], max_length=13), blank=True, default=list, size=None),
        ),
        migrations.AddField(
            model_name='keyproject',
            name='due_on',
            field=models.DateField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name='keyproject',
            name='risk',
            field=models.CharField(blank=True, choices=[('none', 'no risk'), ('low', 'low risk'), ('high', 'high risk')], max_length=4),
        ),
        migrations.AddField(
            model_name='keyproject',
            name='risk_note',
            field=models.CharField(blank=True, max_length=500),
        ),
        migrations.AddField(
            model_name='keyproject',
            name='round',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='projects', to='assessments.round'),
        ),
        migrations.RunSQL(ROUND_OF_THE_PLAN, migrations.RunSQL.noop),
        migrations.AlterField(
            model_name='keyproject',
            name='round',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='projects', to='assessments.round'),
        ),
        migrations.AddField(
            model_name='keyproject',
            name='starts_on',
            field=models.DateField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name='keyproject',
            name='version',
            field=models.PositiveIntegerField(default=1),
        ),
        migrations.AlterField(
            model_name='keyproject',
            name='line',
            field=models.PositiveIntegerField(blank=True, null=True),
        ),
        migrations.AlterField(
            model_name='keyproject',
            name='plan',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='projects', to='assessments.remedyplan'),
        ),
        migrations.AddConstraint(
            model_name='keyproject',
            constraint=models.CheckConstraint(condition=models.Q(('due_on__isnull', True), ('starts_on__isnull', True), ('due_on__gte', models.F('starts_on')), _connector='OR'), name='project_planned_in_order'),
        ),
        migrations.AddConstraint(
            model_name='keyproject',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('line__isnull', True), ('plan__isnull', True)), models.Q(('line__isnull', False), ('plan__isnull', False)), _connector='OR'), name='project_of_a_line_of_a_plan'),
        ),
        migrations.AddConstraint(
            model_name='keyproject',
            constraint=models.CheckConstraint(condition=models.Q(('plan__isnull', False), ('enrolment__isnull', False), _connector='OR'), name='project_comes_from_somewhere'),
        ),
        migrations.AddField(
            model_name='evidence',
            name='made_by',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='evidence',
            name='project',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='evidence', to='pilots.keyproject'),
        ),
        migrations.AddField(
            model_name='funding',
            name='project',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='funding', to='pilots.keyproject'),
        ),
        migrations.AddField(
            model_name='milestone',
            name='project',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='milestones', to='pilots.keyproject'),
        ),
        migrations.AddField(
            model_name='progressnote',
            name='made_by',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='progressnote',
            name='project',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='notes', to='pilots.keyproject'),
        ),
        migrations.AddConstraint(
            model_name='evidence',
            constraint=models.UniqueConstraint(models.F('project'), models.F('sha256'), condition=models.Q(('removed_at__isnull', True)), name='one_evidence_a_file'),
        ),
        migrations.AddConstraint(
            model_name='evidence',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('removed_at__isnull', True), models.Q(('content', ''), _negated=True)), models.Q(('content', ''), ('preview', ''), ('removed_at__isnull', False)), _connector='OR'), name='evidence_has_its_file'),
        ),
        migrations.AddConstraint(
            model_name='funding',
            constraint=models.UniqueConstraint(models.F('project'), models.F('source'), name='one_funding_a_source'),
        ),
        migrations.AddConstraint(
            model_name='milestone',
            constraint=models.UniqueConstraint(models.F('project'), models.F('name'), name='one_milestone_a_name'),
        ),
        migrations.AddConstraint(
            model_name='progressnote',
            constraint=models.CheckConstraint(condition=models.Q(('percent__lte', 100)), name='percent_at_most_100'),
        ),
        migrations.RunSQL(REFUSE, ALLOW),
        migrations.RunSQL(DUE, "DROP VIEW pilots_duedate"),
    ]
