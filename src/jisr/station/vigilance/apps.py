from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from jisr.station.web.navigation import Entry


class VigilanceConfig(AppConfig):
    name = "jisr.station.vigilance"
    label = "vigilance"
    verbose_name = _("Watch over reading")
    navigation = [
        Entry(
            _("Flagged readings"),
            "vigilance:flags",
            "vigilance_read",
            "trust",
            16,
            count="jisr.station.vigilance.queries.count_open",
        ),
    ]
