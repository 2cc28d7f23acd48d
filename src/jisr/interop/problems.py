"""What is wrong with something brought in: where, in which field, why, and in words of three languages."""

import dataclasses
from collections.abc import Mapping
from dataclasses import dataclass

LANGUAGES = ("ar", "fr", "en")


@dataclass(frozen=True, slots=True)
class IntakeProblem:
    """One thing that is wrong, or worth seeing.

    Attributes:
        line: 1-based line or row of the file; None for the whole file.
        field: column, property or element; "" where none can be named.
        code: stable; a key of `SENTENCES`.
        parameters: values for the sentence.
        is_warning: what was brought in is usable all the same.
    """

    line: int | None
    field: str
    code: str
    parameters: Mapping[str, str | int] = dataclasses.field(default_factory=dict, hash=False)
    is_warning: bool = False

    def sentence(self, language: str) -> str:
        """The reason in words, without line and field. language: "ar", "fr" or "en"."""
        words = dict(self.parameters)
        expected = EXPECTED.get(str(words.get("expected")))
        if expected is not None:
            words["expected"] = expected[language]
        return SENTENCES[self.code][language].format(**words)

    def to_json(self) -> dict[str, object]:
        """JSON-ready, with the sentence in all languages."""
        return {
            "line": self.line,
            "field": self.field,
            "code": self.code,
            "parameters": dict(self.parameters),
            "warning": self.is_warning,
            "sentences": {language: self.sentence(language) for language in LANGUAGES},
        }


class IntakeError(Exception):
    """The whole file can't be taken in; `problem` says why."""

    def __init__(self, code: str, **parameters: str | int) -> None:
        self.problem = IntakeProblem(None, "", code, parameters)
        super().__init__(self.problem.sentence("en"))


#: Words for the types of values that lists hold.
EXPECTED: dict[str, dict[str, str]] = {
    "date": {"en": "a date", "fr": "une date", "ar": "تاريخ"},
    "country": {"en": "a country", "fr": "un pays", "ar": "بلد"},
    "phone": {
        "en": "a telephone number with its country code",
        "fr": "un numéro de téléphone avec l’indicatif du pays",
        "ar": "رقم هاتف برمز البلد",
    },
    "email": {"en": "an e-mail address", "fr": "une adresse électronique", "ar": "عنوان بريد إلكتروني"},
    "gender": {"en": "a gender", "fr": "un genre", "ar": "الجنس"},
    "iban": {"en": "an IBAN", "fr": "un IBAN", "ar": "رقم IBAN"},
    "url": {"en": "a web address", "fr": "une adresse web", "ar": "عنوان ويب"},
    "identifier": {"en": "an identifier", "fr": "un identifiant", "ar": "معرّف"},
    "name": {"en": "a name", "fr": "un nom", "ar": "اسم"},
    "topic": {"en": "a known topic", "fr": "un thème connu", "ar": "موضوع معروف"},
    "language": {"en": "a language", "fr": "une langue", "ar": "لغة"},
    "number": {"en": "a number", "fr": "un nombre", "ar": "عدد"},
    "object": {"en": "an object", "fr": "un objet", "ar": "كائن"},
}

