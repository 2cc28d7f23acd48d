"""A list linked with what the station knows: entities as records, and proposals of identity for people to decide."""
