from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from jisr.station.web.navigation import Entry


class CompartmentsConfig(AppConfig):
    name = "jisr.station.compartments"
    label = "compartments"
    verbose_name = _("Compartments")
    navigation = [
        Entry(
            _("Compartments"),
            "compartments:list",
            "compartment_read",
            "trust",
            10,
            count="jisr.station.compartments.queries.count_waiting",
        ),
        Entry(_("Break the glass"), "compartments:glass", "glass_break", "trust", 12),
        Entry(
            _("Broken glass"),
            "compartments:openings",
            "opening_review",
            "trust",
            14,
            count="jisr.station.compartments.queries.count_reviews_due",
        ),
    ]

    def ready(self) -> None:
        from jisr.station.accounts import access
        from jisr.station.compartments import identity
        from jisr.station.compartments.views.glass import glass_notice
        from jisr.station.web.context import show_above

        access.on_identified(identity.begin)
        show_above(glass_notice)