SENTENCES: dict[str, dict[str, str]] = {
    "empty_file": {
        "en": "The file holds no text.",
        "fr": "Le fichier ne contient aucun texte.",
        "ar": "الملف لا يحتوي على أي نص.",
    },
    "file_too_large": {
        "en": "The file is larger than {limit_mb} MB.",
        "fr": "Le fichier dépasse {limit_mb} Mo.",
        "ar": "حجم الملف يتجاوز {limit_mb} ميغابايت.",
    },
    "text_too_long": {
        "en": "The text is longer than {limit} characters.",
        "fr": "Le texte dépasse {limit} caractères.",
        "ar": "النص أطول من {limit} حرف.",
    },
    "unknown_kind": {
        "en": "This kind of file is not known. Known: text, DOCX, PDF, EML, CSV, XLSX, "
        "FollowTheMoney JSON lines, UN consolidated list (XML).",
        "fr": "Ce type de fichier n’est pas connu. Connus : texte, DOCX, PDF, EML, CSV, XLSX, "
        "lignes JSON FollowTheMoney, liste récapitulative de l’ONU (XML).",
        "ar": "نوع الملف غير معروف. الأنواع المعروفة: نص، DOCX، PDF، EML، CSV، XLSX، أسطر JSON "
        "من FollowTheMoney، القائمة الموحدة للأمم المتحدة (XML).",
    },
    "not_text": {
        "en": "The file is not a text: it holds control characters from byte {position} on.",
        "fr": "Le fichier n’est pas un texte : il contient des caractères de commande à partir de l’octet {position}.",
        "ar": "الملف ليس نصاً: يحتوي على رموز تحكم ابتداءً من البايت {position}.",
    },
    "encoding_guessed": {
        "en": "The encoding is not stated; read as {encoding}. Check the accents and the Arabic letters.",
        "fr": "Le codage n’est pas indiqué ; lu comme {encoding}. Vérifiez les accents et les lettres arabes.",
        "ar": "ترميز الملف غير محدد؛ قُرئ على أنه {encoding}. يُرجى التحقق من الحروف العربية والعلامات.",
    },
    "nul_characters": {
        "en": "{count} NUL characters were replaced by the sign �.",
        "fr": "{count} caractères NUL ont été remplacés par le signe �.",
        "ar": "استُبدلت الرموز الصفرية (عددها {count}) بالعلامة �.",
    },
    "bidi_controls": {
        "en": "The text holds {count} invisible direction characters, the first at character "
        "{position}; they are kept and shown.",
        "fr": "Le texte contient {count} caractères invisibles de direction, le premier au "
        "caractère {position} ; ils sont conservés et affichés.",
        "ar": "يحتوي النص على رموز اتجاه خفية (عددها {count})، أولها عند الحرف {position}؛ وقد أُبقي عليها وستظهر.",
    },
    "damaged_file": {
        "en": "The {kind} file is damaged and can't be read.",
        "fr": "Le fichier {kind} est endommagé et ne peut être lu.",
        "ar": "ملف {kind} تالف ولا يمكن قراءته.",
    },
    "inflates_too_much": {
        "en": "The {kind} file would unpack to more than {limit_mb} MB. It was not opened.",
        "fr": "Le fichier {kind} occuperait plus de {limit_mb} Mo une fois décompressé. Il n’a pas été ouvert.",
        "ar": "حجم ملف {kind} بعد فك ضغطه يتجاوز {limit_mb} ميغابايت. لم يُفتح الملف.",
    },
    "too_many_parts": {
        "en": "The {kind} file has more than {limit} parts.",
        "fr": "Le fichier {kind} comporte plus de {limit} parties.",
        "ar": "يتضمن ملف {kind} أكثر من {limit} جزء.",
    },
    "xml_declarations": {
        "en": "The file declares XML entities or a document type, which are never read.",
        "fr": "Le fichier déclare des entités XML ou un type de document, qui ne sont jamais lus.",
        "ar": "يُعلن الملف كيانات XML أو نوع مستند، وهي لا تُقرأ أبداً.",
    },
    "broken_xml": {
        "en": "The XML is broken at line {line}, column {column}.",
        "fr": "Le XML est incorrect à la ligne {line}, colonne {column}.",
        "ar": "بنية XML غير سليمة في السطر {line}، العمود {column}.",
    },
    "nested_too_deep": {
        "en": "The file is nested more than {limit} levels deep.",
        "fr": "Le fichier comporte plus de {limit} niveaux imbriqués.",
        "ar": "مستويات التداخل في الملف تتجاوز {limit}.",
    },
    "encrypted_file": {
        "en": "The {kind} file is protected by a password.",
        "fr": "Le fichier {kind} est protégé par un mot de passe.",
        "ar": "ملف {kind} محمي بكلمة مرور.",
    },
    "pdf_without_text": {
        "en": "The PDF holds pictures of pages but no text.",
        "fr": "Le PDF contient des images de pages, mais aucun texte.",
        "ar": "يحتوي ملف PDF على صور صفحات دون نص.",
    },
    "page_unreadable": {
        "en": "Page {page} can't be read.",
        "fr": "La page {page} ne peut être lue.",
        "ar": "تعذرت قراءة الصفحة {page}.",
    },
    "no_header": {
        "en": "No first row with known column names was found. One column must be a name.",
        "fr": "Aucune première ligne avec des noms de colonnes connus. Une colonne doit contenir le nom.",
        "ar": "لم يُعثر على صف أول بأسماء أعمدة معروفة. يجب أن يتضمن الملف عموداً للاسم.",
    },
    "column_ignored": {
        "en": "The column “{column}” is not known; its values are kept as notes.",
        "fr": "La colonne « {column} » n’est pas connue ; ses valeurs sont conservées comme notes.",
        "ar": "العمود «{column}» غير معروف؛ حُفظت قيمه كملاحظات.",
    },
    "too_many_rows": {
        "en": "The list has more than {limit} rows; the rest was not read.",
        "fr": "La liste dépasse {limit} lignes ; la suite n’a pas été lue.",
        "ar": "تتجاوز القائمة {limit} صف؛ لم يُقرأ الباقي.",
    },
    "line_too_long": {
        "en": "The line is longer than {limit} characters.",
        "fr": "La ligne dépasse {limit} caractères.",
        "ar": "السطر أطول من {limit} حرف.",
    },
    "too_many_cells": {
        "en": "The row has {found} cells; the header has {expected}.",
        "fr": "La ligne comporte {found} cellules ; l’en-tête en compte {expected}.",
        "ar": "عدد خلايا الصف {found}، بينما عدد أعمدة الرأس {expected}.",
    },
    "missing_name": {
        "en": "The name is missing.",
        "fr": "Le nom manque.",
        "ar": "الاسم ناقص.",
    },
    "unknown_schema": {
        "en": "“{value}” is no kind of entity that is known.",
        "fr": "« {value} » n’est pas un type d’entité connu.",
        "ar": "«{value}» ليس نوعاً معروفاً من الكيانات.",
    },
    "unknown_property": {
        "en": "{schema} has no property “{value}”.",
        "fr": "{schema} n’a pas de propriété « {value} ».",
        "ar": "لا يتضمن {schema} خاصية باسم «{value}».",
    },
    "invalid_value": {
        "en": "“{value}” is not a valid value ({expected}).",
        "fr": "« {value} » n’est pas une valeur correcte ({expected}).",
        "ar": "«{value}» قيمة غير صالحة ({expected}).",
    },
    "invalid_json": {
        "en": "The line is not JSON (character {position}).",
        "fr": "La ligne n’est pas du JSON (caractère {position}).",
        "ar": "السطر ليس بصيغة JSON (الحرف {position}).",
    },
    "missing_id": {
        "en": "The entity has no id.",
        "fr": "L’entité n’a pas d’identifiant.",
        "ar": "الكيان بلا معرّف.",
    },
    "not_un_list": {
        "en": "The XML file is not a UN consolidated list.",
        "fr": "Le fichier XML n’est pas une liste récapitulative de l’ONU.",
        "ar": "ملف XML ليس القائمة الموحدة للأمم المتحدة.",
    },
    "extractor_failed": {
        "en": "An installed extractor failed, so nothing was looked for in the text. Tell the administrator.",
        "fr": "Un extracteur installé a échoué ; rien n’a été recherché dans le texte. Prévenez l’administrateur.",
        "ar": "تعطّل أحد المستخرِجات المثبتة، فلم يُبحث عن شيء في النص. يُرجى إخبار المسؤول عن النظام.",
    },
    "duplicate_row": {
        "en": "The row repeats row {line}.",
        "fr": "La ligne répète la ligne {line}.",
        "ar": "الصف مكرر للصف {line}.",
    },
}
