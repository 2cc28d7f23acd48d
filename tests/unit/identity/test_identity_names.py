"""Spellings of one name meet, different names stay apart."""

import pytest

from jisr.core.identity import NameIndex, explain_names, name_key, score_names

SAME = [
    ("عبد الكريم بن موسى", "Abdelkrim Benmoussa"),
    ("عبد الكريم بن موسى", "Abd al-Karim Bin Musa"),
    ("عبدالرحمن البخاري", "Abderrahmane El Boukhari"),
    ("خالد الشريف", "Khaled Cherif"),
    ("Абд аль-Рахман Хусейн", "Abdulrahman Hussein"),
    ("Mohamed Ould Bou Diyé", "MOHAMED OULD BOUDIYE"),
    ("يوسف أبو سعيد", "Youssef Abou Saïd"),
]


@pytest.mark.parametrize(("first", "second"), SAME)
def test_spellings_of_one_name_share_a_key_and_score_high(first: str, second: str) -> None:
    assert set(name_key(first)) & set(name_key(second))
    assert score_names(first, second) > 0.75


@pytest.mark.parametrize(
    ("first", "same", "other"),
    [
        ("خالد الشريف", "Khaled Cherif", "Khalil Charaf"),
        ("محمد", "Mohammed", "Mourad"),
        ("Youssef Amrani", "Yousef El Amrani", "Youssef Tazi"),
        ("سعيد المنصوري", "Said Mansouri", "Said Naciri"),
    ],
)
def test_the_same_name_scores_above_a_near_one(first: str, same: str, other: str) -> None:
    assert score_names(first, same) > score_names(first, other) + 0.1


def test_a_left_out_part_costs_less_than_a_contradicting_one() -> None:
    full = "Brahim Ould Salem Tazi"
    assert score_names(full, "Brahim Tazi") > score_names(full, "Brahim Ould Kamel Fassi")


def test_the_order_of_given_and_family_name_hardly_matters() -> None:
    assert score_names("Rachid Belkacem", "BELKACEM, Rachid") > 0.95


def test_names_without_letters_have_no_key_and_no_likeness() -> None:
    assert name_key(" -- ") == []
    assert score_names("", "") == 0.0
    assert score_names("؟؟", "Ali") == 0.0


def test_a_name_of_vowels_alone_keeps_a_key() -> None:
    assert name_key("آية") == name_key("Aya") == ["a"]


@pytest.mark.parametrize(("first", "second"), [("Jusuf", "يوسف"), ("Marjam", "Mariam"), ("Majid", "ماجد")])
def test_j_is_read_both_ways(first: str, second: str) -> None:
    assert set(name_key(first)) & set(name_key(second))


def test_a_name_with_j_is_found_by_either_reading() -> None:
    index = NameIndex.build(["Jusuf Dudajw", "Nabil Amrani", "Majid Tazi"])
    assert index.search("يوسف الدديو")[0][0] == 0
    assert index.search("ماجد التازي")[0][0] == 2


def test_control_and_bidi_characters_do_not_change_a_name() -> None:
    assert name_key("خالد\u202e\u200f") == name_key("خالد")
    assert score_names("Kha\u200bled", "Khaled") == 1.0


def test_an_explanation_names_what_agrees_and_what_stands_alone() -> None:
    explained = explain_names("Karim Idrissi", "كريم الإدريسي المراكشي")
    assert [(m.first, m.second) for m in explained.matches] == [("Karim", "كريم"), ("Idrissi", "الإدريسي")]
    assert explained.only_first == ()
    assert explained.only_second == ("المراكشي",)
    assert explained.score == round(score_names("Karim Idrissi", "كريم الإدريسي المراكشي"), 4)


def test_a_text_far_longer_than_any_name_is_read_only_at_its_beginning() -> None:
    flood = "Karim " * 100_000
    assert len(name_key(flood)) == 1
    assert score_names(flood, flood) == 1.0
