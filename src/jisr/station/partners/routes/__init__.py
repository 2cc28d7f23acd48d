"""Routes of the room, by subject; joined in `api`."""
