"""Every route of the room, under /api/v1/redress/."""

from ninja import Router

from jisr.station.redress.api import cases, letters

router = Router()
router.add_router("", cases.router)
router.add_router("", letters.router)
