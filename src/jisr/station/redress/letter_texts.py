"""The letters' texts as the software brings them; a station changes them in its own words, version by version.

`str.format` fields: {reference}, {received}, {answer_by}, {station}, {ground}, {authority}, {authority_reference},
{reason}. The text of a neutral answer names no ground: it must not tell what is kept back from what is not held.
"""

from collections.abc import Mapping

TEXTS: Mapping[str, Mapping[str, str]] = {
    "greeting": {
        "en": "Dear Sir or Madam,",
        "fr": "Madame, Monsieur,",
        "ar": "تحية طيبة وبعد،",
    },
    "closing": {
        "en": "Yours faithfully,",
        "fr": "Veuillez agréer, Madame, Monsieur, l’expression de notre considération distinguée.",
        "ar": "وتفضلوا بقبول فائق الاحترام والتقدير.",
    },
    "signature": {
        "en": "The data-protection officer\n{station}",
        "fr": "Le délégué à la protection des données\n{station}",
        "ar": "المسؤول عن حماية المعطيات\n{station}",
    },
    "acknowledgement": {
        "en": "We received your request on {received}. It bears the reference {reference}. We will answer by "
        "{answer_by}; should we need more time, we will tell you before that day, with the reason.",
        "fr": "Nous avons reçu votre demande le {received}. Elle porte la référence {reference}. Nous y "
        "répondrons au plus tard le {answer_by} ; s’il nous faut davantage de temps, nous vous en "
        "informerons avant cette date, avec le motif.",
        "ar": "توصلنا بطلبكم بتاريخ {received}، وهو مسجل تحت المرجع {reference}. سنجيبكم في أجل أقصاه "
        "{answer_by}، وإذا احتجنا إلى وقت إضافي فسنخبركم قبل هذا التاريخ مع بيان السبب.",
    },
    "identity": {
        "en": "Before we can answer your request we must be sure who is asking. Please prove your identity "
        "with an official document, or have the authority through which you write vouch for it. We look "
        "at the proof and do not keep it.",
        "fr": "Avant de pouvoir répondre à votre demande, nous devons nous assurer de l’identité du demandeur. "
        "Veuillez justifier de votre identité par un document officiel ou la faire attester par "
        "l’autorité par laquelle vous écrivez. Nous examinons le justificatif et ne le conservons pas.",
        "ar": "قبل أن نتمكن من الجواب على طلبكم يجب أن نتأكد من هوية صاحبه. المرجو إثبات هويتكم بوثيقة رسمية "
        "أو بشهادة من السلطة التي تكاتبوننا عن طريقها. نطلع على وثيقة الإثبات ولا نحتفظ بها.",
    },
    "extension": {
        "en": "We need more time to answer your request of {received}: {reason} We will answer by {answer_by}.",
        "fr": "Il nous faut davantage de temps pour répondre à votre demande du {received} : {reason} Nous y "
        "répondrons au plus tard le {answer_by}.",
        "ar": "نحتاج إلى وقت إضافي للجواب على طلبكم المؤرخ في {received}: {reason} سنجيبكم في أجل أقصاه {answer_by}.",
    },
    "answer": {
        "en": "We have examined your request of {received}.",
        "fr": "Nous avons examiné votre demande du {received}.",
        "ar": "درسنا طلبكم المؤرخ في {received}.",
    },
    "copy": {
        "en": "A copy of the data that can be communicated to you is attached ({ground}).",
        "fr": "Une copie des données qui peuvent vous être communiquées est jointe ({ground}).",
        "ar": "تجدون رفقته نسخة من المعطيات التي يمكن إطلاعكم عليها ({ground}).",
    },
    "correct": {
        "en": "The data concerned are corrected, and those to whom they were passed are told ({ground}).",
        "fr": "Les données concernées sont rectifiées et ceux à qui elles avaient été transmises en sont "
        "informés ({ground}).",
        "ar": "تُصحَّح المعطيات المعنية ويُخطَر بذلك كل من أُحيلت إليه ({ground}).",
    },
    "erase": {
        "en": "The data concerned are erased, and those to whom they were passed are asked to erase them ({ground}).",
        "fr": "Les données concernées sont effacées et il est demandé à ceux à qui elles avaient été "
        "transmises de les effacer ({ground}).",
        "ar": "تُمحى المعطيات المعنية ويُطلب محوها من كل من أُحيلت إليه ({ground}).",
    },
    "restrict": {
        "en": "The processing of the data concerned is restricted ({ground}).",
        "fr": "Le traitement des données concernées est limité ({ground}).",
        "ar": "تُقيَّد معالجة المعطيات المعنية ({ground}).",
    },
    "refuse": {
        "en": "Your request cannot be met, wholly or in part, {ground}.",
        "fr": "Il ne peut être donné suite à votre demande, en tout ou en partie, {ground}.",
        "ar": "تتعذر الاستجابة لطلبكم كلياً أو جزئياً {ground}.",
    },
    "neutral": {
        "en": "All necessary checks have been carried out. There is nothing that we can communicate to you. "
        "This answer neither confirms nor denies that data about you are held.",
        "fr": "Toutes les vérifications nécessaires ont été effectuées. Il n’y a rien que nous puissions vous "
        "communiquer. La présente réponse ne confirme ni n’infirme que des données vous concernant sont "
        "détenues.",
        "ar": "أُجريت جميع التحققات الضرورية، وليس هناك ما يمكن إطلاعكم عليه. ولا يفيد هذا الجواب تأكيد ولا "
        "نفي وجود معطيات تخصكم.",
    },
    "remedies": {
        "en": "You may lodge a complaint with the national supervisory authority for data protection, which "
        "can exercise your rights on your behalf, and you may seek a judicial remedy.",
        "fr": "Vous pouvez introduire une réclamation auprès de l’autorité nationale de protection des "
        "données, qui peut exercer vos droits en votre nom, et former un recours juridictionnel.",
        "ar": "يحق لكم تقديم شكاية إلى السلطة الوطنية لحماية المعطيات، التي يمكنها ممارسة حقوقكم نيابة عنكم، "
        "كما يحق لكم اللجوء إلى القضاء.",
    },
    "to_authority": {
        "en": "With reference to your letter {authority_reference}: all necessary verifications have been "
        "carried out on the request of the person whom you name, and what followed has been done where "
        "there was cause. You may inform the person that the verifications took place and that a "
        "judicial remedy is open.",
        "fr": "En réponse à votre courrier {authority_reference} : toutes les vérifications nécessaires ont "
        "été effectuées sur la demande de la personne que vous désignez et il y a été donné suite "
        "lorsqu’il y avait lieu. Vous pouvez informer la personne que les vérifications ont eu lieu et "
        "qu’un recours juridictionnel lui est ouvert.",
        "ar": "جواباً على مراسلتكم {authority_reference}: أُجريت جميع التحققات الضرورية بشأن طلب الشخص الذي "
        "ذكرتموه، واتُّخذ ما يلزم عند الاقتضاء. ويمكنكم إخبار المعني بالأمر بأن التحققات قد تمت وبأن "
        "الطعن أمام القضاء متاح له.",
    },
    "subject": {
        "en": "Your request, reference {reference}",
        "fr": "Votre demande, référence {reference}",
        "ar": "الموضوع: طلبكم ذو المرجع {reference}",
    },
    "annex": {
        "en": "Data communicated",
        "fr": "Données communiquées",
        "ar": "المعطيات المبلَّغة",
    },
}
