"""One utterance in several reports: each word of each version once, in order, in the text and in the picture."""

from dataclasses import replace
from datetime import date
from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.record import Entry, Hit
from onrecord.record.asked import Variants
from onrecord.record.groups import quoted_words
from onrecord.record.variants import align
from onrecord.schema.actor import ActorRef, Speaker
from onrecord.schema.report import Report
from onrecord.schema.words import Kind
from onrecord.web.comparison import Version, versions
from onrecord.web.comparison_picture import BROAD, MOST, compared
from onrecord.web.pages.compare import speaker_of
from onrecord.web.pictures import NARROW
from tests.record.conftest import statement

FULL = "“We will not send our troops, not now and not ever.”"


def of(*said: str, kind: Kind = "direct") -> tuple[Version, ...]:
    """The versions that reports with these contents have, one a day."""
    hits = []
    for number, content in enumerate(said):
        report = Report(
            f"{content} and no more, said Ada Wells. {number}", publisher=f"Paper {number}", published=date(2021, 5, 1 + number)
        )
        its = replace(statement(report, content, None, None, kind=kind), id=str(number))
        entry = Entry(its, report.id, report.published, (), (), None, "read", {}, None, None)
        hits.append(Hit(entry, None, report.publisher, report.published, None, (), 0.0))
    return versions(Variants(tuple(hits), align([quoted_words(kind, content) for content in said])))


def marked(version: Version) -> str:
    """A version in one line: [changed|instead], {added}, <left out>, (the report's own words)."""
    signs = {"changed": "[%s|%s]", "added": "{%s}%s", "cut": "%s<%s>", "around": "(%s)%s", "same": "%s%s"}
    return "".join(signs[piece.mark] % (piece.text, piece.instead) for piece in version.pieces)


def test_the_fullest_stands_first_and_the_others_are_marked_by_it() -> None:
    found = of("“We won't send troops,” ... “not now and never.”", FULL, "“not now and not, he fears, ever.”")
    assert [(version.name, version.fullest) for version in found] == [("Paper 1", True), ("Paper 0", False), ("Paper 2", False)]
    assert [marked(version) for version in found] == [
        FULL,
        "“We [won't|will] <not>send <our>troops,” ... “not now and [never|not].”<ever>",
        "“<We will not send our troops>not now and not, {he fears}, ever.”",
    ]
    assert [(version.words, version.same, version.changed, version.cut, version.added) for version in found] == [
        (11, 11, 0, 0, 0),
        (8, 6, 2, 3, 0),
        (7, 5, 0, 6, 2),
    ]


def test_words_outside_of_the_quotation_are_the_reports_own() -> None:
    _, mixed = of(FULL, "the troops would “not ever” be sent, “not now”", kind="mixed")
    assert marked(mixed).startswith("(the troops would “)")
    assert mixed.words == 4


CONTENT = st.lists(
    st.sampled_from(["we", "will", "We", "not", "send", "“", "”", "”, she said, “", "ever,", "don’t", "—"]), min_size=1, max_size=14
)


@settings(deadline=None)
@given(st.lists(CONTENT.map(" ".join), min_size=1, max_size=4), st.sampled_from(["direct", "mixed"]))
def test_every_word_of_every_version_is_there_once_and_in_order(contents: list[str], kind: Kind) -> None:
    found = of(*contents, kind=kind)
    for version in found:
        content = contents[int(version.hit.entry.statement.id)]
        assert "".join(piece.text for piece in version.pieces) == content
        assert [cell.word for cell in version.cells if cell.word] == quoted_words(kind, content)
        assert version.same + version.cut + version.changed == found[0].words
    made = compared(found)
    assert [row["words"] for row in made.rows] == [version.words for version in found]


@settings(deadline=None)
@given(st.lists(CONTENT.map(" ".join), min_size=1, max_size=4), st.sampled_from([NARROW, BROAD]))
def test_the_picture_has_each_wording_word_by_word_and_no_two_words_in_one_place(contents: list[str], width: int) -> None:
    found = of(*contents)
    made = compared(found, width)
    wordings = {tuple((cell.change, (cell.word or "").casefold()) for cell in version.cells): version for version in reversed(found)}
    drawn = sorted(made.datasets["words"], key=lambda word: (word["y"], word["x"]))
    assert len(drawn) == sum(version.words for version in wordings.values())
    for before, after in pairwise(drawn):
        assert before["y"] != after["y"] or before["end"] <= after["x"]
    assert all(word["end"] <= width and word["foot"] <= made.height for word in drawn)


def test_the_same_wording_is_one_row_and_what_is_too_much_is_counted() -> None:
    made = compared(of(FULL, FULL.upper(), "“not now and not ever”"))
    assert [label["label"] for label in made.datasets["labels"]] == ["Paper 0 +1", "Paper 2"]
    many = compared(of(*(f"“{'ever ' * (n + 1)}”" for n in range(MOST + 3))))
    assert many.more == 3
    assert len(many.rows) == MOST + 3


def test_those_who_leave_out_a_whole_line_share_a_row() -> None:
    long = f"“{'never and not ever again ' * 8}”"
    made = compared(of(long, "“never and not ever again”", "“never and not ever once”", "“never and not ever again”"), NARROW)
    lines = [
        [label["label"] for label in made.datasets["labels"] if label["y"] == y]
        for y in sorted({label["y"] for label in made.datasets["labels"]})
    ]
    assert lines[:3] == [["Paper 0"], ["Paper 1 +1"], ["Paper 2"]]
    assert lines[3:5] == [["Paper 0"], ["3 others"]]


def test_signs_say_what_colours_say() -> None:
    words = compared(of(FULL, "“We will never send troops home, not now and not ever.”")).datasets["words"]
    assert {word["word"] for word in words if word["change"] == "added"} <= {f"+{word}" for word in ("home", "never")}
    assert compared(of(FULL, "“not now and not ever.”")).datasets["cuts"]


def test_the_speaker_is_the_one_that_most_versions_name() -> None:
    found = of(FULL, "“not now and not ever.”", "“We will not send our troops”")
    names = [Speaker("x", "Bo Lund"), Speaker("a", "Ada Wells"), Speaker("a", "Ada Wells")]
    named = [
        replace(its, hit=replace(its.hit, entry=replace(its.hit.entry, statement=replace(its.hit.entry.statement, speaker=who))))
        for its, who in zip(found, names, strict=True)
    ]
    assert speaker_of(named) == ActorRef("a", "Ada Wells")
    assert speaker_of(found) is None
