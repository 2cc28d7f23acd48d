"""Sentences of the evidence about a pair, in three languages."""

SENTENCES: dict[str, dict[str, str]] = {
    "names_alike": {
        "en": "Names alike: {left} and {right} ({score}%)",
        "fr": "Noms proches : {left} et {right} ({score} %)",
        "ar": "اسمان متقاربان: {left} و{right} ({score}%)",
    },
    "names_differ": {
        "en": "Names differ: {left} and {right} ({score}%)",
        "fr": "Noms différents : {left} et {right} ({score} %)",
        "ar": "اسمان مختلفان: {left} و{right} ({score}%)",
    },
    "name_missing": {
        "en": "One side has no name",
        "fr": "Un des deux côtés n’a pas de nom",
        "ar": "لا اسم في أحد الجانبين",
    },
    "single_word_name": {
        "en": "One word alone names many: {left} and {right}",
        "fr": "Un seul mot désigne beaucoup de gens : {left} et {right}",
        "ar": "كلمة واحدة تسمّي كثيرين: {left} و{right}",
    },
    "rare_name": {
        "en": "Rare name: {count} of {total} records",
        "fr": "Nom rare : {count} fiches sur {total}",
        "ar": "اسم نادر: {count} من أصل {total} من السجلات",
    },
    "common_name": {
        "en": "Common name: {count} of {total} records",
        "fr": "Nom répandu : {count} fiches sur {total}",
        "ar": "اسم شائع: {count} من أصل {total} من السجلات",
    },
    "same_birth_date": {
        "en": "Same date of birth: {value}",
        "fr": "Même date de naissance : {value}",
        "ar": "تاريخ الميلاد نفسه: {value}",
    },
    "same_birth_date_hijri": {
        "en": "Same day of birth in two calendars, give or take a day: {left} and {right}",
        "fr": "Même jour de naissance dans deux calendriers, à un jour près : {left} et {right}",
        "ar": "يوم الميلاد نفسه بالتقويمين، بفارق يوم على الأكثر: {left} و{right}",
    },
    "birth_month_agrees": {
        "en": "Month of birth agrees: {left} and {right}",
        "fr": "Mois de naissance concordant : {left} et {right}",
        "ar": "شهر الميلاد متوافق: {left} و{right}",
    },
    "birth_day_month_swapped": {
        "en": "Dates of birth agree with day and month swapped: {left} and {right}",
        "fr": "Dates de naissance concordantes, jour et mois inversés : {left} et {right}",
        "ar": "تاريخا الميلاد متوافقان مع قلب اليوم والشهر: {left} و{right}",
    },
    "birth_date_slip": {
        "en": "Dates of birth differ in one digit: {left} and {right}",
        "fr": "Dates de naissance différentes d’un seul chiffre : {left} et {right}",
        "ar": "تاريخا الميلاد يختلفان في رقم واحد: {left} و{right}",
    },
    "same_birth_year": {
        "en": "Dates of birth agree as far as known: {value}",
        "fr": "Dates de naissance concordantes, pour ce qu’on en sait : {value}",
        "ar": "تاريخا الميلاد متوافقان في حدود المعلوم: {value}",
    },
    "birth_years_overlap": {
        "en": "Approximate dates of birth may agree: {left} and {right}",
        "fr": "Dates de naissance approximatives compatibles : {left} et {right}",
        "ar": "تاريخا الميلاد التقريبيان قد يتوافقان: {left} و{right}",
    },
    "birth_date_near": {
        "en": "Dates of birth differ by less than a year or so: {left} and {right}",
        "fr": "Dates de naissance différentes, à un an près : {left} et {right}",
        "ar": "تاريخا الميلاد مختلفان بنحو سنة على الأكثر: {left} و{right}",
    },
    "birth_date_differs": {
        "en": "Dates of birth differ: {left} and {right}",
        "fr": "Dates de naissance différentes : {left} et {right}",
        "ar": "تاريخا الميلاد مختلفان: {left} و{right}",
    },
    "birth_date_far": {
        "en": "Dates of birth differ by more than ten years: {left} and {right}",
        "fr": "Dates de naissance différentes de plus de dix ans : {left} et {right}",
        "ar": "تاريخا الميلاد مختلفان بأكثر من عشر سنوات: {left} و{right}",
    },
    "birth_date_missing": {
        "en": "No date of birth to compare",
        "fr": "Aucune date de naissance à comparer",
        "ar": "لا تاريخ ميلاد للمقارنة",
    },
    "same_birth_place": {
        "en": "Same place of birth: {left} and {right}",
        "fr": "Même lieu de naissance : {left} et {right}",
        "ar": "مكان الميلاد نفسه: {left} و{right}",
    },
    "same_birth_country": {
        "en": "Same country of birth: {left} and {right}",
        "fr": "Même pays de naissance : {left} et {right}",
        "ar": "بلد الميلاد نفسه: {left} و{right}",
    },
    "birth_place_other": {
        "en": "Another place of birth: {left} and {right}",
        "fr": "Autre lieu de naissance : {left} et {right}",
        "ar": "مكان ميلاد آخر: {left} و{right}",
    },
    "birth_place_abroad": {
        "en": "Places of birth in different countries: {left} and {right}",
        "fr": "Lieux de naissance dans des pays différents : {left} et {right}",
        "ar": "مكانا الميلاد في بلدين مختلفين: {left} و{right}",
    },
    "birth_place_missing": {
        "en": "No place of birth to compare",
        "fr": "Aucun lieu de naissance à comparer",
        "ar": "لا مكان ميلاد للمقارنة",
    },
    "same_country": {
        "en": "Same country: {value}",
        "fr": "Même pays : {value}",
        "ar": "البلد نفسه: {value}",
    },
    "country_differs": {
        "en": "Countries differ: {left} and {right} (a person may have two)",
        "fr": "Pays différents : {left} et {right} (une personne peut en avoir deux)",
        "ar": "البلدان مختلفان: {left} و{right} (قد يكون للشخص بلدان)",
    },
    "country_missing": {
        "en": "No country to compare",
        "fr": "Aucun pays à comparer",
        "ar": "لا بلد للمقارنة",
    },
    "same_gender": {
        "en": "Same gender",
        "fr": "Même sexe",
        "ar": "الجنس نفسه",
    },
    "gender_differs": {
        "en": "Gender differs",
        "fr": "Sexe différent",
        "ar": "الجنس مختلف",
    },
    "same_document": {
        "en": "Same document, same issuing country: {value} ({country})",
        "fr": "Même document, même pays émetteur : {value} ({country})",
        "ar": "الوثيقة نفسها وبلد الإصدار نفسه: {value} ({country})",
    },
    "same_document_country_unknown": {
        "en": "Same document number, issuing country not known: {value}",
        "fr": "Même numéro de document, pays émetteur inconnu : {value}",
        "ar": "رقم الوثيقة نفسه وبلد الإصدار غير معروف: {value}",
    },
    "same_document_other_country": {
        "en": "Same document number, different countries: {value} ({left}, {right})",
        "fr": "Même numéro de document, pays différents : {value} ({left}, {right})",
        "ar": "رقم الوثيقة نفسه وبلدان مختلفان: {value} ({left}، {right})",
    },
    "document_slip": {
        "en": "Document numbers differ in one character: {left} and {right}",
        "fr": "Numéros de document différents d’un seul caractère : {left} et {right}",
        "ar": "رقما الوثيقتين يختلفان في حرف واحد: {left} و{right}",
    },
    "passports_differ": {
        "en": "Different passports, which is no contradiction: {left} and {right}",
        "fr": "Passeports différents, ce qui n’est pas une contradiction : {left} et {right}",
        "ar": "جوازا سفر مختلفان، وليس ذلك تناقضا: {left} و{right}",
    },
    "identifier_differs": {
        "en": "Identity numbers of one country differ: {left} and {right}",
        "fr": "Numéros d’identité d’un même pays différents : {left} et {right}",
        "ar": "رقما الهوية لبلد واحد مختلفان: {left} و{right}",
    },
    "document_missing": {
        "en": "No document number to compare",
        "fr": "Aucun numéro de document à comparer",
        "ar": "لا رقم وثيقة للمقارنة",
    },
    "same_identifier": {
        "en": "Same identifier: {value}",
        "fr": "Même identifiant : {value}",
        "ar": "المعرّف نفسه: {value}",
    },
    "same_short_number": {
        "en": "Same short number, which may be chance: {value}",
        "fr": "Même numéro court, peut-être par hasard : {value}",
        "ar": "الرقم القصير نفسه، وقد يكون مصادفة: {value}",
    },
    "same_phone": {
        "en": "Same telephone: {value}",
        "fr": "Même téléphone : {value}",
        "ar": "رقم الهاتف نفسه: {value}",
    },
    "same_phone_local": {
        "en": "Telephones agree but for the country code: {left} and {right}",
        "fr": "Téléphones concordants, à l’indicatif du pays près : {left} et {right}",
        "ar": "رقما الهاتف متوافقان دون رمز البلد: {left} و{right}",
    },
    "same_email": {
        "en": "Same e-mail: {value}",
        "fr": "Même adresse électronique : {value}",
        "ar": "البريد الإلكتروني نفسه: {value}",
    },
    "same_account": {
        "en": "Same account: {value}",
        "fr": "Même compte : {value}",
        "ar": "الحساب نفسه: {value}",
    },
    "same_address": {
        "en": "Same address: {left} and {right}",
        "fr": "Même adresse : {left} et {right}",
        "ar": "العنوان نفسه: {left} و{right}",
    },
    "address_near": {
        "en": "Addresses partly agree: {left} and {right}",
        "fr": "Adresses en partie concordantes : {left} et {right}",
        "ar": "العنوانان متوافقان جزئيا: {left} و{right}",
    },
    "same_father": {
        "en": "Father’s names alike: {left} and {right}",
        "fr": "Noms du père proches : {left} et {right}",
        "ar": "اسما الأب متقاربان: {left} و{right}",
    },
    "father_differs": {
        "en": "Father’s names differ: {left} and {right}",
        "fr": "Noms du père différents : {left} et {right}",
        "ar": "اسما الأب مختلفان: {left} و{right}",
    },
    "same_mother": {
        "en": "Mother’s names alike: {left} and {right}",
        "fr": "Noms de la mère proches : {left} et {right}",
        "ar": "اسما الأم متقاربان: {left} و{right}",
    },
    "mother_differs": {
        "en": "Mother’s names differ: {left} and {right}",
        "fr": "Noms de la mère différents : {left} et {right}",
        "ar": "اسما الأم مختلفان: {left} و{right}",
    },
    "same_relative": {
        "en": "Relative in common: {value}",
        "fr": "Parent en commun : {value}",
        "ar": "قريب مشترك: {value}",
    },
    "same_employer": {
        "en": "Same employer: {value}",
        "fr": "Même employeur : {value}",
        "ar": "المشغّل نفسه: {value}",
    },
    "shared_associate": {
        "en": "Associate in common: {value}",
        "fr": "Relation en commun : {value}",
        "ar": "شريك معروف مشترك: {value}",
    },
    "shared_associates": {
        "en": "Several associates in common ({count}): {value}",
        "fr": "Plusieurs relations en commun ({count}) : {value}",
        "ar": "عدة شركاء معروفين مشتركين ({count}): {value}",
    },
    "same_mention": {
        "en": "Named beside the same organisation, in different texts: {value}",
        "fr": "Cités avec la même organisation, dans des textes différents : {value}",
        "ar": "مذكوران مع التنظيم نفسه في نصين مختلفين: {value}",
    },
}
