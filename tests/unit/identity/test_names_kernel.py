"""The compiled alignment against a slow one written out in Python, over the model's own tables."""

from random import Random

import pytest

from jisr.core.identity.names.kernel import pair_hash, part_hash, shipped_kernel
from jisr.core.identity.names.letters import BEGIN, END, Script, letters, script_of
from jisr.core.identity.names.model import ABSENT, EditTable, shipped_model
from jisr.core.identity.names.packing import pack, pack_all

SHAPES = [(1, 0), (0, 1), (1, 1), (1, 2), (1, 3), (2, 1), (2, 2), (2, 3), (3, 1), (3, 2)]
STRANGE = -4.0
SPELLINGS = """
Mohamed Muhammad محمد Khaled خالد Халид Cherif الشريف Шариф Abderrahmane Youssef يوسف Юсуф Ali علي Али Oudghiri ودغيري
x1 2020 Schwarzenegger
"""
WORDS = [letters(word) for word in SPELLINGS.split()]


def best_alignment(table: EditTable, a: str, b: str) -> float:
    """The best sum of weights over all ways to cut both words into stretches that stand for each other."""
    first = {stretch: at for at, stretch in enumerate(table.first, start=1)}
    second = {stretch: at for at, stretch in enumerate(table.second, start=1)}
    a, b = BEGIN + a + END, BEGIN + b + END
    best = {(0, 0): 0.0}
    for i in range(len(a) + 1):
        for j in range(len(b) + 1):
            for u, v in SHAPES:
                if i < u or j < v:
                    continue
                row, column = first.get(a[i - u : i], 0), second.get(b[j - v : j], 0)
                if not (u and v):
                    weight = float(table.weights[row, column]) if row or column else STRANGE
                elif row and column:
                    weight = float(table.weights[row, column])
                else:
                    continue
                before = best.get((i - u, j - v))
                if before is not None and before + weight > best.get((i, j), -1e9):
                    best[i, j] = before + weight
    return best[len(a), len(b)]


def reference(a: str, b: str) -> float:
    sa, sb = script_of(a), script_of(b)
    if sa > sb:
        a, b, sa, sb = b, a, sb, sa
    return best_alignment(shipped_model().edits[f"{int(sa)}{int(sb)}"], a, b)


def pairs() -> list[tuple[str, str]]:
    random = Random(1)
    drawn = [(random.choice(WORDS), random.choice(WORDS)) for _ in range(120)]
    alphabet = "".join(sorted(set("".join(WORDS))))
    noise = ["".join(random.choices(alphabet, k=random.randint(1, 12))) for _ in range(60)]
    return [*drawn, *zip(noise, reversed(noise), strict=True)]


def test_the_compiled_alignment_finds_the_best_sum() -> None:
    for a, b in pairs():
        edits = shipped_kernel().edits(a.encode("latin-1"), b.encode("latin-1"))
        assert sum(weight for _, _, weight in edits) == pytest.approx(reference(a, b), abs=1e-3), (a, b)


def test_edits_consume_both_words_whole() -> None:
    for a, b in pairs():
        edits = shipped_kernel().edits(a.encode("latin-1"), b.encode("latin-1"))
        assert sum(u for u, _, _ in edits) == len(a) + 2
        assert sum(v for _, v, _ in edits) == len(b) + 2
        assert all((u, v) in SHAPES for u, v, _ in edits)


def test_every_table_is_of_the_scripts_it_is_named_for() -> None:
    for name, table in shipped_model().edits.items():
        for stretches, script in ((table.first, Script(int(name[0]))), (table.second, Script(int(name[1])))):
            bare = [s for stretch in stretches if (s := stretch.strip(BEGIN + END))]
            # Digits and letters of other scripts occur; they are not many.
            assert sum(script_of(s) is script for s in bare) > 0.9 * len(bare)
        assert (table.weights[1:, 1:] > ABSENT / 2).any()


def test_a_batch_answers_as_one_by_one() -> None:
    names = ["Khaled Cherif", "خالد الشريف", "", "Халид Шариф", "Omar ben Haddad"]
    firsts, first_at = pack_all(a for a in names for _ in names)
    seconds, second_at = pack_all(b for _ in names for b in names)
    odds, features = shipped_kernel().score_pairs(firsts, first_at, seconds, second_at, with_features=True)
    packed, at = pack_all(names)
    singly = [value for a in names for value in shipped_kernel().score_one(pack(a), packed, at)]
    assert odds.tolist() == singly
    assert features is not None
    assert features.shape[0] == len(names) ** 2


def test_a_pair_hash_does_not_know_which_came_first() -> None:
    a, b = part_hash("khaled"), part_hash("khalid")
    assert pair_hash(a, b) == pair_hash(b, a)
    assert pair_hash(a, b) != pair_hash(a, part_hash("khalida"))
