"""Names and texts from outside: shown as they are stored, obeyed in nothing."""

import pytest
from django.template import Context, Template

from jisr.station.web.visible import has_hidden_characters, show_hidden

OVERRIDE = "invoice\u202efdp.exe"


def drawn(source: str, **values: object) -> str:
    return Template("{% load jisr %}" + source).render(Context(values))


def test_a_direction_override_is_a_visible_mark() -> None:
    shown = show_hidden(OVERRIDE)
    assert "\u202e" not in shown
    assert "⟦U+202E⟧" in shown
    assert 'title="RIGHT-TO-LEFT OVERRIDE"' in shown


@pytest.mark.parametrize(
    "code", [0x061C, 0x200E, 0x200F, *range(0x202A, 0x202F), *range(0x2066, 0x206A), 0x200B, 0xFEFF, 0x07]
)
def test_every_hidden_character_is_shown(code: int) -> None:
    assert has_hidden_characters(f"a{chr(code)}b")
    assert chr(code) not in show_hidden(f"a{chr(code)}b")


def test_ordinary_text_in_three_scripts_is_left_alone() -> None:
    text = "عبد الكريم بنموسى — Abdelkrim é\tline\nnext"
    assert not has_hidden_characters(text)
    assert show_hidden(text) == text


def test_markup_in_a_name_is_text() -> None:
    assert "<script" not in drawn("{% foreign name %}", name="<script>alert(1)</script>")
    assert drawn("{% foreign name lang %}", name="Benmoussa", lang='fr" onload="x').count('"') == 4


def test_foreign_text_keeps_its_own_direction_and_language() -> None:
    assert drawn("{% foreign name 'ar' %}", name="بنموسى") == '<bdi dir="auto" lang="ar">بنموسى</bdi>'
    assert drawn("{% foreign name %}", name=None) == ""
