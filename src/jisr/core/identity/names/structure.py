"""The parts of a name: what is given, what is a father's, a tribe's or a son's, what is a title.

Particles are written apart, joined with a hyphen or run together with the next word, and are often left out. A part
keeps its particle beside its own letters, so that scoring may compare it with or without.

Source: Beeston, "Background topics: Arabic names" (ism, kunya, nasab, laqab, nisba), and the civil registers' practice
of Morocco, Mauritania, Mali and Niger for ben, ould, ag and ait.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import IntFlag

from jisr.core.identity.names.letters import SPACE, letters

#: What is read of a name; more is no name, and reading must stay linear.
LONGEST_NAME = 400
MOST_PARTS = 16
LONGEST_PART = 40


class Role(IntFlag):
    """What stands before a part, or what the part is."""

    NONE = 0
    SON = 1
    """nasab: bin, ben, ibn, bint, ould, ag, ait"""
    FATHER = 2
    """kunya: abu, abou, umm, oum"""
    SERVANT = 4
    """theophoric: abd, and the article of the divine name"""
    INITIAL = 8
    TITLE = 16
    ARTICLE = 32


@dataclass(frozen=True, slots=True)
class Part:
    """One part of a name in the comparable alphabet.

    Attributes:
        text: the part's own letters; 1..40 of them.
        prefix: the letters of the article, kunya or theophoric before it, "" if none.
        role: what the particles, or the part, are.
        son: the letters of the nasab before that, "" if none.
    """

    text: str
    prefix: str = ""
    role: Role = Role.NONE
    son: str = ""


def _words(text: str) -> frozenset[str]:
    return frozenset(letters(word) for word in text.split())


_SON = _words("bin ben ibn bint bent binti binte ould uld wuld wald walad weld ag ait aith ath بن ابن بنت ولد ايت آيت "
              "اغ бин бен ибн ульд уль аг аит בן בת ⴰⵢⵜ ⵓ")  # fmt: skip
_FATHER = _words("abu abou abo aboo abi aba umm oum um om أبو أبي أبا أم абу умм אבו")
_SERVANT = _words("abd abdal abdel abdul abdil abdol abdoul abdu abdur abder abdus abdes abdun abden abdurr عبد عبدال "
                  "абд абдул абдель абдуль абд-аль עבד")  # fmt: skip
_ARTICLE = _words("al el ul ال аль эль אל")
# Before a sun letter the article takes its sound: as-Sayyid, er-Rachid, en-Nour; elsewhere these words are no article.
_SUN_ARTICLE = _words(
    "as es us ash ech esh ush ach ad ed ud ar er ur an en un az ez uz at et ut "
    "аш ас ад ар ан аз ат эш эс эд эр эн эз эт"
)
_RELIGION = _words("din dine deen eddin eddine uddin uddine aldin addin aldeen ddin الدين دين дин дин эддин аддин")
_TITLE = _words(
    "mr mrs ms miss dr prof professor sir m mme mlle docteur maitre monsieur madame sheikh shaikh shaykh sheik cheikh "
    "cheick sheykh hajj haj hadj haji hadji hajji alhaji elhadj alhadji alhaj mullah mulla maulvi mawlawi "
    "maulavi moulavi mawlana maulana moulana imam qari sayyid sayed sidi "
    "moulay lalla general gen colonel col captain capt major "
    "commandant emir prince princess sheikha الشيخ شيخ الحاج حاج الحاجي دكتور الدكتور السيد السيدة سيدي مولاي الإمام "
    "الملا ملا المولوي مولوي القارئ الأمير اللواء العقيد العميد الاستاذ الأستاذ المهندس шейх хаджи мулла доктор г-н"
)


def parts_of(name: str) -> tuple[Part, ...]:
    """The parts of a name in their order; () when it holds no letter or digit."""
    words = [word for word in letters(name[:LONGEST_NAME]).split(SPACE) if word]
    return tuple(part for part, _, _ in _assembled(words))


def written_parts(name: str) -> list[tuple[Part, str]]:
    """The same parts, each with the words of the name that it was read from, particle included."""
    name = name[:LONGEST_NAME]
    spans: list[tuple[int, int]] = []
    words: list[str] = []
    start, word = 0, ""
    for at, character in enumerate([*name, " "]):
        read = letters(character)
        if SPACE in read:
            if word:
                words.append(word)
                spans.append((start, at))
            start, word = at + 1, ""
        else:
            word += read
    return [(part, name[spans[first][0] : spans[last][1]].strip()) for part, first, last in _assembled(words)]


def _assembled(words: Sequence[str]) -> list[tuple[Part, int, int]]:
    """Each part with the first and the last of the words that it is made of."""
    found: list[tuple[Part, int, int]] = []
    son, prefix, role, begun = "", "", Role.NONE, 0
    last = len(words) - 1
    for at, word in enumerate(words):
        word = word[:LONGEST_PART]
        if not (son or prefix):
            begun = at
        particle = _particle(word, words[at + 1]) if at < last else Role.NONE
        if particle is Role.ARTICLE:
            prefix, role = prefix + word, role if role & _BEFORE else role | Role.ARTICLE
        elif particle is Role.SON:
            son, prefix, role = word, "", Role.SON
        elif particle is not Role.NONE:
            # Of several the nearest counts.
            prefix, role = word, role & Role.SON | particle
        elif word in _RELIGION and found and not role & ~Role.ARTICLE:
            before, first, _ = found.pop()
            joined = Part((before.text + prefix + word)[:LONGEST_PART], before.prefix, before.role, before.son)
            found.append((joined, first, at))
            prefix, role = "", Role.NONE
        else:
            found.append((_part(word, prefix, role, son), begun, at))
            son, prefix, role = "", "", Role.NONE
    return found[:MOST_PARTS]


_BEFORE = Role.FATHER | Role.SERVANT


def _particle(word: str, following: str) -> Role:
    if word in _ARTICLE or (word in _SUN_ARTICLE and following.startswith(word[1:])):
        return Role.ARTICLE
    if word in _SON:
        return Role.SON
    if word in _FATHER:
        return Role.FATHER
    return Role.SERVANT if word in _SERVANT else Role.NONE


_ARABIC_ARTICLE = letters("ال")


def _part(word: str, prefix: str, role: Role, son: str) -> Part:
    is_title = not role and word in _TITLE
    if word.startswith(_ARABIC_ARTICLE) and len(word) >= len(_ARABIC_ARTICLE) + (2 if is_title else 3):
        word = word[len(_ARABIC_ARTICLE) :]
        prefix, role = prefix + _ARABIC_ARTICLE, role if role & _BEFORE else role | Role.ARTICLE
    if is_title:
        role = Role.TITLE
    elif not role and len(word) == 1:
        role = Role.INITIAL
    return Part(word, prefix, role, son)
