"""Sentences of the evidence about a pair, in three languages."""

SENTENCES: dict[str, dict[str, str]] = {
    "names_alike": {
        "en": "Names alike: {left} and {right} ({score}%)",
        "fr": "Noms proches : {left} et {right} ({score} %)",
        "ar": "اسمان متقاربان: {left} و{right} ({score}%)",
    },
    "names_differ": {
        "en": "Names differ: {left} and {right} ({score}%)",
        "fr": "Noms différents : {left} et {right} ({score} %)",
        "ar": "اسمان مختلفان: {left} و{right} ({score}%)",
    },
    "name_missing": {
        "en": "One side has no name",
        "fr": "Un des deux côtés n’a pas de nom",
        "ar": "لا اسم في أحد الجانبين",
    },
    "rare_name": {
        "en": "Rare name: {count} of {total} records",
        "fr": "Nom rare : {count} fiches sur {total}",
        "ar": "اسم نادر: {count} من أصل {total} من السجلات",
    },
    "common_name": {
        "en": "Common name: {count} of {total} records",
        "fr": "Nom répandu : {count} fiches sur {total}",
        "ar": "اسم شائع: {count} من أصل {total} من السجلات",
    },
    "same_identifier": {
        "en": "Same identifier: {value}",
        "fr": "Même identifiant : {value}",
        "ar": "المعرّف نفسه: {value}",
    },
    "identifier_differs": {
        "en": "Document numbers differ: {left} and {right}",
        "fr": "Numéros de document différents : {left} et {right}",
        "ar": "رقما الوثيقتين مختلفان: {left} و{right}",
    },
    "same_birth_date": {
        "en": "Same date of birth: {value}",
        "fr": "Même date de naissance : {value}",
        "ar": "تاريخ الميلاد نفسه: {value}",
    },
    "same_birth_year": {
        "en": "Dates of birth agree as far as known: {value}",
        "fr": "Dates de naissance concordantes, pour ce qu’on en sait : {value}",
        "ar": "تاريخا الميلاد متوافقان في حدود المعلوم: {value}",
    },
    "birth_date_differs": {
        "en": "Dates of birth differ: {left} and {right}",
        "fr": "Dates de naissance différentes : {left} et {right}",
        "ar": "تاريخا الميلاد مختلفان: {left} و{right}",
    },
    "birth_date_missing": {
        "en": "No date of birth to compare",
        "fr": "Aucune date de naissance à comparer",
        "ar": "لا تاريخ ميلاد للمقارنة",
    },
    "same_country": {
        "en": "Same country: {value}",
        "fr": "Même pays : {value}",
        "ar": "البلد نفسه: {value}",
    },
    "country_differs": {
        "en": "Countries differ: {left} and {right}",
        "fr": "Pays différents : {left} et {right}",
        "ar": "البلدان مختلفان: {left} و{right}",
    },
    "country_missing": {
        "en": "No country to compare",
        "fr": "Aucun pays à comparer",
        "ar": "لا بلد للمقارنة",
    },
    "same_place": {
        "en": "Same place: {left} and {right}",
        "fr": "Même lieu : {left} et {right}",
        "ar": "المكان نفسه: {left} و{right}",
    },
    "gender_differs": {
        "en": "Gender differs",
        "fr": "Sexe différent",
        "ar": "الجنس مختلف",
    },
}
