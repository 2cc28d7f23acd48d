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
        from jisr.station.release import assessed

        assessed.connect()
