from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("partners", "0002_tells_onward")]

    operations = [
        migrations.AddField(
            model_name="agreement",
            name="scale",
            field=models.CharField(default="jisr", max_length=20),
        ),
        migrations.AddField(
            model_name="agreement",
            name="equivalence",
            field=models.JSONField(default=list),
        ),
    ]
