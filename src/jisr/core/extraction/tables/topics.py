"""Words that speak of one of the purposes of cooperation, in the three languages.

Plural endings of Latin words and Arabic articles need not be listed; broken plurals and feminine adjectives are.
"""

TOPICS: dict[str, dict[str, str]] = {
    "terrorism": {
        "ar": """
إرهاب، إرهابي، إرهابية، إرهابيين، إرهابيون، عمل إرهابي، أعمال إرهابية، هجوم إرهابي، هجمات إرهابية، خلية
إرهابية، خلايا إرهابية، مخطط إرهابي، مخططات إرهابية، تفجير، تفجيرات، حزام ناسف، أحزمة ناسفة، عبوة ناسفة، عبوات
ناسفة، عملية انتحارية، انتحاري، انتحاريين، مقاتلين أجانب، مقاتلون أجانب، مقاتل أجنبي، بيعة، ذئب منفرد، ذئاب
منفردة، سيارة مفخخة، سيارات مفخخة، احتجاز رهائن، هجوم مسلح
""",
        "fr": """
terrorisme, terroriste, acte terroriste, attaque terroriste, attentat, attentat-suicide, cellule terroriste,
projet d'attentat, réseau terroriste, kamikaze, ceinture explosive, engin explosif, engin explosif improvisé,
combattant étranger, combattant terroriste étranger, voiture piégée, prise d'otages, loup solitaire,
allégeance, djihadiste, jihadiste, filière djihadiste
""",
        "en": """
terrorism, terrorist, terrorist act, terrorist attack, terror attack, suicide attack, suicide bombing, suicide
bomber, bombing, explosive belt, explosive vest, explosive device, improvised explosive device, foreign
fighter, foreign terrorist fighter, car bomb, hostage taking, lone wolf, lone actor, pledge of allegiance,
terrorist cell, terror cell, jihadist, attack plot, planned attack
""",
    },
    "terrorist_financing": {
        "ar": """
تمويل الإرهاب، تمويل إرهابي، تمويل الخلية، تمويل الجماعة، تمويل الجماعات، تمويل التنظيم، تحويلات مالية، تحويل
مالي، تحويلات مشبوهة، حوالة، حوالات، حوالات مالية، جمع التبرعات، جمع الأموال، نقل الأموال، فدية
""",
        "fr": """
financement du terrorisme, financement terroriste, financement de la cellule, financement du groupe, transfert
de fonds, transferts de fonds, virement suspect, virements suspects, hawala, collecte de fonds, bailleur de
fonds, rançon, transfert d'argent, transferts d'argent, cagnotte
""",
        "en": """
terrorist financing, terrorism financing, financing of terrorism, terror financing, terrorist finance,
financing of the cell, funding of the cell, fund transfer, money transfer, transfer of funds, suspicious
transfer, hawala, fundraising, ransom, cash courier
""",
    },
    "human_trafficking": {
        "ar": """
الاتجار بالبشر، الاتجار في البشر، اتجار بالبشر، الاتجار بالأشخاص، استغلال جنسي، عمل قسري، عمالة قسرية، سخرة،
استرقاق، استعباد، نزع الأعضاء، تجارة الأعضاء، ضحايا الاتجار
""",
        "fr": """
traite des êtres humains, traite d'êtres humains, traite des personnes, traite de personnes, exploitation
sexuelle, travail forcé, proxénétisme, réduction en esclavage, esclavage, servitude, trafic d'organes, victime
de la traite, victime de traite
""",
        "en": """
human trafficking, trafficking in persons, trafficking in human beings, trafficking of women, sexual
exploitation, forced labour, forced labor, slavery, servitude, organ trafficking, trafficking victim, victim
of trafficking
""",
    },
    "migrant_smuggling": {
        "ar": """
تهريب المهاجرين، تهريب مهاجرين، هجرة غير نظامية، هجرة غير شرعية، هجرة سرية، مهاجرين غير نظاميين، مهاجرين غير
شرعيين، مهاجرين سريين، مهاجرون غير نظاميين، مهرب مهاجرين، مهربي المهاجرين، قوارب الموت، قارب مطاطي، قوارب
مطاطية، مهاجرين، مهاجرون، شبكة هجرة
""",
        "fr": """
trafic de migrants, trafic illicite de migrants, passeur, immigration irrégulière, immigration clandestine,
migration irrégulière, migrant, migrant irrégulier, filière d'immigration, filière d'immigration clandestine,
migrant clandestin, embarcation pneumatique, pateras, patera, aide à l'entrée irrégulière
""",
        "en": """
migrant smuggling, smuggling of migrants, people smuggling, people smuggler, human smuggling, irregular
migration, illegal migration, irregular migrant, migrant, smuggler of migrants, migrant boat, inflatable boat,
dinghy
""",
    },
    "organised_crime": {
        "ar": """
جريمة منظمة، إجرام منظم، شبكة إجرامية، شبكات إجرامية، عصابة، عصابات، عصابة إجرامية، غسل الأموال، غسيل الأموال،
تبييض الأموال، تزوير، ابتزاز، اختطاف، مافيا، سرقة السيارات، تزوير الوثائق، وثائق مزورة، جوازات مزورة، جواز
مزور
""",
        "fr": """
criminalité organisée, crime organisé, réseau criminel, réseaux criminels, bande organisée, association de
malfaiteurs, blanchiment, blanchiment d'argent, blanchiment de capitaux, extorsion, racket, enlèvement, mafia,
faux documents, documents falsifiés, faux passeport, passeport falsifié, contrebande
""",
        "en": """
organised crime, organized crime, criminal network, crime syndicate, criminal gang, money laundering,
extortion, racketeering, kidnapping, mafia, forged documents, forged passport, false passport, document fraud,
contraband
""",
    },
    "violent_extremism": {
        "ar": """
تطرف، تطرف عنيف، متطرف، متطرفة، متطرفين، متطرفون، تشدد عنيف، فكر متطرف، أفكار متطرفة، استقطاب، تجنيد الشباب،
خطاب الكراهية، دعاية متطرفة، تحريض على العنف
""",
        "fr": """
extrémisme, extrémisme violent, extrémiste, radicalisation, radicalisé, radicalisée, propagande extrémiste,
discours de haine, incitation à la violence, endoctrinement, recrutement de jeunes
""",
        "en": """
extremism, violent extremism, extremist, violent extremist, radicalisation, radicalization, radicalised,
radicalized, extremist propaganda, hate speech, incitement to violence, indoctrination, recruitment of young
people
""",
    },
    "cybercrime": {
        "ar": """
جريمة إلكترونية، جرائم إلكترونية، جرائم معلوماتية، جريمة معلوماتية، هجوم سيبراني، هجمات سيبرانية، هجوم
إلكتروني، اختراق، قرصنة، برمجيات خبيثة، برمجية خبيثة، برامج الفدية، فيروس الفدية، تصيد إلكتروني، تصيد احتيالي،
احتيال إلكتروني
""",
        "fr": """
cybercriminalité, cyberattaque, cyber-attaque, attaque informatique, piratage, piratage informatique,
rançongiciel, logiciel malveillant, hameçonnage, intrusion informatique, fraude en ligne, escroquerie en
ligne, pirate informatique
""",
        "en": """
cybercrime, cyberattack, cyber attack, cyber-attack, hacking, hacker, ransomware, malware, phishing, data
breach, online fraud, computer intrusion, denial of service, botnet
""",
    },
    "weapons": {
        "ar": """
سلاح، أسلحة، أسلحة نارية، سلاح ناري، ذخيرة، ذخائر، متفجرات، تهريب الأسلحة، تهريب السلاح، تجارة الأسلحة،
الاتجار بالأسلحة، مسدس، مسدسات، بندقية، بنادق، رشاش، رشاشات، كلاشينكوف، قنبلة، قنابل، صواعق، نترات الأمونيوم
""",
        "fr": """
arme, arme à feu, arme de guerre, armes de guerre, munition, explosif, trafic d'armes, pistolet, fusil,
kalachnikov, grenade, détonateur, nitrate d'ammonium, fusil d'assaut, lance-roquettes, dépôt d'armes
""",
        "en": """
weapon, firearm, arms trafficking, weapons trafficking, arms smuggling, ammunition, explosive, pistol,
handgun, rifle, assault rifle, kalashnikov, grenade, detonator, ammonium nitrate, rocket launcher, arms cache
""",
    },
    "drugs": {
        "ar": """
مخدرات، تهريب المخدرات، ترويج المخدرات، الاتجار بالمخدرات، الاتجار في المخدرات، كوكايين، كوكايين خام، هيروين،
حشيش، مخدر الشيرا، شيرا، أقراص مهلوسة، أقراص مخدرة، قنب هندي، كبتاغون، كابتاغون، إكستازي، ميثامفيتامين
""",
        "fr": """
stupéfiant, trafic de stupéfiants, drogue, trafic de drogue, cocaïne, héroïne, haschich, résine de cannabis,
cannabis, ecstasy, captagon, psychotrope, méthamphétamine, narcotrafic, narcotrafiquant, go-fast, comprimés
d'ecstasy
""",
        "en": """
drug, drugs, drug trafficking, drug smuggling, drug trafficker, narcotic, narcotics, cocaine, heroin, hashish,
cannabis, cannabis resin, ecstasy, captagon, methamphetamine, psychotropic tablets, tramadol
""",
    },
}
