"""The router that the route modules share, and what their parameters have in common."""

from typing import Annotated

from ninja import Query, Router

from jisr.station.accounts.access import Bearer
from jisr.station.accounts.roles import Right
from jisr.station.knowledge.api.schemas import EntityQuery

router = Router()
READ, WRITE = Bearer(Right.KNOWLEDGE_READ), Bearer(Right.KNOWLEDGE_WRITE)
Limit = Annotated[int, Query(ge=1, le=200)]
Offset = Annotated[int, Query(ge=0)]
Words = Annotated[str, Query(max_length=500)]
Filter = Annotated[EntityQuery, Query()]
