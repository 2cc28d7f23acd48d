"""Every route of the room, under /api/v1/partners/."""

from ninja import Router

from jisr.station.partners.routes import records, stations

router = Router()
router.add_router("", stations.router)
router.add_router("", records.router)
