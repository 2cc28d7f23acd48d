"""A sentence for every reason and obligation in Arabic, French and English. Data, and two functions that fill it in."""

from collections.abc import Mapping

from jisr.core.handling.contradictions import Contradiction
from jisr.core.handling.outcomes import Obligation, ObligationKind, Reason, ReasonCode
from jisr.core.handling.words import LANGUAGES, said

REASONS: Mapping[ReasonCode, Mapping[str, str]] = {
    ReasonCode.NOTHING_TO_RELEASE: {
        "en": "There is nothing to release.",
        "fr": "Il n’y a rien à communiquer.",
        "ar": "لا يوجد ما يُفرج عنه.",
    },
    ReasonCode.STOPPED_BY_OVERSIGHT: {
        "en": "An oversight officer has stopped this release.",
        "fr": "Un agent de contrôle a arrêté cette communication.",
        "ar": "أوقف مسؤول الرقابة هذا الإفراج.",
    },
    ReasonCode.NOT_NEUTRAL: {
        "en": "The matter has a character in which cooperation is forbidden: {character}.",
        "fr": "L’affaire présente un caractère pour lequel toute coopération est interdite : {character}.",
        "ar": "للموضوع طابع يُحظر التعاون فيه: {character}.",
    },
    ReasonCode.TAINTED_ORIGIN: {
        "en": "The information was clearly obtained in violation of human rights.",
        "fr": "L’information a manifestement été obtenue en violation des droits de l’homme.",
        "ar": "من الواضح أن المعلومة استُقيت في انتهاك لحقوق الإنسان.",
    },
    ReasonCode.RECIPIENT_IS_SELF: {
        "en": "The recipient is this station itself.",
        "fr": "Le destinataire est cette station elle-même.",
        "ar": "المستلم هو هذه المحطة نفسها.",
    },
    ReasonCode.PARTNER_NOT_ACTIVE: {
        "en": "The partner is not active (state: {state}).",
        "fr": "Le partenaire n’est pas actif (état : {state}).",
        "ar": "الشريك غير نشط (الحالة: {state}).",
    },
    ReasonCode.PARTNER_CARD_NOT_VALID: {
        "en": "The partner has no card with valid keys.",
        "fr": "Le partenaire n’a pas de fiche aux clés valides.",
        "ar": "ليست للشريك بطاقة ذات مفاتيح صالحة.",
    },
    ReasonCode.OWN_CARD_NOT_VALID: {
        "en": "This station’s own keys are not valid.",
        "fr": "Les clés de cette station ne sont pas valides.",
        "ar": "مفاتيح هذه المحطة غير صالحة.",
    },
    ReasonCode.AGREEMENT_MISSING: {
        "en": "There is no agreement with this partner.",
        "fr": "Il n’existe pas d’accord avec ce partenaire.",
        "ar": "لا يوجد اتفاق مع هذا الشريك.",
    },
    ReasonCode.AGREEMENT_NOT_YET_IN_FORCE: {
        "en": "The agreement {reference} is in force only from {date}.",
        "fr": "L’accord {reference} n’entre en vigueur que le {date}.",
        "ar": "لا يسري الاتفاق {reference} إلا ابتداءً من {date}.",
    },
    ReasonCode.AGREEMENT_ENDED: {
        "en": "The agreement {reference} ended on {date}.",
        "fr": "L’accord {reference} a pris fin le {date}.",
        "ar": "انتهى الاتفاق {reference} في {date}.",
    },
    ReasonCode.PURPOSE_NOT_AGREED: {
        "en": "The agreement {reference} does not cover this purpose: {purpose}.",
        "fr": "L’accord {reference} ne couvre pas cette finalité : {purpose}.",
        "ar": "لا يشمل الاتفاق {reference} هذا الغرض: {purpose}.",
    },
    ReasonCode.PURPOSE_NOT_ALLOWED: {
        "en": "The originator does not allow use for this purpose: {purpose}.",
        "fr": "L’autorité d’origine n’autorise pas l’utilisation à cette fin : {purpose}.",
        "ar": "لا تسمح الجهة المُصدِرة بالاستخدام لهذا الغرض: {purpose}.",
    },
    ReasonCode.CATEGORY_UNKNOWN: {
        "en": "It is not stated whose personal data this is.",
        "fr": "La catégorie de personne concernée n’est pas indiquée.",
        "ar": "لم تُحدد فئة الشخص المعني بهذه البيانات.",
    },
    ReasonCode.CATEGORY_NOT_AGREED: {
        "en": "The agreement {reference} does not cover data on: {category}.",
        "fr": "L’accord {reference} ne couvre pas les données relatives à : {category}.",
        "ar": "لا يشمل الاتفاق {reference} بيانات فئة: {category}.",
    },
    ReasonCode.CLASSIFICATION_TOO_HIGH: {
        "en": "Classified {classification}; the agreement {reference} protects up to {highest}.",
        "fr": "Classifié {classification} ; l’accord {reference} protège jusqu’à {highest}.",
        "ar": "درجة السرية {classification}، والاتفاق {reference} يحمي حتى درجة {highest}.",
    },
    ReasonCode.CLASSIFICATION_NOT_EQUIVALENT: {
        "en": "The agreement {reference} names no level that is equal to: {marking}.",
        "fr": "L’accord {reference} ne désigne aucun niveau équivalent à : {marking}.",
        "ar": "لا يحدد الاتفاق {reference} أي درجة معادلة لـ: {marking}.",
    },
    ReasonCode.OWN_STATION_ONLY: {
        "en": "For this station only.",
        "fr": "Réservé à cette station.",
        "ar": "لهذه المحطة وحدها.",
    },
    ReasonCode.NOT_RELEASABLE_TO_COUNTRY: {
        "en": "Releasable to {countries} only, not to {country}.",
        "fr": "Communicable à {countries} seulement, pas à {country}.",
        "ar": "يمكن الإفراج عنها لـ {countries} فقط، لا لـ {country}.",
    },
    ReasonCode.ORIGINATOR_FORBIDS_PASSING_ON: {
        "en": "The originator {originator} forbids passing it on.",
        "fr": "L’autorité d’origine {originator} en interdit la transmission à des tiers.",
        "ar": "تمنع الجهة المُصدِرة {originator} نقلها إلى طرف ثالث.",
    },
    ReasonCode.ORIGINATOR_CONSENT_NEEDED: {
        "en": "Passing it on needs the consent of the originator {originator}.",
        "fr": "La transmission à un tiers exige le consentement de l’autorité d’origine {originator}.",
        "ar": "يتطلب نقلها إلى طرف ثالث موافقة الجهة المُصدِرة {originator}.",
    },
    ReasonCode.COURT_USE_FORBIDDEN: {
        "en": "The originator {originator} forbids its use in court.",
        "fr": "L’autorité d’origine {originator} en interdit l’usage en justice.",
        "ar": "تمنع الجهة المُصدِرة {originator} استخدامها أمام القضاء.",
    },
    ReasonCode.COURT_USE_CONSENT_NEEDED: {
        "en": "Use in court needs the consent of the originator {originator}.",
        "fr": "L’usage en justice exige le consentement de l’autorité d’origine {originator}.",
        "ar": "يتطلب استخدامها أمام القضاء موافقة الجهة المُصدِرة {originator}.",
    },
    ReasonCode.ACTION_FORBIDDEN: {
        "en": "The originator {originator} forbids acting on it.",
        "fr": "L’autorité d’origine {originator} interdit d’agir sur cette base.",
        "ar": "تمنع الجهة المُصدِرة {originator} التصرف بناءً عليها.",
    },
    ReasonCode.ACTION_CONSENT_NEEDED: {
        "en": "Acting on it needs the consent of the originator {originator}.",
        "fr": "Agir sur cette base exige le consentement de l’autorité d’origine {originator}.",
        "ar": "يتطلب التصرف بناءً عليها موافقة الجهة المُصدِرة {originator}.",
    },
    ReasonCode.MATCH_FORBIDDEN: {
        "en": "The originator {originator} forbids matching it with other holdings.",
        "fr": "L’autorité d’origine {originator} interdit de la rapprocher d’autres données.",
        "ar": "تمنع الجهة المُصدِرة {originator} مطابقتها مع بيانات أخرى.",
    },
    ReasonCode.MATCH_CONSENT_NEEDED: {
        "en": "Matching it with other holdings needs the consent of the originator {originator}.",
        "fr": "La rapprocher d’autres données exige le consentement de l’autorité d’origine {originator}.",
        "ar": "تتطلب مطابقتها مع بيانات أخرى موافقة الجهة المُصدِرة {originator}.",
    },
    ReasonCode.ASSESSMENT_MISSING: {
        "en": "The human-rights assessment is missing.",
        "fr": "L’évaluation au regard des droits de l’homme manque.",
        "ar": "ينقص تقييم مراعاة حقوق الإنسان.",
    },
    ReasonCode.ASSESSMENT_NOT_APPROVED: {
        "en": "The human-rights assessment has not been approved.",
        "fr": "L’évaluation au regard des droits de l’homme n’a pas été approuvée.",
        "ar": "لم يُعتمد تقييم مراعاة حقوق الإنسان.",
    },
    ReasonCode.ASSESSMENT_EXPIRED: {
        "en": "The human-rights assessment was valid until {date} only.",
        "fr": "L’évaluation au regard des droits de l’homme n’était valable que jusqu’au {date}.",
        "ar": "انتهت صلاحية تقييم مراعاة حقوق الإنسان في {date}.",
    },
    ReasonCode.ASSESSMENT_PROHIBITS: {
        "en": "The human-rights assessment prohibits it.",
        "fr": "L’évaluation au regard des droits de l’homme l’interdit.",
        "ar": "يحظره تقييم مراعاة حقوق الإنسان.",
    },
    ReasonCode.ASSESSMENT_WITHHELD: {
        "en": "After the human-rights assessment it was decided not to help.",
        "fr": "À l’issue de l’évaluation au regard des droits de l’homme, il a été décidé de ne pas prêter concours.",
        "ar": "تقرر بعد تقييم مراعاة حقوق الإنسان عدم تقديم المساعدة.",
    },
    ReasonCode.ASSESSMENT_SUSPENDED: {
        "en": "The human-rights assessment is suspended after a concern.",
        "fr": "L’évaluation au regard des droits de l’homme est suspendue à la suite d’une préoccupation.",
        "ar": "عُلّق تقييم مراعاة حقوق الإنسان بعد إثارة شاغل.",
    },
    ReasonCode.GRADING_MISSING: {
        "en": "Source and information are not graded.",
        "fr": "La source et l’information ne sont pas cotées.",
        "ar": "لم يُقيَّم المصدر والمعلومة.",
    },
    ReasonCode.ASSESSMENT_WITHOUT_AUTHOR: {
        "en": "It is an assessment for which nobody answers by name; it must not pass for a fact.",
        "fr": "C’est une appréciation dont personne ne répond nommément ; elle ne doit pas passer pour un fait.",
        "ar": "هذا تقدير لا يتحمل مسؤوليته أحد بالاسم، ولا يجوز أن يُعرض كواقعة.",
    },
    ReasonCode.RETENTION_OVER: {
        "en": "It should have been erased after {date}.",
        "fr": "Elle aurait dû être effacée après le {date}.",
        "ar": "كان يجب محوها بعد {date}.",
    },
    ReasonCode.SPECIAL_CATEGORY_WITHOUT_GROUND: {
        "en": "It concerns {special}, and no ground for releasing it is recorded.",
        "fr": "Elle concerne {special}, et aucun motif de communication n’est consigné.",
        "ar": "تخص {special}، ولم يُسجل أي مسوّغ للإفراج عنها.",
    },
}

