"""Whatever the text, findings lie in it, in order, without overlaps, and reading never fails."""

from datetime import date

from hypothesis import given, settings
from hypothesis import strategies as st

from jisr.core.extraction import ExtractionContext, extract_all
from jisr.core.extraction.text import SourceText, flatten
from jisr.interop.gazetteers import places

PIECES = [
    "عبد الكريم بنموسى", "وبالرباط", "ES91 2100 0418 4502 0005 1332", "+34 600 000 000", "14 رمضان 1447 هـ",
    "a@example.org",
    "Mme Fatou Diallo", "12 000 euros", "12345-أ-6", "\u202e", "\u0651",
    "ـ", "\n", " ", "،", "M.", "«", "ﷲ", "İ", "ß", "ﬁ",
    "24/11/2026", "شركة النور للنقل", "trafic de migrants", "0", "😀",
]  # fmt: skip
TEXTS = st.one_of(st.text(max_size=200), st.lists(st.sampled_from(PIECES), max_size=20).map("".join))


@settings(max_examples=200, deadline=None)
@given(TEXTS, st.sampled_from(["ar", "fr", "en"]))
def test_findings_lie_in_the_text_in_order_without_overlaps(text: str, language: str) -> None:
    findings = extract_all(text, language, ExtractionContext(places(), date(2026, 11, 24)))
    end = 0
    for finding in findings:
        assert finding.start >= end
        assert text[finding.start : finding.end] == finding.text
        assert finding.value
        end = finding.end


@settings(max_examples=200, deadline=None)
@given(TEXTS)
def test_flat_form_keeps_every_offset(text: str) -> None:
    assert len(flatten(text)) == len(text)


@settings(max_examples=100, deadline=None)
@given(TEXTS)
def test_tokens_stand_where_they_say(text: str) -> None:
    for token in SourceText(text).tokens:
        assert text[token.start : token.end] == token.raw
        assert token.start <= token.offset_of(0) <= token.end
