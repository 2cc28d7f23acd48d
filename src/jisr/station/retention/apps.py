from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from jisr.station.web.navigation import Entry


class RetentionConfig(AppConfig):
    name = "jisr.station.retention"
    label = "retention"
    verbose_name = _("Retention")
    navigation = [Entry(_("Retention"), "retention:upcoming", "retention_read", "trust", 45)]

    def ready(self) -> None:
        from jisr.station.retention import keeping
        from jisr.station.vault import holds

        holds.register(holds.Ground.HOLD, keeping.held)
        holds.register(holds.Ground.EXTENSION, keeping.extended)
