from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from jisr.station.web.navigation import Entry


class WarningsConfig(AppConfig):
    name = "jisr.station.warnings"
    label = "warnings"
    verbose_name = _("Warnings")
    navigation = [
        Entry(
            _("Warnings"),
            "warnings:board",
            "warning_read",
            "work",
            15,
            count="jisr.station.warnings.queries.count_urgent",
        )
    ]

    def ready(self) -> None:
        from jisr.station.warnings import compartmented

        compartmented.connect()
        from jisr.station.vault import records
        from jisr.station.warnings import arrivals, assessed, own_work, releases
        from jisr.station.warnings.queries import existing

        records.register("warning", existing)
        arrivals.register_all()
        assessed.connect()
        releases.connect()
        own_work.register_all()
