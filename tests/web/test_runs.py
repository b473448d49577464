"""Text is cut into runs without losing a character; each run has the marks that cover it."""

from hypothesis import given
from hypothesis import strategies as st

from onrecord.schema.report import Report
from onrecord.web.runs import Mark, Paragraph, paragraphs

TEXTS = st.text(alphabet="ab \n🦢<", min_size=1, max_size=60).filter(str.strip)


@st.composite
def marked(draw: st.DrawFn) -> tuple[str, list[Mark]]:
    """A text with marks anywhere in it."""
    text = draw(TEXTS)
    report = Report(text)
    ends = st.tuples(st.integers(0, len(text) - 1), st.integers(1, len(text))).filter(lambda pair: pair[0] < pair[1])
    parts = st.sampled_from(["content", "source", "event"])
    found = draw(st.lists(st.tuples(ends, parts), max_size=8))
    return text, [Mark(report.span(*pair), part, f"s{n}") for n, (pair, part) in enumerate(found, 1)]


def words(paragraph: Paragraph) -> str:
    return "".join(run.text for run in paragraph.runs)


@given(marked())
def test_runs_are_the_text_and_only_white_space_is_between_paragraphs(given: tuple[str, list[Mark]]) -> None:
    text, marks = given
    at = 0
    for paragraph in paragraphs(text, marks):
        assert not text[at : paragraph.start].strip()
        at = paragraph.start + len(words(paragraph))
        assert text[paragraph.start : at] == words(paragraph)
    assert not text[at:].strip()


@given(marked())
def test_each_run_has_the_marks_that_cover_it_and_no_others(given: tuple[str, list[Mark]]) -> None:
    text, marks = given
    for paragraph in paragraphs(text, marks):
        at = paragraph.start
        for run in paragraph.runs:
            over = {mark.of for mark in marks if mark.span.start <= at and at + len(run.text) <= mark.span.end}
            assert set(run.of.split()) == over
            at += len(run.text)


def test_nested_and_overlapping_marks() -> None:
    report = Report("one two three four")
    marks = [
        Mark(report.span(0, 13), "content", "s1"),
        Mark(report.span(4, 7), "inner", "s2"),
        Mark(report.span(8, 18), "event", "e1"),
    ]
    (paragraph,) = paragraphs(report.text, marks)
    assert [(run.text, run.parts, run.of) for run in paragraph.runs] == [
        ("one ", "content", "s1"),
        ("two", "content inner", "s1 s2"),
        (" ", "content", "s1"),
        ("three", "content event", "s1 e1"),
        (" four", "event", "e1"),
    ]


def test_lines_are_paragraphs_only_where_there_are_no_blank_lines() -> None:
    assert [words(p) for p in paragraphs("one\ntwo", [])] == ["one", "two"]
    assert [words(p) for p in paragraphs("one\ntwo\n\nthree", [])] == ["one\ntwo", "three"]
