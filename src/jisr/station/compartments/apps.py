from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CompartmentsConfig(AppConfig):
    name = "jisr.station.compartments"
    label = "compartments"
    verbose_name = _("Compartments")

    def ready(self) -> None:
        from jisr.station.accounts import access
        from jisr.station.compartments import identity

        access.on_identified(identity.begin)
