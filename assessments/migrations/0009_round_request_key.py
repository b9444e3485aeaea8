"""What a program calls the round it ordered, so that asking twice orders once."""

from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('assessments', '0008_frozen_facts'),
        ('communities', '0003_division_fences_and_counts'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name='round',
            name='request_key',
            field=models.CharField(blank=True, db_collation='C', max_length=64),
        ),
        migrations.AddField(
            model_name='round',
            name='request_print',
            field=models.CharField(blank=True, db_collation='C', max_length=64),
        ),
        migrations.AddConstraint(
            model_name='round',
            constraint=models.UniqueConstraint(models.F('started_by'), models.F('request_key'), condition=models.Q(('request_key', ''), _negated=True), name='one_round_a_request_key'),
        ),
    ]
