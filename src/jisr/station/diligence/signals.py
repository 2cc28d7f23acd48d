"""What higher rooms are told, inside the transaction in which it happens."""

from django.dispatch import Signal

#: A second person has confirmed an override. Arguments: actor, override_id (UUID), subject, recipients (list of str).
override_confirmed = Signal()

#: An assessment was suspended or terminated. Arguments: actor, subject, recipient, is_terminated (bool), reason.
stopped = Signal()
