"""Routes of the knowledge room, under /api/v1/knowledge/."""

from jisr.station.knowledge.api import entities, identities, statements
from jisr.station.knowledge.api.routing import router

__all__ = ["entities", "identities", "router", "statements"]
