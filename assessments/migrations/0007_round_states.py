"""A round that was ordered and runs in the background, how far it is, and whether it is frozen."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('assessments', '0006_scorecard_statistics'),
        ('communities', '0003_division_fences_and_counts'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name='round',
            name='asked_packs',
            field=models.JSONField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name='round',
            name='cancel_asked',
            field=models.BooleanField(default=False),
        ),
        migrations.AddField(
            model_name='round',
            name='frozen_at',
            field=models.DateTimeField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name='round',
            name='frozen_by',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='round',
            name='percent',
            field=models.PositiveSmallIntegerField(default=0),
        ),
        migrations.AddField(
            model_name='round',
            name='stage',
            field=models.CharField(blank=True, db_collation='C', max_length=20),
        ),
        migrations.AddField(
            model_name='round',
            name='state',
            field=models.CharField(choices=[('waiting', 'waiting'), ('running', 'running'), ('finished', 'finished'), ('cancelled', 'cancelled'), ('failed', 'failed')], default='finished', max_length=9),
        ),
        migrations.AddField(
            model_name='round',
            name='trouble',
            field=models.CharField(blank=True, db_collation='C', max_length=40),
        ),
        migrations.AddConstraint(
            model_name='round',
            constraint=models.CheckConstraint(condition=models.Q(('frozen_at__isnull', True), ('finished_at__isnull', False), _connector='OR'), name='round_frozen_when_finished'),
        ),
    ]
