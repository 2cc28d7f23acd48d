from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from jisr.station.web.navigation import Entry


class KnowledgeConfig(AppConfig):
    name = "jisr.station.knowledge"
    label = "knowledge"
    verbose_name = _("Knowledge")
    navigation = [
        Entry(_("Knowledge"), "knowledge:entities", "knowledge_read", "work", 60),
        Entry(
            _("Identities"),
            "knowledge:identities",
            "knowledge_read",
            "work",
            65,
            count="jisr.station.knowledge.queries.count_open_proposals",
        ),
    ]

    def ready(self) -> None:
        from jisr.station.knowledge import compartmented

        compartmented.connect()
