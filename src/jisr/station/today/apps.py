from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from jisr.station.web.navigation import Entry


class TodayConfig(AppConfig):
    name = "jisr.station.today"
    label = "today"
    verbose_name = _("Today")
    navigation = [Entry(_("Today"), "today:today", "own_account", "work", 0)]
