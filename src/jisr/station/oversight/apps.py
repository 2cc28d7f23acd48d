from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from jisr.station.web.navigation import Entry


class OversightConfig(AppConfig):
    name = "jisr.station.oversight"
    label = "oversight"
    verbose_name = _("Oversight and ledger")
    navigation = [
        Entry(_("Ledger"), "oversight:ledger", "ledger_read", "trust", 20),
        Entry(
            _("Integrity"),
            "oversight:integrity",
            "ledger_verify",
            "trust",
            30,
            count="jisr.station.oversight.queries.count_alarms",
        ),
        Entry(_("Partners’ ledgers"), "oversight:witness", "ledger_verify", "trust", 40),
        Entry(_("Releases under oversight"), "oversight:releases", "release_stop", "trust", 22),
        Entry(
            _("Overseers’ readings"),
            "oversight:readings",
            "oversee",
            "trust",
            24,
            count="jisr.station.oversight.readings.count_unseen",
        ),
        Entry(_("Samples"), "oversight:samples", "oversee", "trust", 26),
        Entry(_("Statistics"), "oversight:statistics", "statistics_read", "trust", 45),
    ]

    def ready(self) -> None:
        from jisr.station.oversight.figures import offer_ledger_tables

        offer_ledger_tables()
