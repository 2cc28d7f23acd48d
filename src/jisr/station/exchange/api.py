"""Every route of the room, under /api/v1/exchange/."""

from ninja import Router

from jisr.station.exchange.routes import consents, dispatches, owed, requests, reviews

router = Router()
router.add_router("", dispatches.router)
router.add_router("", requests.router)
router.add_router("", owed.router)
router.add_router("", consents.router)
router.add_router("", reviews.router)
