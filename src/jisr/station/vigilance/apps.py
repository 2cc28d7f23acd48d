from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class VigilanceConfig(AppConfig):
    name = "jisr.station.vigilance"
    label = "vigilance"
    verbose_name = _("Watch over reading")
