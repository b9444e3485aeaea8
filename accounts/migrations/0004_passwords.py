from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('accounts', '0003_no_mandates'),
    ]

    operations = [
        migrations.AddField(
            model_name='user',
            name='password_is_first',
            field=models.BooleanField(default=False),
        ),
        migrations.AddField(
            model_name='user',
            name='password_set_at',
            field=models.DateTimeField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name='user',
            name='past_passwords',
            field=models.JSONField(blank=True, default=list),
        ),
    ]
