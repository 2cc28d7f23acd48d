"""What happens in this room that rooms above may want to follow."""

from django.dispatch import Signal

#: A report was taken in. Arguments: report_id (UUID), actor (Actor). Sent inside the transaction.
report_received = Signal()

#: A finding was accepted, rejected or put back. Arguments: report_id, finding_id, state, actor.
finding_decided = Signal()
