"""Pages of the room. Whoever opens one is entered in the ledger with the case."""
