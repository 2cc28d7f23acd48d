from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from jisr.station.web.navigation import Entry


class PartnersConfig(AppConfig):
    name = "jisr.station.partners"
    label = "partners"
    verbose_name = _("Partners")
    navigation = [
        Entry(_("Partners"), "partners:list", "partner_read", "partnerships", 10),
        Entry(
            _("Agreements"),
            "partners:agreements",
            "partner_read",
            "partnerships",
            20,
            count="jisr.station.partners.queries.count_agreements_ending_soon",
        ),
        Entry(_("Standing interests"), "partners:interests", "interest_read", "partnerships", 30),
        Entry(_("Own card"), "partners:own_card", "partner_read", "station", 30),
    ]

    def ready(self) -> None:
        from jisr.station.ledger import partner_keys
        from jisr.station.partners.queries import checkpoint_keys

        partner_keys.register(checkpoint_keys)
