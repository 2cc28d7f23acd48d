"""The oversight officer's room: the ledger read, checked, exported, and compared with what partners hold."""
