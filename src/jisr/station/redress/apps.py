from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from jisr.station.web.navigation import Entry


class RedressConfig(AppConfig):
    name = "jisr.station.redress"
    label = "redress"
    verbose_name = _("Requests of data subjects")
    navigation = [
        Entry(
            _("Requests of data subjects"),
            "redress:register",
            "redress_read",
            "trust",
            60,
            count="jisr.station.redress.queries.cases.count_waiting",
        )
    ]

    def ready(self) -> None:
        from jisr.station.redress import holders, statistics

        holders.register_all()
        statistics.offer_table()
