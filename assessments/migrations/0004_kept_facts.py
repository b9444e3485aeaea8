"""The facts kept of every community, their layout, and the marks of those that have to be read anew."""

import django.contrib.postgres.fields
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("assessments", "0003_round_on_request"),
    ]

    operations = [
        migrations.CreateModel(
            name="FactLayout",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "names",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(db_collation="C", max_length=80), size=None
                    ),
                ),
                ("checksum", models.CharField(db_collation="C", max_length=64, unique=True)),
            ],
        ),
        migrations.CreateModel(
            name="KeptFacts",
            fields=[
                ("community_id", models.BigIntegerField(primary_key=True, serialize=False)),
                ("layout_id", models.BigIntegerField()),
                ("labels", models.PositiveSmallIntegerField()),
                ("since", models.DateField(null=True)),
                ("until", models.DateField(null=True)),
                ("facts", models.BinaryField()),
            ],
            options={
                "verbose_name_plural": "kept facts",
            },
        ),
        migrations.CreateModel(
            name="StaleFacts",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("community_id", models.BigIntegerField(db_index=True)),
            ],
            options={
                "verbose_name_plural": "stale facts",
            },
        ),
    ]
