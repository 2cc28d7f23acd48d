from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from jisr.station.web.navigation import Entry


class DiligenceConfig(AppConfig):
    name = "jisr.station.diligence"
    label = "diligence"
    verbose_name = _("Due diligence")
    navigation = [
        Entry(
            _("Due diligence"),
            "diligence:assessments",
            "diligence_read",
            "trust",
            5,
            count="jisr.station.diligence.queries.count_to_decide",
        )
    ]
