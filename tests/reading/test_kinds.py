"""The kind of contents given by their place, as the reading would have it."""

from onrecord.reading.pipeline import kinds_in
from onrecord.schema.report import Report
from onrecord.schema.words import Kind


def test_kinds_by_where_the_marks_stand() -> None:
    text = '"It rained," she said. He said it was "cold" and left. They said the bridge is closed.'
    kind = kinds_in(Report(text))

    def of(*words: str) -> Kind:
        return kind([(text.index(some), text.index(some) + len(some)) for some in words])

    assert of('"It rained,"') == "direct"
    assert of('it was "cold"') == "mixed"
    assert of("the bridge is closed") == "indirect"
    assert of('"It rained,"', "the bridge is closed") == "mixed"
