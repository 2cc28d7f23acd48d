"""Sentences of the defined answers, in the three languages, keyed by code."""

from typing import Final

SENTENCES: Final[dict[str, dict[str, str]]] = {
    "sealing_error": {
        "ar": "تعذّرت معالجة الرسالة.",
        "fr": "Le message n'a pas pu être traité.",
        "en": "The message could not be processed.",
    },
    "malformed": {
        "ar": "الرسالة ليست على الصيغة التي يحدّدها البروتوكول.",
        "fr": "Le message n'a pas la forme prévue par le protocole.",
        "en": "The message does not have the form the protocol prescribes.",
    },
    "truncated": {
        "ar": "وصلت الرسالة مبتورة؛ يُرجى إعادة إرسالها.",
        "fr": "Le message est arrivé tronqué ; il faut le renvoyer.",
        "en": "The message arrived cut short; send it again.",
    },
    "duplicate_name": {
        "ar": "يتكرّر في الرسالة حقل واحد مرّتين، فلا يمكن الوثوق بقراءتها.",
        "fr": "Un même champ figure deux fois dans le message : sa lecture n'est pas sûre.",
        "en": "The message holds the same field twice, so its reading is not safe.",
    },
    "oversize": {
        "ar": "الرسالة أكبر مما تقبله هذه المحطة.",
        "fr": "Le message dépasse la taille que cette station accepte.",
        "en": "The message is larger than this station accepts.",
    },
    "unknown_version": {
        "ar": "هذه المحطة لا تتعامل بهذا الإصدار من البروتوكول.",
        "fr": "Cette station ne parle pas cette version du protocole.",
        "en": "This station does not speak this version of the protocol.",
    },
    "downgrade": {
        "ar": "الرسالة مختومة بخوارزمية أضعف من المتّفق عليها.",
        "fr": "Le message est scellé par un algorithme plus faible que celui convenu.",
        "en": "The message is sealed with a weaker algorithm than agreed.",
    },
    "wrong_recipient": {
        "ar": "هذه الرسالة غير مختومة لهذه المحطة.",
        "fr": "Ce message n'est pas scellé pour cette station.",
        "en": "This message is not sealed for this station.",
    },
    "recipient_key_revoked": {
        "ar": "الرسالة مختومة بمفتاح أُلغي؛ يجب ختمها من جديد بالمفتاح الحالي.",
        "fr": "Le message est scellé pour une clé révoquée ; il faut le sceller à nouveau pour la clé actuelle.",
        "en": "The message is sealed to a revoked key; seal it again to the current key.",
    },
    "tampered": {
        "ar": "لا ينفتح ختم الرسالة: فقد جرى تغييرها في الطريق.",
        "fr": "Le sceau du message ne s'ouvre pas : il a été altéré en chemin.",
        "en": "The seal of the message does not open: it was altered on the way.",
    },
    "unknown_sender": {
        "ar": "المرسِل ليس شريكاً متحقَّقاً منه لدى هذه المحطة.",
        "fr": "L'expéditeur n'est pas un partenaire vérifié de cette station.",
        "en": "The sender is not a verified partner of this station.",
    },
    "unknown_key": {
        "ar": "الرسالة موقّعة بمفتاح غير وارد في بطاقة المرسِل.",
        "fr": "Le message est signé avec une clé absente de la carte de l'expéditeur.",
        "en": "The message is signed with a key that is not on the sender's card.",
    },
    "revoked_key": {
        "ar": "الرسالة موقّعة بمفتاح ألغاه صاحبه.",
        "fr": "Le message est signé avec une clé que son titulaire a révoquée.",
        "en": "The message is signed with a key its owner has revoked.",
    },
    "key_not_valid": {
        "ar": "الرسالة موقّعة خارج مدّة صلاحية المفتاح.",
        "fr": "Le message est signé hors de la période de validité de la clé.",
        "en": "The message is signed outside the validity of the key.",
    },
    "bad_signature": {
        "ar": "توقيع الرسالة غير صحيح.",
        "fr": "La signature du message n'est pas valable.",
        "en": "The signature of the message does not verify.",
    },
    "misdirected": {
        "ar": "القائمة الموقّعة للمرسَل إليهم لا تذكر هذه المحطة.",
        "fr": "La liste signée des destinataires ne nomme pas cette station.",
        "en": "The signed list of recipients does not name this station.",
    },
    "payload_mismatch": {
        "ar": "ظاهر الرسالة لا يطابق ما وقّعه المرسِل.",
        "fr": "L'extérieur du message ne correspond pas à ce que l'expéditeur a signé.",
        "en": "The outside of the message does not match what the sender signed.",
    },
    "clock_skew": {
        "ar": "تاريخ الرسالة في المستقبل؛ يُرجى ضبط ساعتي المحطتين.",
        "fr": "Le message est daté dans le futur ; il faut régler l'horloge des stations.",
        "en": "The message is dated in the future; set the clocks of the stations.",
    },
    "too_old": {
        "ar": "تاريخ الرسالة أقدم مما تقبله هذه المحطة.",
        "fr": "Le message est plus ancien que ce que cette station accepte.",
        "en": "The message is older than this station accepts.",
    },
    "replay": {
        "ar": "سبق استلام برقية بهذا الرقم ومضمونها مختلف.",
        "fr": "Une dépêche portant ce numéro a déjà été reçue avec un autre contenu.",
        "en": "A dispatch with this number was received before, with other content.",
    },
    "unknown_reference": {
        "ar": "تتعلق هذه الرسالة ببرقية لم ترسلها هذه المحطة إلى الجهة المرسلة.",
        "fr": "Ce message porte sur une dépêche que cette station n’a jamais envoyée à son expéditeur.",
        "en": "This is about a dispatch that this station never sent to its sender.",
    },
    "bad_certificate": {
        "ar": "لا تطابق هذه الشهادة ما تشهد به، أو تتراجع عما سبقت الشهادة به.",
        "fr": "Ce certificat ne correspond pas à ce qu’il certifie, ou revient sur ce qui était déjà certifié.",
        "en": "This certificate does not fit what it certifies, or takes back what was certified before.",
    },
    "bad_consent": {
        "ar": "طلب الموافقة أو القرار بشأنها لا يصدر عمن له الحق فيه، أو لا ينطبق على هذه البرقية.",
        "fr": "Cet accord est demandé ou donné par qui n’en a pas la qualité, ou ne s’applique pas à cette dépêche.",
        "en": "This consent is asked or given by somebody whose it is not, or does not apply to this dispatch.",
    },
    "bad_card": {
        "ar": "بطاقة المحطة غير صحيحة.",
        "fr": "La carte de station n'est pas valable.",
        "en": "The station card is not valid.",
    },
    "stale_card": {
        "ar": "بطاقة المحطة ليست أحدث من البطاقة المعروفة.",
        "fr": "La carte de station n'est pas plus récente que celle qui est connue.",
        "en": "The station card is not newer than the one known.",
    },
    "bad_receipt": {
        "ar": "الإشعار بالاستلام لا يخصّ هذه البرقية أو هذا المرسَل إليه.",
        "fr": "L'accusé de réception ne concerne pas cette dépêche ou ce destinataire.",
        "en": "The receipt is not for this dispatch or not from this recipient.",
    },
    "bad_cosignature": {
        "ar": "النص غير موقّع من جميع من يذكرهم.",
        "fr": "Le texte n'est pas signé par tous ceux qu'il nomme.",
        "en": "The text is not signed by everyone it names.",
    },
    "bad_key_store": {
        "ar": "لا تنفتح مفاتيح المحطة: كلمة السر خاطئة أو الملف تالف.",
        "fr": "Les clés de la station ne s'ouvrent pas : phrase secrète erronée ou fichier endommagé.",
        "en": "The station keys do not open: wrong passphrase, or a damaged file.",
    },
    "marking_contradictory": {
        "ar": "تتناقض شروط تداول البرقية أو أحد أجزائها.",
        "fr": "Les conditions de la dépêche, ou d'une de ses parties, se contredisent.",
        "en": "The conditions of the dispatch, or of a part of it, contradict themselves.",
    },
    "scale_unknown": {
        "ar": "جزء من البرقية مصنّف على سلّم لا تعرفه هذه المحطة.",
        "fr": "Une partie de la dépêche est classifiée selon une échelle que cette station ne connaît pas.",
        "en": "A part of the dispatch is marked in a scale that this station does not know.",
    },
    "level_unknown": {
        "ar": "جزء من البرقية مصنّف بدرجة لا توجد في سلّمها.",
        "fr": "Une partie de la dépêche porte un niveau qui n'existe pas dans son échelle.",
        "en": "A part of the dispatch is marked with a level that its scale does not have.",
    },
    "classification_not_equivalent": {
        "ar": "لا يحدّد الاتفاق درجة معادلة لدرجة جزء من البرقية.",
        "fr": "L'accord ne désigne aucun équivalent au niveau d'une partie de la dépêche.",
        "en": "The agreement names no equal of the level of a part of the dispatch.",
    },
}
