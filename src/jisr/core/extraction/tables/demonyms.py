"""What the people of a country are called: one line per country, in English, French and Arabic.

Columns: ISO 3166-1 alpha-2 | English adjective, then nouns | French masculine, feminine only where it is irregular |
Arabic nisba, then broken plurals. Regular feminine and plural forms are derived in `nationalities.py`. A star marks a
form that is also an ordinary word.
"""

DEMONYMS = """
AD|Andorran|andorran|أندوري
AE|Emirati|émirien, émirati|إماراتي
AF|Afghan|afghan|أفغاني أفغان
AL|Albanian|albanais|ألباني ألبان
AM|Armenian|arménien|أرميني أرمن
AO|Angolan|angolais|أنغولي
AR|Argentine, Argentinian|argentin|أرجنتيني
AT|Austrian|autrichien|نمساوي
AU|Australian|australien|أسترالي
AZ|Azerbaijani|azerbaïdjanais|أذربيجاني أذري
BA|Bosnian|bosnien, bosniaque|بوسني
BB|Barbadian|barbadien|بربادوسي
BD|Bangladeshi|bangladais, bangladeshi|بنغلاديشي بنغالي
BE|Belgian|belge|بلجيكي
BF|Burkinabe, Burkinabè|burkinabè/burkinabè, burkinabé/burkinabé|بوركينابي بوركيني
BG|Bulgarian|bulgare|بلغاري بلغار
BH|Bahraini|bahreïnien, bahreïni|بحريني
BI|Burundian|burundais|بوروندي
BJ|Beninese|béninois|بنيني
BO|Bolivian|bolivien|بوليفي
BR|Brazilian|brésilien|برازيلي
BS|Bahamian|bahaméen|بهامي
BW|Botswanan, Motswana|botswanais, botswanéen|بوتسواني
BY|Belarusian|biélorusse|بيلاروسي
BZ|Belizean|bélizien|بليزي
CA|Canadian|canadien|كندي
CD|Congolese|congolais|كونغولي
CF|Central African|centrafricain|أفريقي*
CH|Swiss|suisse, helvétique|سويسري
CI|Ivorian|ivoirien|إيفواري
CL|Chilean|chilien|تشيلي* شيلي*
CM|Cameroonian|camerounais|كاميروني
CN|Chinese|chinois|صيني
CO|Colombian|colombien|كولومبي
CR|Costa Rican|costaricien, costaricain|كوستاريكي
CU|Cuban|cubain|كوبي
CV|Cape Verdean|cap-verdien, capverdien|رأس أخضري
CY|Cypriot|chypriote|قبرصي قبارصة
CZ|Czech|tchèque|تشيكي
DE|German|allemand|ألماني ألمان
DJ|Djiboutian|djiboutien|جيبوتي*
DK|Danish, Dane|danois|دنماركي دانماركي
DO|Dominican|dominicain|دومينيكاني
DZ|Algerian|algérien|جزائري
EC|Ecuadorian, Ecuadorean|équatorien|إكوادوري
EE|Estonian|estonien|إستوني
EG|Egyptian|égyptien|مصري
EH|Sahrawi|sahraoui|صحراوي*
ER|Eritrean|érythréen|إريتري
ES|Spanish, Spaniard|espagnol|إسباني إسبان
ET|Ethiopian|éthiopien|إثيوبي
FI|Finnish, Finn|finlandais|فنلندي
FR|French, Frenchman, Frenchmen, Frenchwoman, Frenchwomen|français|فرنسي
GA|Gabonese|gabonais|غابوني
GB|British, Briton|britannique|بريطاني
GE|Georgian|géorgien|جورجي*
GH|Ghanaian|ghanéen|غاني*
GM|Gambian|gambien|غامبي
GN|Guinean|guinéen|غيني
GQ|Equatoguinean|équato-guinéen, équatoguinéen|
GR|Greek|grec/grecque|يوناني
GT|Guatemalan|guatémaltèque|غواتيمالي
GW|Bissau-Guinean|bissau-guinéen, bissaoguinéen|
GY|Guyanese|guyanien|غياني
HN|Honduran|hondurien|هندوراسي
HR|Croatian, Croat|croate|كرواتي كروات
HT|Haitian|haïtien|هايتي*
HU|Hungarian|hongrois|هنغاري مجري*
ID|Indonesian|indonésien|إندونيسي
IE|Irish, Irishman, Irishmen, Irishwoman|irlandais|إيرلندي أيرلندي
IL|Israeli|israélien|إسرائيلي
IN|Indian|indien|هندي هنود
IQ|Iraqi|irakien, iraquien|عراقي
IR|Iranian|iranien|إيراني
IS|Icelandic, Icelander|islandais|آيسلندي
IT|Italian|italien|إيطالي طليان
JM|Jamaican|jamaïcain|جامايكي
JO|Jordanian|jordanien|أردني
JP|Japanese|japonais|ياباني
KE|Kenyan|kényan|كيني
KG|Kyrgyz|kirghize|قيرغيزي
KM|Comorian|comorien|قمري*
KP|North Korean|nord-coréen|كوري شمالي
KR|South Korean|sud-coréen|كوري جنوبي
KW|Kuwaiti|koweïtien|كويتي
KZ|Kazakh, Kazakhstani|kazakh, kazakhstanais|كازاخستاني كازاخي
LB|Lebanese|libanais|لبناني
LI|Liechtensteiner|liechtensteinois|
LK|Sri Lankan|sri-lankais, srilankais|سريلانكي
LR|Liberian|libérien|ليبيري
LS|Basotho|lésothan|ليسوتي
LT|Lithuanian|lituanien|ليتواني
LU|Luxembourger|luxembourgeois|لوكسمبورغي
LV|Latvian|letton/lettonne|لاتفي
LY|Libyan|libyen|ليبي
MA|Moroccan|marocain|مغربي مغاربة
MC|Monegasque, Monacan|monégasque|
MD|Moldovan|moldave|مولدوفي مولدافي
ME|Montenegrin|monténégrin|
MG|Malagasy|malgache|مدغشقري ملغاشي
MK|Macedonian|macédonien|مقدوني
ML|Malian|malien|مالي*
MM|Burmese|birman|بورمي
MR|Mauritanian|mauritanien|موريتاني
MT|Maltese|maltais|مالطي
MU|Mauritian|mauricien|موريشيوسي
MW|Malawian|malawien, malawite|ملاوي* مالاوي*
MX|Mexican|mexicain|مكسيكي
MY|Malaysian|malaisien|ماليزي
MZ|Mozambican|mozambicain|موزمبيقي
NA|Namibian|namibien|ناميبي
NE|Nigerien|nigérien|نيجري
NG|Nigerian|nigérian|نيجيري
NI|Nicaraguan|nicaraguayen|نيكاراغوي
NL|Dutch, Dutchman, Dutchmen, Dutchwoman|néerlandais, hollandais|هولندي
NO|Norwegian|norvégien|نرويجي
NP|Nepalese, Nepali|népalais|نيبالي
NZ|New Zealander|néo-zélandais|نيوزيلندي
OM|Omani|omanais|عماني
PA|Panamanian|panaméen|بنمي
PE|Peruvian|péruvien|بيروفي
PH|Filipino, Filipina, Philippine|philippin|فلبيني
PK|Pakistani|pakistanais|باكستاني
PL|Polish|polonais|بولندي بولوني
PS|Palestinian|palestinien|فلسطيني
PT|Portuguese|portugais|برتغالي
PY|Paraguayan|paraguayen|باراغواياني
QA|Qatari|qatari, qatarien|قطري*
RO|Romanian|roumain|روماني*
RS|Serbian, Serb|serbe|صربي صرب
RU|Russian|russe|روسي روس*
RW|Rwandan|rwandais|رواندي
SA|Saudi, Saudi Arabian|saoudien|سعودي
SC|Seychellois|seychellois|سيشلي
SD|Sudanese|soudanais|سوداني
SE|Swedish, Swede|suédois|سويدي
SG|Singaporean|singapourien|سنغافوري
SI|Slovenian, Slovene|slovène|سلوفيني
SK|Slovak, Slovakian|slovaque|سلوفاكي
SL|Sierra Leonean|sierra-léonais, sierraléonais|سيراليوني
SN|Senegalese|sénégalais|سنغالي
SO|Somali, Somalian|somalien|صومالي
SR|Surinamese|surinamais, surinamien|سورينامي
SS|South Sudanese|sud-soudanais|جنوب سوداني
ST|Santomean|santoméen|
SV|Salvadoran, Salvadorian|salvadorien|سلفادوري
SY|Syrian|syrien|سوري
SZ|Swazi|swazi|سوازي
TD|Chadian|tchadien|تشادي
TG|Togolese|togolais|توغولي
TH|Thai|thaïlandais|تايلاندي تايلندي
TJ|Tajik|tadjik|طاجيكي طاجيك
TM|Turkmen|turkmène|تركماني
TN|Tunisian|tunisien|تونسي توانسة
TR|Turkish, Turk|turc/turque|تركي أتراك
TT|Trinidadian|trinidadien|ترينيدادي
TW|Taiwanese|taïwanais|تايواني
TZ|Tanzanian|tanzanien|تنزاني
UA|Ukrainian|ukrainien|أوكراني
UG|Ugandan|ougandais|أوغندي
US|American|américain, étatsunien, états-unien|أمريكي أميركي
UY|Uruguayan|uruguayen|أوروغواياني
UZ|Uzbek|ouzbek|أوزبكي أوزبك
VE|Venezuelan|vénézuélien|فنزويلي
VN|Vietnamese|vietnamien|فيتنامي
XK|Kosovar, Kosovan|kosovar|كوسوفي
YE|Yemeni|yéménite|يمني
ZA|South African|sud-africain|جنوب أفريقي
ZM|Zambian|zambien|زامبي
ZW|Zimbabwean|zimbabwéen|زيمبابوي
"""
