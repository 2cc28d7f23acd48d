"""What rooms above are told about partners' cards. Receivers run inside the transaction of the change.

card_replaced(station_id, old_digest, new_card)
    a partner's new card stands; what waits for it is sealed again.
partner_revoked(station_id)
    nothing goes to this partner any more.
keys_revoked(station_id, key_ids)
    a partner has revoked keys; what was sealed to them is sealed again or held back.
own_card_replaced(card_bytes, sequence)
    this station has a new card; partners are to be told by a dispatch of kind "card".
own_keys_revoked(statement, key_ids)
    this station has revoked keys of its own; partners are to be told by a dispatch of kind "revocation".
interest_shared(actor, recipients, interest)
    partners are to be told what this station asks to be told about, by a dispatch of kind "coordination".
"""

from django.dispatch import Signal

card_replaced = Signal()
partner_revoked = Signal()
keys_revoked = Signal()
own_card_replaced = Signal()
own_keys_revoked = Signal()
interest_shared = Signal()
