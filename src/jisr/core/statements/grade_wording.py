"""The words of the grades in three languages. Data only.

Source: Admiralty scale as in STANAG 2511 (6x6); Regulation (EU) 2016/794 Art. 29 (4x4); College of Policing
(3x5x2, its digits not checked). The Arabic is Jisr's own.
"""

_RELIABILITY_6X6 = {
    "A": {"en": "Completely reliable", "fr": "Entièrement fiable", "ar": "موثوق تمامًا"},
    "B": {"en": "Usually reliable", "fr": "Généralement fiable", "ar": "موثوق في الغالب"},
    "C": {"en": "Fairly reliable", "fr": "Assez fiable", "ar": "موثوق إلى حد ما"},
    "D": {"en": "Not usually reliable", "fr": "Rarement fiable", "ar": "غير موثوق في الغالب"},
    "E": {"en": "Unreliable", "fr": "Non fiable", "ar": "غير موثوق"},
    "F": {
        "en": "Reliability cannot be judged",
        "fr": "Fiabilité impossible à apprécier",
        "ar": "يتعذر تقدير الموثوقية",
    },
}
_CREDIBILITY_6X6 = {
    "1": {
        "en": "Confirmed by other sources",
        "fr": "Confirmé par d’autres sources",
        "ar": "أكدته مصادر أخرى",
    },
    "2": {"en": "Probably true", "fr": "Probablement vrai", "ar": "صحيح على الأرجح"},
    "3": {"en": "Possibly true", "fr": "Peut-être vrai", "ar": "قد يكون صحيحًا"},
    "4": {"en": "Doubtful", "fr": "Douteux", "ar": "مشكوك فيه"},
    "5": {"en": "Improbable", "fr": "Improbable", "ar": "مستبعد"},
    "6": {
        "en": "Truth cannot be judged",
        "fr": "Véracité impossible à apprécier",
        "ar": "يتعذر تقدير الصحة",
    },
}
_RELIABILITY_4X4 = {
    "A": {
        "en": "No doubt about the source, or the source proved reliable in all instances",
        "fr": "Aucun doute sur la source, ou source qui s’est révélée fiable dans tous les cas",
        "ar": "لا شك في المصدر، أو مصدر ثبتت موثوقيته في جميع الحالات",
    },
    "B": {
        "en": "Source which has in most instances proved reliable",
        "fr": "Source qui s’est révélée fiable dans la plupart des cas",
        "ar": "مصدر ثبتت موثوقيته في معظم الحالات",
    },
    "C": {
        "en": "Source which has in most instances proved unreliable",
        "fr": "Source qui s’est révélée non fiable dans la plupart des cas",
        "ar": "مصدر ثبت عدم موثوقيته في معظم الحالات",
    },
    "X": {
        "en": "The reliability of the source cannot be assessed",
        "fr": "La fiabilité de la source ne peut être évaluée",
        "ar": "لا يمكن تقييم موثوقية المصدر",
    },
}
_CREDIBILITY_4X4 = {
    "1": {
        "en": "Accuracy is not in doubt",
        "fr": "L’exactitude ne fait aucun doute",
        "ar": "لا شك في دقة المعلومة",
    },
    "2": {
        "en": "Known personally to the source but not to the official passing it on",
        "fr": "Connue personnellement de la source, mais pas de l’agent qui la transmet",
        "ar": "معلومة يعرفها المصدر شخصيًا ولا يعرفها الموظف الذي ينقلها",
    },
    "3": {
        "en": "Not known personally to the source, but corroborated by other information already recorded",
        "fr": "Non connue personnellement de la source, mais corroborée par d’autres informations déjà enregistrées",
        "ar": "معلومة لا يعرفها المصدر شخصيًا لكن تعززها معلومات أخرى مسجلة",
    },
    "4": {
        "en": "Not known personally to the source and cannot be corroborated",
        "fr": "Non connue personnellement de la source et impossible à corroborer",
        "ar": "معلومة لا يعرفها المصدر شخصيًا ولا يمكن تعزيزها",
    },
}

_RELIABILITY_3X5X2 = {
    "1": {"en": "Reliable", "fr": "Fiable", "ar": "موثوق"},
    "2": {"en": "Untested", "fr": "Non éprouvée", "ar": "لم تُختبر موثوقيته"},
    "3": {"en": "Not reliable", "fr": "Non fiable", "ar": "غير موثوق"},
}
_CREDIBILITY_3X5X2 = {
    "A": {
        "en": "Known directly to the source",
        "fr": "Connue directement de la source",
        "ar": "معلومة يعرفها المصدر مباشرة",
    },
    "B": {
        "en": "Known indirectly to the source but corroborated",
        "fr": "Connue indirectement de la source, mais corroborée",
        "ar": "معلومة يعرفها المصدر بشكل غير مباشر لكنها معززة",
    },
    "C": {
        "en": "Known indirectly to the source",
        "fr": "Connue indirectement de la source",
        "ar": "معلومة يعرفها المصدر بشكل غير مباشر",
    },
    "D": {"en": "Not known", "fr": "Non connue", "ar": "غير معروفة"},
    "E": {"en": "Suspected to be false", "fr": "Soupçonnée d’être fausse", "ar": "يُشتبه في أنها كاذبة"},
}

WORDING = {
    "6x6": (_RELIABILITY_6X6, _CREDIBILITY_6X6),
    "4x4": (_RELIABILITY_4X4, _CREDIBILITY_4X4),
    "3x5x2": (_RELIABILITY_3X5X2, _CREDIBILITY_3X5X2),
}
