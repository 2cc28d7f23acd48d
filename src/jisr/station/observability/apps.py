import os
from pathlib import Path

from django.apps import AppConfig
from django.conf import settings
from django.utils.translation import gettext_lazy as _


def metrics_folder(home: Path) -> Path:
    """Where the processes of the station keep their counts."""
    return home / "metrics"


class ObservabilityConfig(AppConfig):
    name = "jisr.station.observability"
    label = "observability"
    verbose_name = _("Observability")

    def ready(self) -> None:
        from jisr.station.observability.logs import configure_from_environment

        # prometheus_client reads this when it is first imported.
        folder = metrics_folder(Path(settings.HOME.path))
        folder.mkdir(exist_ok=True, mode=0o700)
        os.environ["PROMETHEUS_MULTIPROC_DIR"] = str(folder)
        configure_from_environment()
