from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from jisr.station.web.navigation import Entry


class ExchangeConfig(AppConfig):
    name = "jisr.station.exchange"
    label = "exchange"
    verbose_name = _("Exchange")
    navigation = [
        Entry(
            _("Inbox"),
            "exchange:inbox",
            "exchange_read",
            "work",
            20,
            count="jisr.station.exchange.queries.count_unread",
        ),
        Entry(_("Sent"), "exchange:sent", "exchange_read", "work", 25),
        Entry(
            _("Requests"),
            "exchange:requests",
            "request_read",
            "work",
            30,
            count="jisr.station.exchange.queries.count_open_requests",
        ),
        Entry(
            _("Obligations"),
            "exchange:obligations",
            "exchange_read",
            "work",
            35,
            count="jisr.station.exchange.queries.count_obligations_due",
        ),
    ]

    def ready(self) -> None:
        from jisr.station.exchange import handlers, partner_events

        handlers.register_all()
        partner_events.connect()
