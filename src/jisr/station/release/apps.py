from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from jisr.station.web.navigation import Entry


class ReleaseConfig(AppConfig):
    name = "jisr.station.release"
    label = "release"
    verbose_name = _("Releases")
    navigation = [
        Entry(
            _("Releases"),
            "release:proposals",
            "release_read",
            "work",
            30,
            count="jisr.station.release.queries.count_awaiting",
        ),
    ]

    def ready(self) -> None:
        from jisr.station.release import compartmented

        compartmented.connect()
        from jisr.station.exchange.signals import consent_settled
        from jisr.station.release import assessed, own_work
        from jisr.station.release.queries import open_among
        from jisr.station.release.services import waiting
        from jisr.station.vault import records

        assessed.connect()
        records.register("proposal", open_among)
        own_work.register_all()
        consent_settled.connect(waiting.consent_settled, dispatch_uid="release.consent_settled")
