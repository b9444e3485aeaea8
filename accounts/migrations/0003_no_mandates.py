from django.db import migrations


class Migration(migrations.Migration):
    """Apart from what reads them: a table is not dropped in the transaction that has just read it."""

    dependencies = [
        ('accounts', '0002_grants_and_tokens'),
    ]

    operations = [
        migrations.DeleteModel(
            name='Mandate',
        ),
    ]
