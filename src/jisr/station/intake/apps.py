from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from jisr.station.web.navigation import Entry


class IntakeConfig(AppConfig):
    name = "jisr.station.intake"
    label = "intake"
    verbose_name = _("Reports")
    navigation = [
        Entry(
            _("Reports"),
            "intake:reports",
            "report_read",
            "work",
            20,
            count="jisr.station.intake.queries.count_reports_with_proposals",
        ),
        Entry(_("Lists"), "intake:imports", "report_write", "work", 70),
    ]

    def ready(self) -> None:
        from jisr.station.intake import compartmented

        compartmented.connect()
        from jisr.station.intake.queries import kept
        from jisr.station.vault import records

        records.register("report", kept.existing_reports, kept.newest_reports)
        records.register("attachment", kept.existing_attachments)
        records.register("import", kept.existing_imports)
