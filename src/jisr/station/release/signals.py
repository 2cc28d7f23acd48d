"""What other rooms are told when a proposal has been decided, inside the transaction that decides it."""

from django.dispatch import Signal

#: It has left. Arguments: actor, proposal_id (UUID), subject (str), kind (DispatchKind), at (datetime),
#: dispatches: dict of station id -> this station's id of the dispatch in which it went there.
released = Signal()

#: It does not leave, and the proposal is closed. Arguments: actor, proposal_id, subject, kind, at,
#: state ("refused" or "withdrawn"), reason (str).
closed = Signal()

#: An oversight officer has stopped it, or let it go on. Arguments: actor, proposal_id, subject, kind, at,
#: is_stopped (bool), reason (str).
stopped = Signal()
