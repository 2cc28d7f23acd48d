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
            _("Consents"),
            "exchange:consents",
            "exchange_read",
            "work",
            33,
            count="jisr.station.exchange.queries.count_consents_to_prepare",
        ),
        Entry(
            _("To look at again"),
            "exchange:reviews",
            "exchange_read",
            "work",
            36,
            count="jisr.station.exchange.queries.count_reviews",
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
        from jisr.station.exchange import compartmented

        compartmented.connect()
        from jisr.station.exchange.queries.kept import existing, newest
        from jisr.station.vault import records

        records.register("dispatch", existing, newest)
        from jisr.station.exchange import handlers, own_work, partner_events, signals
        from jisr.station.exchange.services.certificates import report_new_holders

        handlers.register_all()
        partner_events.connect()
        own_work.register_all()
        signals.passed_on.connect(report_new_holders, dispatch_uid="exchange.report_new_holders")
