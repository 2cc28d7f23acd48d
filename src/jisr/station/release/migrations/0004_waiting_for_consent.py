

import django.db.models.deletion
import jisr.station.vault.fields
import jisr.station.web.ids
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('release', '0003_compartments'),
    ]

    operations = [
        migrations.CreateModel(
            name='Approval',
            fields=[
                ('proposal', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, primary_key=True, related_name='approval', serialize=False, to='release.proposal')),
                ('by', models.CharField(max_length=150)),
                ('by_id', models.BigIntegerField()),
                ('at', models.DateTimeField()),
                ('if_refused', models.CharField(choices=[('close', 'Close'), ('send_rest', 'Send Rest')], default='close', max_length=10)),
                ('pieces', models.JSONField()),
            ],
            options={
                'db_table': 'release_approval',
            },
        ),
        migrations.CreateModel(
            name='Paraphrase',
            fields=[
                ('id', models.UUIDField(default=jisr.station.web.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('item_id', models.UUIDField()),
                ('text', jisr.station.vault.fields.SealedTextField(kind='proposal', record='proposal_id')),
                ('lang', models.CharField(blank=True, max_length=12)),
                ('by', models.CharField(max_length=150)),
                ('at', models.DateTimeField()),
            ],
            options={
                'db_table': 'release_paraphrase',
            },
        ),
        migrations.CreateModel(
            name='ProposalConsent',
            fields=[
                ('id', models.UUIDField(default=jisr.station.web.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('consent_id', models.UUIDField(db_index=True)),
            ],
            options={
                'db_table': 'release_consent',
            },
        ),
        migrations.RemoveConstraint(
            model_name='proposal',
            name='release_decided_by_somebody',
        ),
        migrations.AlterField(
            model_name='proposal',
            name='state',
            field=models.CharField(choices=[('awaiting', 'Awaiting'), ('waiting_for_consent', 'Waiting'), ('stopped', 'Stopped'), ('released', 'Released'), ('refused', 'Refused'), ('withdrawn', 'Withdrawn')], default='awaiting', max_length=20),
        ),
        migrations.AddConstraint(
            model_name='proposal',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('state__in', ['released', 'refused', 'withdrawn']), _negated=True), models.Q(('decided_at__isnull', False), ('decided_by_id__isnull', False)), models.Q(('decided_at__isnull', False), ('decided_by__startswith', 'partner:'), ('state', 'refused')), _connector='OR'), name='release_decided_by_somebody'),
        ),
        migrations.AddField(
            model_name='paraphrase',
            name='proposal',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='paraphrases', to='release.proposal'),
        ),
        migrations.AddField(
            model_name='proposalconsent',
            name='proposal',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='consents', to='release.proposal'),
        ),
        migrations.AddConstraint(
            model_name='paraphrase',
            constraint=models.UniqueConstraint(fields=('proposal', 'item_id'), name='release_paraphrase_once'),
        ),
        migrations.AddConstraint(
            model_name='proposalconsent',
            constraint=models.UniqueConstraint(fields=('proposal', 'consent_id'), name='release_consent_once'),
        ),
    ]
