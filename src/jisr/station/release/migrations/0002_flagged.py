import django.contrib.postgres.fields
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("release", "0001_initial")]

    operations = [
        migrations.AddField(
            "proposal",
            "flagged",
            django.contrib.postgres.fields.ArrayField(
                base_field=models.CharField(max_length=12), default=list, size=None
            ),
        ),
    ]