OBLIGATIONS: Mapping[ObligationKind, Mapping[str, str]] = {
    ObligationKind.ERASE: {
        "en": "Erase by {due} and send the certificate back.",
        "fr": "Effacer au plus tard le {due} et renvoyer le certificat.",
        "ar": "تُمحى في أجل أقصاه {due} ويُعاد إرسال شهادة المحو.",
    },
    ObligationKind.PURPOSE: {
        "en": "Use for this purpose only: {purpose}.",
        "fr": "Utiliser à cette seule fin : {purpose}.",
        "ar": "تُستخدم لهذا الغرض وحده: {purpose}.",
    },
    ObligationKind.ONWARD: {
        "en": "Passing on to third parties: {rule}.",
        "fr": "Transmission à des tiers : {rule}.",
        "ar": "النقل إلى طرف ثالث: {rule}.",
    },
    ObligationKind.COURT_USE: {
        "en": "Use in court: {rule}.",
        "fr": "Usage en justice : {rule}.",
        "ar": "الاستخدام أمام القضاء: {rule}.",
    },
    ObligationKind.ACTION_ON: {
        "en": "Acting on it: {rule}.",
        "fr": "Action sur cette base : {rule}.",
        "ar": "التصرف بناءً عليها: {rule}.",
    },
    ObligationKind.MATCH: {
        "en": "Matching with other holdings: {rule}.",
        "fr": "Rapprochement avec d’autres données : {rule}.",
        "ar": "المطابقة مع بيانات أخرى: {rule}.",
    },
    ObligationKind.NOTE: {
        "en": "The originator’s restriction: {note}",
        "fr": "Restriction de l’autorité d’origine : {note}",
        "ar": "قيد الجهة المُصدِرة: {note}",
    },
    ObligationKind.SPECIAL_CARE: {
        "en": "Special care: it concerns {special}.",
        "fr": "Attention particulière : elle concerne {special}.",
        "ar": "عناية خاصة: تخص {special}.",
    },
}


