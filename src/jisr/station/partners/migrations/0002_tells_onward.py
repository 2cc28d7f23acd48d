from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('partners', '0001_initial'),
    ]

    operations = [
        migrations.AddField(
            model_name='agreement',
            name='tells_onward',
            field=models.BooleanField(default=False),
        ),
    ]
