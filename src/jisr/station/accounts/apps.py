from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from jisr.station.web.navigation import Entry


class AccountsConfig(AppConfig):
    name = "jisr.station.accounts"
    label = "accounts"
    verbose_name = _("People and roles")
    navigation = [Entry(_("People and roles"), "accounts:people", "account_manage", "station", 10)]

    def ready(self) -> None:
        from jisr.station.accounts import signals  # noqa: F401 - connects the receivers
        from jisr.station.accounts.purposes import purpose_notice
        from jisr.station.web.context import show_above

        show_above(purpose_notice)