CONTRADICTIONS: Mapping[Contradiction, Mapping[str, str]] = {
    Contradiction.TLP_CLEAR_BUT_CLASSIFIED: {
        "en": "TLP:CLEAR sets no limit, and yet it is classified.",
        "fr": "TLP:CLEAR ne fixe aucune limite, et pourtant l’information est classifiée.",
        "ar": "لا تضع TLP:CLEAR أي حد، ومع ذلك فالمعلومة مصنفة.",
    },
    Contradiction.TLP_RED_BUT_ONWARD_ALLOWED: {
        "en": "TLP:RED is for individual recipients only, and yet passing on is allowed.",
        "fr": "TLP:RED est réservé aux seuls destinataires nommés, et pourtant la transmission est autorisée.",
        "ar": "تقصر TLP:RED المعلومة على مستلمين بعينهم، ومع ذلك فنقلها مسموح.",
    },
    Contradiction.NOBODY_BUT_ONWARD_ALLOWED: {
        "en": "It may go to nobody outside this station, and yet passing on is allowed.",
        "fr": "Elle ne peut sortir de cette station, et pourtant la transmission est autorisée.",
        "ar": "لا يجوز أن تغادر هذه المحطة، ومع ذلك فنقلها مسموح.",
    },
    Contradiction.H1_BUT_COURT_ALLOWED: {
        "en": "H1 asks for permission before use in court, and yet use in court is allowed.",
        "fr": "H1 exige une autorisation avant l’usage en justice, et pourtant cet usage est autorisé.",
        "ar": "يشترط H1 الإذن قبل الاستخدام أمام القضاء، ومع ذلك فهذا الاستخدام مسموح.",
    },
    Contradiction.H2_BUT_ONWARD_ALLOWED: {
        "en": "H2 asks for permission before passing on, and yet passing on is allowed.",
        "fr": "H2 exige une autorisation avant la transmission, et pourtant celle-ci est autorisée.",
        "ar": "يشترط H2 الإذن قبل النقل، ومع ذلك فالنقل مسموح.",
    },
    Contradiction.H3_WITHOUT_TEXT: {
        "en": "H3 stands for other restrictions, and they are not stated.",
        "fr": "H3 annonce d’autres restrictions, et elles ne sont pas indiquées.",
        "ar": "يشير H3 إلى قيود أخرى لم تُذكر.",
    },
    Contradiction.CLASSIFICATION_BELOW_MARK: {
        "en": "The classification is lower than the level in which it was given.",
        "fr": "La classification est inférieure au niveau dans lequel l’information a été donnée.",
        "ar": "درجة السرية أدنى من الدرجة التي أُعطيت بها المعلومة.",
    },
    Contradiction.RETENTION_IN_THE_PAST: {
        "en": "The last day of keeping lies in the past.",
        "fr": "Le dernier jour de conservation est passé.",
        "ar": "آخر يوم للاحتفاظ يقع في الماضي.",
    },
    Contradiction.TEAR_LINE_NOT_PASSABLE: {
        "en": "A tear-line may be passed on without asking; its own conditions do not allow that.",
        "fr": "Un extrait communicable se transmet sans demande ; ses propres conditions ne le permettent pas.",
        "ar": "يُنقل المقتطف القابل للمشاركة دون استئذان، وشروطه الخاصة لا تسمح بذلك.",
    },
}


