"""Stage 1: a report's text is cut into paragraphs, sentences, tokens and quotations."""

from onrecord.reading.segment.paragraphs import paragraphs
from onrecord.reading.segment.quotations import quotations, quote_states
from onrecord.reading.segment.sentences import sentences
from onrecord.reading.segment.tokens import tokens
from onrecord.schema.report import Report
from onrecord.schema.segments import Segments

__all__ = ["segment"]


def segment(report: Report) -> Segments:
    """Cut a report. A text of white space only has no tokens, no sentences and no paragraphs."""
    all_tokens = tuple(tokens(report.text))
    all_paragraphs = tuple(paragraphs(report.text, all_tokens))
    all_sentences = tuple(sentences(all_tokens, all_paragraphs))
    all_quotations = tuple(quotations(all_tokens, all_paragraphs))
    return Segments(
        report,
        all_tokens,
        all_sentences,
        all_paragraphs,
        all_quotations,
        tuple(quote_states(len(all_tokens), all_quotations)),
        tuple(number for number, sent in enumerate(all_sentences) for _ in range(sent.first, sent.last)),
    )
