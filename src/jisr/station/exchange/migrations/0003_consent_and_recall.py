import django.contrib.postgres.fields
import django.db.models.deletion
import jisr.station.vault.fields
import jisr.station.web.ids
from django.contrib.postgres.operations import AddConstraintNotValid
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('exchange', '0002_seal_content'),
    ]

    operations = [
        migrations.CreateModel(
            name='Cascade',
            fields=[
                ('record', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, primary_key=True, related_name='sent_on_for', serialize=False, to='exchange.dispatchrecord')),
            ],
            options={
                'db_table': 'exchange_cascade',
            },
        ),
        migrations.CreateModel(
            name='Onward',
            fields=[
                ('id', models.UUIDField(default=jisr.station.web.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('holder', models.CharField(max_length=64)),
                ('via', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=64))),
                ('items', models.JSONField(default=list)),
                ('told_at', models.DateTimeField()),
            ],
            options={
                'db_table': 'exchange_onward',
            },
        ),
        migrations.CreateModel(
            name='Review',
            fields=[
                ('id', models.UUIDField(default=jisr.station.web.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('cause', models.UUIDField()),
                ('reason', models.CharField(max_length=20)),
                ('kind', models.CharField(max_length=20)),
                ('ref', models.CharField(max_length=80)),
                ('created_at', models.DateTimeField()),
                ('done_at', models.DateTimeField(null=True)),
                ('done_by', models.CharField(blank=True, max_length=150)),
                ('note', models.TextField(blank=True)),
            ],
            options={
                'db_table': 'exchange_review',
            },
        ),
        migrations.AddField(
            model_name='consent',
            name='answer_by',
            field=models.DateTimeField(null=True),
        ),
        migrations.AddField(
            model_name='consent',
            name='asked_by',
            field=models.CharField(blank=True, max_length=150),
        ),
        migrations.AddField(
            model_name='consent',
            name='conditions',
            field=django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=16), default=list),
        ),
        migrations.AddField(
            model_name='consent',
            name='decided_by_id',
            field=models.BigIntegerField(null=True),
        ),
        migrations.AddField(
            model_name='consent',
            name='decision',
            field=models.UUIDField(null=True),
        ),
        migrations.AddField(
            model_name='consent',
            name='items',
            field=models.JSONField(default=list),
        ),
        migrations.AddField(
            model_name='consent',
            name='on_behalf_of',
            field=models.UUIDField(null=True),
        ),
        migrations.AddField(
            model_name='consent',
            name='originators',
            field=django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=64), default=list),
        ),
        migrations.AddField(
            model_name='consent',
            name='prepared',
            field=jisr.station.vault.fields.SealedJSONField(default=dict, kind='dispatch', record='record_id'),
        ),
        migrations.AddField(
            model_name='consent',
            name='prepared_at',
            field=models.DateTimeField(null=True),
        ),
        migrations.AddField(
            model_name='consent',
            name='prepared_by',
            field=models.CharField(blank=True, max_length=150),
        ),
        migrations.AddField(
            model_name='consent',
            name='prepared_by_id',
            field=models.BigIntegerField(null=True),
        ),
        migrations.AddField(
            model_name='consent',
            name='until',
            field=models.DateField(null=True),
        ),
        migrations.AddField(
            model_name='consent',
            name='withdrawal',
            field=models.UUIDField(null=True),
        ),
        migrations.AddField(
            model_name='delivery',
            name='certified_onward',
            field=models.JSONField(default=list),
        ),
        migrations.AddField(
            model_name='delivery',
            name='is_certified_whole',
            field=models.BooleanField(default=False),
        ),
        migrations.AlterField(
            model_name='consent',
            name='state',
            field=models.CharField(choices=[('asked', 'Asked'), ('granted', 'Granted'), ('refused', 'Refused'), ('withdrawn', 'Withdrawn'), ('lapsed', 'Lapsed')], default='asked', max_length=10),
        ),
        migrations.AddIndex(
            model_name='consent',
            index=models.Index(condition=models.Q(('state', 'asked')), fields=['answer_by'], name='exchange_consent_open'),
        ),
        AddConstraintNotValid(
            model_name='consent',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('direction', 'in'), ('state', 'granted'), _negated=True), models.Q(('decided_by_id__isnull', False), ('prepared_by_id__isnull', False), models.Q(('prepared_by_id', models.F('decided_by_id')), _negated=True)), ('decided_by', 'system:relay'), _connector='OR'), name='exchange_consent_four_eyes'),
        ),
        migrations.AddField(
            model_name='cascade',
            name='cause',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='cascades', to='exchange.dispatchrecord'),
        ),
        migrations.AddField(
            model_name='onward',
            name='record',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='onward', to='exchange.dispatchrecord'),
        ),
        migrations.AddField(
            model_name='review',
            name='record',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='reviews', to='exchange.dispatchrecord'),
        ),
        migrations.AddConstraint(
            model_name='onward',
            constraint=models.UniqueConstraint(fields=('record', 'holder', 'via'), name='exchange_onward_once'),
        ),
        migrations.AddIndex(
            model_name='review',
            index=models.Index(condition=models.Q(('done_at__isnull', True)), fields=['created_at'], name='exchange_review_open'),
        ),
        migrations.AddConstraint(
            model_name='review',
            constraint=models.UniqueConstraint(fields=('cause', 'kind', 'ref'), name='exchange_review_once'),
        ),
    ]
