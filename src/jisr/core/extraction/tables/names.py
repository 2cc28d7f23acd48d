"""Frequent given names of the Maghreb, the Sahel, the Mashriq and Europe, and the words that stand around a name.

Given names only tell that a run of words is a name; nothing is concluded from them about a person. Spellings are
folded before they are compared.
"""

from jisr.core.extraction.words import words

LATIN_GIVEN = """
abbas abdallah abdellah abdou abdoulaye abdul adam adama adel adil adnan ahmad ahmed ahmet aicha aisha
alassane alhassane ali alioune allal alpha amadou amal amara amel amina aminata amine amir amira amr anas
anass anouar anwar arwa asma assane assia ayman aymen ayoub aziz aziza awa bachir bakary bakr bashir basma
bassam bilal bilel binta bouchra boubacar boukary brahim chafik chaima chakib charif cheick cheikhna cherif
dalila daouda djamel djibril driss dounia elhadj fadel fadi fadila fadma fahd faisal faiza fanta farah farid
farida fares faris fatima fatiha fatma fatou fatoumata fayçal fouad fouzia ghassan habib habiba hadi hafid
hafida hafsa haitham hakim hakima halima hamada hamadi hamid hamza hana hanae hanane hani haroun haruna hasna
hassan hassane hatem haydar hicham hind hisham houcine houda houria hussein hossein husain ibrahim ibrahima
idriss idrissa ihsan ikram ilham ilyas ilyes iman imane imad imran inas ines ismael ismail issa issam issouf
issiaka iyad jaafar jabir jalal jamal jamila jawad kadidia kader kadiatou kamal kamel karim karima kassim
kenza khadija khadim khaled khalid khalil lahcen lahoucine laila lamia lamine larbi latifa leila loubna maha
mahamadou mahamane mahdi mahjoub mahmoud mahmud malik malika mamadou mansour mariam mariame marwa marwan
maryam mehdi meriem messaoud miloud mina mohamed mohamadou mohammad mohammed mouhamed muhammad mokhtar moktar
mona mostafa mouad mouhcine mouloud mounia mounir mourad moussa moustapha mubarak munir murad musa mustafa
mustapha nabil nabila nada nadia nadir naima najat najib najwa nasser nasima nawal nizar nora noura nouh nour
noureddine oumar oumarou ousmane oussama osama othman omar oumou rabia rachid rachida rafik rahim rahma rajae
rami rania rashid rayan reda redouane rida rim riyad sadik saad said saida saif sajid salah salaheddine salek
salem saleh salim salima salma saloua sami samia samir samira sana sanae sara sarah seydou sekou selim sherif
sidi siham sofia sofiane souad souleymane suleiman sulaiman soufiane soukaina soumia taha tahar taoufik tarek
tariq tayeb tidiane toufik usman wafa wafae wael walid wassim widad yacine yacouba yahya yasin yasmine yasser
yassin yassine yassir yazid younes younous youssef youssouf yousef yusuf zahra zainab zakaria zakia zaki
zaynab zeinab zineb ziad zouhair zoubida adrian adriana alain alba alberto alejandro alessandro alex alexandre
alfonso alice alvaro amelie ana anna andrea andres andrew angel anne anthony antoine antonio arnaud arthur
beatriz benjamin bernard bruno camille carla carlos carmen carolina caroline catherine cecile charles
charlotte chiara christian christine christophe claire claude clara claudia cristina daniel david denis diego
dominique eduardo elena elisa emilie emily emma emmanuel enrique eric esteban eva fabien federico felipe
fernando francesco francisco francois franck frederic gabriel george gerard giovanni giulia gonzalo gregory
guillaume gustavo hans helene henri henry hugo ignacio isabel isabelle ivan jack jacques jaime james jane
javier jean jennifer jerome jessica joao joaquin john jonathan jorge jose joseph juan julia julian julie
julien karen karl klaus laura laurent leon louis louise lucas lucia lucie luigi luis luisa manuel marc marco
marcos margaret maria mariana marie marina mario mark marta martin martine matteo matthew matthias maurice max
michael michel michele miguel monica monique natalia nathalie nicolas nicole nuno olivier oscar pablo paolo
pascal patricia patrick paul paula pauline pedro peter philippe pierre rafael raphael raul ricardo richard
robert roberto rodrigo roger roland ruben samuel sandra sandrine santiago sebastian sebastien sergio silvia
simon simone sofia sophie stefan stefano stephane stephanie susan sylvie teresa theo thierry thomas tomas
valerie vanessa vicente victor victoria vincent virginie william xavier yann yves
"""

