"""Every route of the room, under /api/v1/diplomacy/."""

from ninja import Router

from jisr.station.diplomacy.api.commitments import router as commitments
from jisr.station.diplomacy.api.engagements import router as engagements
from jisr.station.diplomacy.api.joint import router as joint
from jisr.station.diplomacy.api.minutes import router as minutes
from jisr.station.diplomacy.api.partnerships import router as partnerships
from jisr.station.diplomacy.api.plans import router as plans
from jisr.station.diplomacy.api.recognition import router as recognition

router = Router()
for part in (commitments, engagements, joint, minutes, partnerships, plans, recognition):
    router.add_router("", part)
