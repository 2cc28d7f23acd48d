"""What other rooms are told of the exchange, inside the transaction in which it happens."""

from django.dispatch import Signal

#: An originator has decided on what this station asked, taken its consent back, or let the time pass.
#: Arguments: consent_id (UUID), record_id (UUID of the received dispatch), state (`ConsentState` value), at (datetime).
consent_settled = Signal()

#: Received information goes on in dispatches of this station. Arguments: passed (list of `PassedOn` rows).
passed_on = Signal()

#: Received information has been recalled or corrected. Arguments: record_id (UUID), at (datetime).
received_changed = Signal()
