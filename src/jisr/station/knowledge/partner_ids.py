"""The ids under which entities of partners are kept here. A partner chooses neither them nor that they are ours."""

from uuid import UUID, uuid5

_ENTITIES_OF_PARTNERS = UUID("6f1d3c0a-3f0e-5e0b-9a55-0b6d2f6a7c11")


def kept_entity_id(sender: str, origin_entity_id: UUID) -> UUID:
    """The id of an entity as this station keeps it. sender: whose signature was verified; "" for our own."""
    return uuid5(_ENTITIES_OF_PARTNERS, f"{sender}:{origin_entity_id}") if sender else origin_entity_id
