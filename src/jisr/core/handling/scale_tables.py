"""The scales as data: id, version, valid from, names, source, levels (code, rank beside Jisr's levels, text on paper).

A later wording is a new row with the next version; earlier rows stay, for what was marked by them.

"Not checked" says that the words are from memory and were not compared with the published text.
"""

type LevelRow = tuple[str, str, str]
type ScaleRow = tuple[str, int, str, dict[str, str], str, tuple[LevelRow, ...]]

TABLES: tuple[ScaleRow, ...] = (
    (
        "jisr",
        1,
        "2026-01-01",
        {"en": "Jisr’s five levels", "fr": "Les cinq niveaux de Jisr", "ar": "مستويات جسر الخمسة"},
        "Jisr; for stations that have agreed on no other scale.",
        (
            ("unclassified", "unclassified", "UNCLASSIFIED"),
            ("restricted", "restricted", "RESTRICTED"),
            ("confidential", "confidential", "CONFIDENTIAL"),
            ("secret", "secret", "SECRET"),
            ("top_secret", "top_secret", "TOP SECRET"),
        ),
    ),
    (
        "ma",
        1,
        "2026-01-01",
        {"en": "Morocco", "fr": "Maroc", "ar": "المغرب"},
        "Not checked.",
        (
            ("non_classifie", "unclassified", "غير مصنف"),
            ("diffusion_restreinte", "restricted", "محدود التداول"),
            ("confidentiel", "confidential", "سري"),
            ("secret", "secret", "سري جدًا"),
            ("tres_secret", "top_secret", "سري للغاية"),
        ),
    ),
    (
        "fr",
        1,
        "2021-07-01",
        {"en": "France", "fr": "France", "ar": "فرنسا"},
        "SECRET and TRÈS SECRET: MISP taxonomy fr-classif. There is no level between diffusion restreinte and SECRET. "
        "The day is not checked.",
        (
            ("non_protege", "unclassified", "NON PROTÉGÉ"),
            ("diffusion_restreinte", "restricted", "DIFFUSION RESTREINTE"),
            ("secret", "secret", "SECRET"),
            ("tres_secret", "top_secret", "TRÈS SECRET"),
        ),
    ),
    (
        "es",
        1,
        "2026-01-01",
        {"en": "Spain", "fr": "Espagne", "ar": "إسبانيا"},
        "Not checked.",
        (
            ("sin_clasificar", "unclassified", "SIN CLASIFICAR"),
            ("difusion_limitada", "restricted", "DIFUSIÓN LIMITADA"),
            ("confidencial", "confidential", "CONFIDENCIAL"),
            ("reservado", "secret", "RESERVADO"),
            ("secreto", "top_secret", "SECRETO"),
        ),
    ),
    (
        "gb",
        1,
        "2014-04-02",
        {"en": "United Kingdom", "fr": "Royaume-Uni", "ar": "المملكة المتحدة"},
        "Not checked. There is no level between OFFICIAL-SENSITIVE and SECRET.",
        (
            ("official", "unclassified", "OFFICIAL"),
            ("official_sensitive", "restricted", "OFFICIAL-SENSITIVE"),
            ("secret", "secret", "SECRET"),
            ("top_secret", "top_secret", "TOP SECRET"),
        ),
    ),
    (
        "nato",
        1,
        "2026-01-01",
        {"en": "NATO", "fr": "OTAN", "ar": "حلف شمال الأطلسي"},
        "MISP taxonomy nato.",
        (
            ("nato_unclassified", "unclassified", "NATO UNCLASSIFIED"),
            ("nato_restricted", "restricted", "NATO RESTRICTED"),
            ("nato_confidential", "confidential", "NATO CONFIDENTIAL"),
            ("nato_secret", "secret", "NATO SECRET"),
            ("cosmic_top_secret", "top_secret", "COSMIC TOP SECRET"),
        ),
    ),
    (
        "eu",
        1,
        "2026-01-01",
        {"en": "European Union", "fr": "Union européenne", "ar": "الاتحاد الأوروبي"},
        "MISP taxonomy euci. There is no level below RESTREINT UE/EU RESTRICTED.",
        (
            ("restreint_ue", "restricted", "RESTREINT UE/EU RESTRICTED"),
            ("confidentiel_ue", "confidential", "CONFIDENTIEL UE/EU CONFIDENTIAL"),
            ("secret_ue", "secret", "SECRET UE/EU SECRET"),
            ("tres_secret_ue", "top_secret", "TRES SECRET UE/EU TOP SECRET"),
        ),
    ),
    (
        "un",
        1,
        "2007-02-12",
        {"en": "United Nations", "fr": "Nations unies", "ar": "الأمم المتحدة"},
        "ST/SGB/2007/6, not checked; its levels stand only about here beside the others.",
        (
            ("un_unclassified", "unclassified", "UNCLASSIFIED"),
            ("un_confidential", "confidential", "CONFIDENTIAL"),
            ("un_strictly_confidential", "secret", "STRICTLY CONFIDENTIAL"),
        ),
    ),
)
