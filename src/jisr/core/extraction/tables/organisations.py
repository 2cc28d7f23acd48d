"""Words that open or close the name of an organisation, and organisations that are known by a fixed name.

Only bodies that act in public and armed groups that are named in the press of every country are listed; nothing here
says that anyone belongs to them.
"""

from jisr.core.extraction.words import words

LATIN_HEADS = words(
    """
association societe company bank banque ministere ministry direction directorate agence agency police
gendarmerie guardia policia fondation foundation groupe group front mouvement movement organisation
organization organisations office bureau brigade unite tribunal court parquet institut institute universite
university comite committee conseil council commission federation ligue league union parti party centre center
cellule entreprise compagnie cooperative ong ngo katiba bataillon brigades armee army douane douanes customs
service services cabinet imprimerie transports transport garage hotel consulat consulate ambassade embassy
department departement prefecture wilaya caisse credit fonds fund etablissements ets
"""
)
LATIN_LINKS = words("de du des d la le les l of the for et and pour al el aux")
LATIN_TAILS = words(
    """
sarl sa sas sasu eurl ltd limited llc inc corp corporation gmbh ag srl sl spa bv nv plc snc gie suarl co
holding
"""
)

# After a name, in the English order of words.
LATIN_CLOSERS = words(
    "foundation association bank company group trust union agency ministry institute federation league"
)

ARABIC_HEADS = words(
    """
شركه جمعيه بنك مصرف مؤسسه موسسه وزاره مديريه منظمه حركه تنظيم جماعه كتيبه جبهه مكتب وكاله هيئه لجنه مجلس محكمه
جامعه معهد مركز اتحاد حزب نقابه تعاونيه مقاوله اداره مصلحه فرقه قنصليه سفاره صندوق رابطه كتائب لواء سريه ولايه
شرطه درك جهاز
"""
)

# Name | spellings; a name may have several lines.
KNOWN = """
INTERPOL|Interpol, الإنتربول, إنتربول, الأنتربول
Europol|Europol, يوروبول, اليوروبول
Eurojust|Eurojust, يوروجست
Frontex|Frontex, فرونتكس
AFRIPOL|Afripol, أفريبول
United Nations|United Nations, Nations unies, الأمم المتحدة, ONU, UN Security Council, Conseil de sécurité, مجلس الأمن
UNODC|UNODC, ONUDC, مكتب الأمم المتحدة المعني بالمخدرات والجريمة
African Union|African Union, Union africaine, الاتحاد الأفريقي, الاتحاد الإفريقي
European Union|European Union, Union européenne, الاتحاد الأوروبي
ECOWAS|ECOWAS, CEDEAO, إيكواس
DGSN|DGSN, Direction générale de la sûreté nationale, المديرية العامة للأمن الوطني
DGST|DGST, Direction générale de la surveillance du territoire, المديرية العامة لمراقبة التراب الوطني
BCIJ|BCIJ, Bureau central d'investigations judiciaires, المكتب المركزي للأبحاث القضائية
Gendarmerie royale|Gendarmerie royale, الدرك الملكي
Gendarmerie nationale|Gendarmerie nationale, الدرك الوطني
Guardia Civil|Guardia Civil, الحرس المدني, الحرس المدني الإسباني
Policía Nacional|Policía Nacional, الشرطة الوطنية الإسبانية
Police nationale|Police nationale, الشرطة الوطنية
DGSI|DGSI
DGSE|DGSE
CITCO|CITCO
Tracfin|Tracfin
Sepblac|Sepblac
UTRF|UTRF, ANRF, الهيئة الوطنية للمعلومات المالية
Ministry of the Interior|Ministry of the Interior, Ministère de l'Intérieur, وزارة الداخلية
Al-Qaida|Al-Qaida, Al-Qaeda, Al Qaeda, Al Qaïda, Al-Qaïda, تنظيم القاعدة
AQIM|AQIM, AQMI, Al-Qaïda au Maghreb islamique
AQIM|Al-Qaeda in the Islamic Maghreb, القاعدة ببلاد المغرب الإسلامي, القاعدة في بلاد المغرب الإسلامي
Islamic State|ISIS, ISIL, Daech, Daesh, Islamic State, État islamique
Islamic State|EIIL, داعش, تنظيم داعش, الدولة الإسلامية, تنظيم الدولة الإسلامية, تنظيم الدولة
JNIM|JNIM, GSIM, Jama'at Nusrat al-Islam
JNIM|Groupe de soutien à l'islam et aux musulmans, جماعة نصرة الإسلام والمسلمين, نصرة الإسلام والمسلمين
Boko Haram|Boko Haram, بوكو حرام
Al-Shabaab|Al-Shabaab, Al Shabaab, حركة الشباب المجاهدين
Western Union|Western Union, ويسترن يونيون, وسترن يونيون
MoneyGram|MoneyGram, مونيغرام
"""