ARABIC_GIVEN = """
محمد أحمد محمود حميد حامد حمادي مصطفى علي عمر عثمان حسن حسين الحسن الحسين لحسن الحسان يوسف إبراهيم براهيم
إسماعيل إسحاق يعقوب موسى عيسى يحيى زكرياء زكريا سليمان داوود داود إدريس آدم نوح أيوب يونس هارون إلياس خالد
طارق سعيد سعد سامي سمير كريم كمال جمال جلال جواد رشيد راشد رضا رضوان زهير زياد زيد صلاح صالح عادل عبدالله
عبدالرحمن عصام عماد عمار عمرو فاروق فؤاد فريد فيصل فهد فوزي قاسم لطفي ماجد مالك مراد مروان منير منصور مهدي
المهدي معاذ مختار المختار ناصر نادر نبيل نزار نجيب نور نورالدين هاني هشام هيثم وائل وليد ياسين ياسر يزيد أنس
أنور أسامة أشرف أمين أمير أكرم أيمن إياد بدر بكر أبوبكر بلال بشير البشير تامر توفيق ثامر جابر جعفر جبريل حاتم
حازم حبيب الحبيب حمزة حكيم حيدر خليل رامي رائد رفيق رؤوف سفيان سيف شريف شكري شفيق شوقي صابر صادق صبري صدام
ضياء طه الطاهر طاهر الطيب العربي العياشي الميلود ميلود مولود مسعود مبارك امبارك محجوب المحجوب لحبيب لطيف غسان
غالي فارس فاتح فتحي قيس كامل كاظم لقمان مازن مأمون ممدوح مسلم مصعب نافع نضال نعيم وسيم وجدي يسري الحاج مولاي
سيدي سيدو مامادو أمادو بوبكر باباكار عبدولاي عثمانو موديبو إبراهيما شيخنا شيخو آداما أداما سيكو عيساكا يايا
ممادو الأمين المامون الصديق صديق صدوق فاطمة فاطمه الزهراء عائشة خديجة زينب مريم أمينة آمنة آمال أمل إيمان
أسماء إكرام إلهام ابتسام بشرى بسمة ثريا جميلة حسناء حفصة حفيظة حكيمة حليمة حنان حورية خولة دلال دنيا رابعة
رانيا رجاء رحمة رقية ريم زهرة زهور زكية سارة سامية سعاد سعيدة سلمى سلوى سمية سميرة سناء سهام سوسن شيماء صفاء
صفية ضحى عزيزة غزلان فاتن فتيحة فدوى فريدة فوزية كريمة كنزة كوثر لبنى لطيفة لمياء ليلى ماجدة مليكة منى نادية
نجاة نجوى نجلاء نعيمة نوال نورة هاجر هالة هدى هند وداد وفاء ياسمين يسرى فاطماتا أميناتا مريمة خوان خوسيه
كارلوس أنطونيو فرانسيسكو بيدرو مانويل جان بيير فرانسوا ميشيل باتريك ديفيد جون جيمس بيتر بول ماريا كارمن آنا
ماري
"""

# Arabic given names that are ordinary words as well: they never open a name by themselves.
ARABIC_ALSO_WORDS = """
علي كريم سعيد جميلة كامل صادق صالح مسلم مبارك شريف أمير أمين نور أمل رحمة رجاء حنان وداد وفاء صفاء سلام حكيم
لطيف خالد عادل ماجد مالك منصور مختار ناصر نادر صابر طاهر مهدي فارس سيف بدر حامد حاتم طيب نافع نعيم دلال هدى
منى بشرى هند زهور زهرة ثريا هالة كاظم بكر راشد رائد رفيق قاسم شكري فاتح جابر حبيب حازم الحاج المختار المبارك
الصديق صديق الأمين الحسن العربي مسعود مولود محجوب قيس بول جان وجدي غالي آمال إيمان إلهام كوثر ضياء جلال كمال
جمال رضا مراد جواد فريد فريدة كريمة عزيزة سعيدة ابتسام أسماء زيد أنس يزيد
"""

# Words before a name that belong to no name, and after which one word alone may be a name.
LATIN_CUES = """
m mm mr mrs ms mme mlle monsieur madame mademoiselle dr docteur doctor me maitre cheikh sheikh cheick colonel
commandant commander commissaire capitaine captain general lieutenant sergent sergeant inspecteur inspector
prof professeur professor nomme nommee nommes denomme denommee prenomme named called alias surnomme surnommee
nicknamed dit dite identifie identifiee identified
"""
ARABIC_CUES = """
المدعو المدعوة المدعوين المدعوان يدعى تدعى المسمى المسماة يسمى تسمى اسمه اسمها السيد السيدة السيدين الآنسة
الملقب الملقبة الملقبين يلقب تلقب لقبه المكنى المكناة يكنى كنيته
"""
# Titles and roles: after these one word alone is a name only when it is a frequent one.
ARABIC_ROLES = """
الدكتور الدكتورة الأستاذ الأستاذة الشيخ العقيد العميد الجنرال النقيب الرائد الملازم المقدم المفتش القائد
المواطن المواطنة الظنين المتهم المتهمة المعني الموقوف الموقوفة المشتبه السائق المهرب الوسيط الإرهابي
"""
# After one of these words may come a function word before the name («المشتبه به محمد»).
ARABIC_CUE_TAILS = {"به", "بها", "فيه", "فيها", "ب", "بالامر"}

