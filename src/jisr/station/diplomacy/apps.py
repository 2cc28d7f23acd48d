from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from jisr.station.web.navigation import Entry


class DiplomacyConfig(AppConfig):
    name = "jisr.station.diplomacy"
    label = "diplomacy"
    verbose_name = _("Diplomacy")
    navigation = [
        Entry(_("Partnerships"), "diplomacy:partnerships", "diplomacy_read", "partnerships", 5),
        Entry(_("Engagements"), "diplomacy:engagements", "diplomacy_read", "partnerships", 10),
        Entry(
            _("Commitments"),
            "diplomacy:commitments",
            "diplomacy_read",
            "partnerships",
            15,
            count="jisr.station.diplomacy.queries.commitments.count_due",
        ),
        Entry(_("Joint plans"), "diplomacy:plans", "diplomacy_read", "partnerships", 20),
        Entry(_("Minutes"), "diplomacy:minutes_list", "diplomacy_read", "partnerships", 25),
        Entry(_("Recognition"), "diplomacy:recognitions", "diplomacy_read", "partnerships", 30),
    ]

    def ready(self) -> None:
        from jisr.station.diplomacy import arrivals, compartmented
        from jisr.station.diplomacy.queries.joint import existing
        from jisr.station.diplomacy.services import commitments, minutes, plans
        from jisr.station.vault import records

        for kind in ("joint", "engagement", "recognition"):
            records.register(kind, existing(kind))
        compartmented.connect()
        arrivals.register_all()
        commitments.connect()
        plans.connect()
        minutes.connect()
