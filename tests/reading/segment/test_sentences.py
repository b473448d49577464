"""Sentences: one ends at a stop, not at an abbreviation, a decimal or an initial."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.conftest import cut


def sentences(text: str) -> list[str]:
    segments = cut(text)
    return [segments.span(sent.first, sent.last).text for sent in segments.sentences]


@pytest.mark.parametrize(
    "text",
    [
        "The U.S. Senate met Sen. Adler on Jan. 3 at 5 p.m. in Washington, D.C., to talk.|It lasted.",
        "John F. Adler left.|He is back.",
        "Prices rose 3.5 percent.|They fell before.",
        '"I know."|"You do?" he asked.|"I do!"',
        "He left the U.S.|The end came soon.",
        "Acme Corp. said so.|So did Adler Inc.|We heard.",
        'He said he would wait... and he did.|"No."|She left.',
        "What is this?!|Nobody knows….|We (the staff) left.|(It rained.)",
        "She said: “It is over.”|“Is it?” he said.",
    ],
)
def test_where_sentences_end(text: str) -> None:
    assert sentences(text.replace("|", " ")) == text.split("|")


def test_a_paragraph_ends_a_sentence() -> None:
    assert sentences("No stop here\n\nNew one") == ["No stop here", "New one"]


def test_a_dateline_and_a_label_stand_alone() -> None:
    assert sentences("TARN, Oct. 1 (Agency) -- It rained. It stopped.") == ["TARN, Oct. 1 (Agency) --", "It rained.", "It stopped."]
    assert sentences("Q: Who?\nA: You.") == ["Q:", "Who?", "A:", "You."]


@given(st.text())
def test_sentences_and_paragraphs_share_out_all_tokens(text: str) -> None:
    segments = cut(text)
    assert [n for s in segments.sentences for n in range(s.first, s.last)] == list(range(len(segments.tokens)))
    assert [n for p in segments.paragraphs for n in range(p.first, p.last)] == list(range(len(segments.tokens)))
    assert len(segments.sentence_of) == len(segments.quote_states) == len(segments.tokens)
    for sent in segments.sentences:
        paragraph = segments.paragraphs[sent.paragraph]
        assert paragraph.first <= sent.first < sent.last <= paragraph.last
