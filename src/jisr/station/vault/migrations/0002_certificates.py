from django.db import migrations, models

import jisr.station.web.ids


class Migration(migrations.Migration):
    dependencies = [("vault", "0001_initial")]

    operations = [
        migrations.AddField("keydestruction", "certificate", models.UUIDField(null=True)),
        migrations.CreateModel(
            name="ErasureCertificate",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=jisr.station.web.ids.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("kind", models.CharField(max_length=20)),
                ("rule", models.CharField(max_length=40)),
                ("count", models.PositiveIntegerField()),
                ("ids", models.BinaryField()),
                ("root", models.CharField(max_length=64)),
                ("at", models.DateTimeField(db_index=True)),
                ("by", models.CharField(max_length=150)),
                ("ledger_index", models.BigIntegerField()),
                ("keys_destroyed_at", models.DateTimeField(null=True)),
            ],
            options={"db_table": "vault_erasure_certificate", "ordering": ["-at", "-id"]},
        ),
    ]
