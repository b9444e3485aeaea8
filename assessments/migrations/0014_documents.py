"""Documents that were given out, which nobody changes, and files that are made in the background."""

import django.contrib.postgres.fields
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


REFUSE = """
CREATE FUNCTION assessments_refuse_issued() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'a document that was issued is never changed' USING ERRCODE = 'restrict_violation';
END $$;
CREATE TRIGGER issued BEFORE UPDATE OR DELETE ON assessments_issueddocument
    FOR EACH ROW EXECUTE FUNCTION assessments_refuse_issued();
"""
ALLOW = "DROP FUNCTION assessments_refuse_issued() CASCADE;"


class Migration(migrations.Migration):

    dependencies = [
        ('assessments', '0013_remedy_plans'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='IssuedDocument',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('code', models.CharField(db_collation='C', max_length=12, unique=True)),
                ('kind', models.CharField(db_collation='C', max_length=20)),
                ('places', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(db_collation='C', max_length=72), size=None)),
                ('asked', models.JSONField(default=dict)),
                ('content', models.JSONField()),
                ('rows', models.JSONField(null=True)),
                ('digest', models.CharField(db_collation='C', max_length=64, unique=True)),
                ('labels', models.PositiveSmallIntegerField(default=0)),
                ('software', models.CharField(max_length=40)),
                ('issued_at', models.DateTimeField(auto_now_add=True)),
                ('issued_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('round', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='documents', to='assessments.round')),
            ],
            options={
                'ordering': ['-pk'],
            },
        ),
        migrations.CreateModel(
            name='OrderedFile',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(db_collation='C', max_length=20)),
                ('places', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(db_collation='C', max_length=72), size=None)),
                ('asked', models.JSONField(default=dict)),
                ('suffix', models.CharField(db_collation='C', max_length=8)),
                ('lang', models.CharField(db_collation='C', max_length=2)),
                ('told', models.CharField(max_length=300)),
                ('name', models.CharField(blank=True, db_collation='C', max_length=120)),
                ('content', models.FileField(blank=True, upload_to='documents/')),
                ('size', models.BigIntegerField(default=0)),
                ('state', models.CharField(choices=[('waiting', 'waiting'), ('running', 'running'), ('finished', 'finished'), ('cancelled', 'cancelled'), ('failed', 'failed')], default='waiting', max_length=9)),
                ('stage', models.CharField(blank=True, db_collation='C', max_length=20)),
                ('percent', models.PositiveSmallIntegerField(default=0)),
                ('cancel_asked', models.BooleanField(default=False)),
                ('trouble', models.CharField(blank=True, db_collation='C', max_length=40)),
                ('made_at', models.DateTimeField(auto_now_add=True)),
                ('finished_at', models.DateTimeField(blank=True, null=True)),
                ('request_key', models.CharField(blank=True, db_collation='C', max_length=64)),
                ('request_print', models.CharField(blank=True, db_collation='C', max_length=64)),
                ('made_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('round', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='assessments.round')),
            ],
            options={
                'ordering': ['-pk'],
                'constraints': [models.CheckConstraint(condition=models.Q(('finished_at__isnull', True), ('made_at__isnull', True), ('finished_at__gte', models.F('made_at')), _connector='OR'), name='file_times_in_order'), models.UniqueConstraint(models.F('made_by'), models.F('request_key'), condition=models.Q(('request_key', ''), _negated=True), name='one_file_a_request_key')],
            },
        ),
        migrations.RunSQL(REFUSE, ALLOW),
    ]