def reason_sentence(reason: Reason, language: str, names: Mapping[str, str] | None = None) -> str:
    """The reason as a sentence.

    Args:
        language: "ar", "fr" or "en".
        names: display names for station ids and country codes in the parameters; without one they stand as they are.

    Raises:
        ValueError: there are no sentences in this language.
    """
    return _filled(REASONS[reason.code], reason.parameters, language, names)


def obligation_sentence(obligation: Obligation, language: str, names: Mapping[str, str] | None = None) -> str:
    """The obligation as a sentence. Arguments and errors as for `reason_sentence`."""
    due = {} if obligation.due is None else {"due": obligation.due.isoformat()}
    return _filled(OBLIGATIONS[obligation.kind], {**obligation.parameters, **due}, language, names)


def contradiction_sentence(contradiction: Contradiction | str, language: str) -> str:
    """What contradicts what in a marking.

    Raises:
        ValueError: no such contradiction, or no sentences in this language.
    """
    if language not in LANGUAGES:
        raise ValueError(f"no sentences in {language!r}; there are {', '.join(LANGUAGES)}")
    return CONTRADICTIONS[Contradiction(contradiction)][language]


def _filled(
    sentences: Mapping[str, str], parameters: Mapping[str, str], language: str, names: Mapping[str, str] | None
) -> str:
    if language not in LANGUAGES:
        raise ValueError(f"no sentences in {language!r}; there are {', '.join(LANGUAGES)}")
    values = {
        name: ", ".join((names or {}).get(code, code) for code in value.split(","))
        if name in _NAMED
        else said(name, value, language)
        for name, value in parameters.items()
    }
    return sentences[language].format_map(values)


_NAMED = {"originator", "country", "countries"}
