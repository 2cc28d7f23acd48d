"""The ledger's tables: every room writes here, none reads another's business through it. Pages are in `oversight`."""
