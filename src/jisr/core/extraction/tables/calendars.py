"""Names of months, as they are written in the Maghreb, the Mashriq and Egypt, in French and in English.

Source: CLDR for ar, ar-MA, ar-DZ, ar-SY, fr and en; spellings without accents or hamza fold together.
"""

GREGORIAN: dict[int, str] = {
    1: "يناير، جانفي، كانون الثاني، janvier, january, jan, janv",
    2: "فبراير، فيفري، شباط، février, february, feb, févr",
    3: "مارس، آذار، mars, march, mar",
    4: "أبريل، إبريل، أفريل، نيسان، avril, april, apr, avr",
    5: "ماي، مايو، أيار، mai, may",
    6: "يونيو، يونيه، جوان، حزيران، juin, june, jun",
    7: "يوليوز، يوليو، يوليه، جويلية، تموز، juillet, july, jul, juil",
    8: "غشت، أغسطس، أوت، آب، août, august, aug",
    9: "شتنبر، سبتمبر، أيلول، septembre, september, sept, sep",
    10: "أكتوبر، تشرين الأول، octobre, october, oct",
    11: "نونبر، نوفمبر، تشرين الثاني، novembre, november, nov",
    12: "دجنبر، ديسمبر، كانون الأول، décembre, december, dec, déc",
}

HIJRI: dict[int, str] = {
    1: "محرم، mouharram, muharram, moharram",
    2: "صفر، safar",
    3: "ربيع الأول، ربيع الاول، rabia al-awal, rabi al-awwal, rabia i, rabi i, rabii i",
    4: "ربيع الثاني، ربيع الآخر، rabia al-thani, rabi al-thani, rabia ii, rabi ii, rabii ii",
    5: "جمادى الأولى، جمادى الاولى، joumada al-oula, jumada al-ula, jumada i, joumada i",
    6: "جمادى الآخرة، جمادى الثانية، joumada al-thania, jumada al-akhirah, jumada ii, joumada ii",
    7: "رجب، rajab, rajeb",
    8: "شعبان، chaabane, shaaban, sha'ban, chaâbane",
    9: "رمضان، ramadan, ramadhan",
    10: "شوال، chawwal, shawwal, chaoual",
    11: "ذو القعدة، ذي القعدة، dhou al-qi'da, dhu al-qadah, dhu al-qi'dah",
    12: "ذو الحجة، ذي الحجة، dhou al-hijja, dhu al-hijjah, dhul hijja",
}
