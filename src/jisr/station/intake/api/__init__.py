"""Routes of the intake room, under /api/v1/intake/."""

from jisr.station.intake.api import findings, imports, reports
from jisr.station.intake.api.routing import router

__all__ = ["findings", "imports", "reports", "router"]