LATIN_PARTICLES = words(
    """
al el ben bin ibn bint bent bnou beni ould mint ag ait abu abou abi umm oum oumm abd abdel abdul abdoul abdal
abdelkader bou boul dit de del de la da dos das di du des d van von der den le st saint san y e
"""
)
# A name may not begin or end with these, nor may they alone make one.
LATIN_WEAK_PARTICLES = words("de del la da dos das di du des d van von der den le y e dit st saint san")
ARAB_PARTICLES = words(
    """
al el ben bin ibn bint bent bnou ould mint ag ait abu abou abi umm oum abd abdel abdul abdoul bou
"""
)
ARABIC_PARTICLES = words("بن ابن بنت ولد منت اغ ايت ابو ابي ابا ام ال عبد بو بني ذو")

LATIN_STOP = words(
    """
the a an this that these those he she it they we i you his her its their our my one two three four five six
seven eight nine ten in on at by for from to with without of and or but if as when while after before during
since until according however today yesterday tomorrow monday tuesday wednesday thursday friday saturday
sunday both all some many several each every no not there here where who what which why how is are was were be
been has have had will would may might can could should must source sources report reports information
intelligence police suspect suspects man woman men women subject exercise exercice le la les l un une des du
de d ce cet cette ces il elle ils elles on nous vous je tu son sa ses leur leurs notre nos mon ma mes au aux a
en dans sur sous par pour avec sans et ou mais si comme quand lorsque apres avant pendant depuis selon d'apres
toutefois cependant aujourd'hui hier demain lundi mardi mercredi jeudi vendredi samedi dimanche tous toutes
plusieurs chaque aucun ne pas qui que quoi dont ou est sont etait etaient etre ete ont avait avaient sera
seront peut deux trois quatre cinq sept huit neuf dix objet compte rendu confidentiel secret urgent ref
reference numero tel telephone email iban passeport passport january february march april may june july august
september october november december janvier fevrier mars avril mai juin juillet aout septembre octobre
novembre decembre north south east west nord sud est ouest northern southern eastern western
"""
)

# Arabic words that end a name: verbs of reports, prepositions, conjunctions, and nouns that follow names.
ARABIC_STOP = words(
    """
في من الي عن مع بعد قبل خلال منذ حتي بين عند لدي ضد نحو عبر حول دون تحت فوق امام وراء داخل خارج قرب بسبب
بواسطه عبر حسب وفق ان انه انها انهم بان بانه لان لكن بل او ام ثم قد لقد سوف هل ما لا لم لن ليس ليست كان كانت
كانوا يكون تكون كما حيث اذ اذا الذي التي الذين اللذين هو هي هم هذا هذه هؤلاء ذلك تلك هناك هنا كل بعض جميع غير
سوي مثل ايضا فقط حاليا امس اليوم غدا الان غادر غادرت غادروا عبر عبرت وصل وصلت وصلوا سافر سافرت توجه توجهت دخل
دخلت خرج خرجت التقي التقت قال قالت افاد افادت ذكر ذكرت اكد اكدت صرح استعمل استعملت استخدم استخدمت تلقي تلقت
حول حولت ارسل ارسلت اشتري اشترت باع ولد ولدت سلم استلم تسلم قام قامت اتصل اتصلت اجري اجرت شارك شاركت خطط خططت
اعد اعدت نقل نقلت اقام اقامت سكن عمل عملت اصبح ظهر ظهرت شوهد شوهدت اعتقل اعتقلت اوقف اوقفت ضبط ضبطت اعترف يحمل
تحمل يعد تعد يقيم تقيم يوجد توجد ينوي تنوي يعتزم تعتزم يخطط تخطط يستهدف تستهدف ينتمي تنتمي يعمل تعمل يستعمل
تستعمل يتواجد تتواجد يقود تقود يشتبه يسافر تسافر ينتقل تنتقل يملك تملك يدير تدير طلب طلبت زار زارت التحق
التحقت انضم انضمت بايع جند حجز استاجر فتح اودع الحامل الحامله حامل المولود المولوده مولود المزداد المزداده
مواليد المقيم المقيمه البالغ البالغه صاحب صاحبه مالك زعيم قائد عضو مسير مدير رئيس جواز رقم هاتف بطاقه تاريخ
بتاريخ سنه عام مدينه جنسيه الجنسيه شقيق شقيقه شقيقته زوج زوجه زوجته والد والده ابنه ابنته اخ اخوه اخته رفقه
برفقه بمدينه الاسبوع الشهر السنه الماضي المقبل القادم الجاري ليله صباح مساء يوم ايام شخص اشخاص رجل امراه
"""
)

# What follows a run of capitalised words that is a person, in Latin letters.
LATIN_FOLLOWERS = words(
    """
born aged who was has said told stated arrived left travelled crossed entered met used called sent received
transferred holder carrying ne nee age agee a est etait qui aurait serait dit declare affirme arrive arrivee
parti partie rencontre titulaire porteur alias
"""
)
