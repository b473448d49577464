"""Whole readings: the project's own report, hostile texts, and the same bytes whatever was read before."""

import json
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import onrecord
from onrecord.schema.reading import Reading
from tests.conftest import ROOT

pytestmark = pytest.mark.net

TEXT = (ROOT / "gold" / "press-conference.txt").read_text("utf-8")
OTHER = "“It rained,” said Mayor Ada Wells. She told reporters on Monday that the bridge was closed."
PIECES = st.sampled_from(
    [
        '"',
        "“",
        "”",
        "'",
        "he said",
        " told reporters",
        "Q: ",
        "MR. WELLS: ",
        "\n",
        "\n\n",
        " ",
        ".",
        ",",
        "that",
        "to go",
        "Ada Wells",
        "the minister",
        "who",
        "said",
        "claims",
        "on Monday",
        "[x]",
        "--",
        "\u200b",
        "👍🏽",
        "é",
        "I think",
        "according to",
        "Russia",
        "?",
        "(",
        "urged them",
    ]
)


@pytest.fixture(scope="module")
def reading() -> Reading:
    return onrecord.read(TEXT, published="2024-05-16")


def dumped(reading: Reading) -> str:
    return json.dumps(reading.to_dict(), sort_keys=True)


def test_seven_names_mean_one_minister(reading: Reading) -> None:
    (minister,) = [actor for actor in reading.actors if actor.name == "Elena Marsavik"]
    assert {mention.text for mention in minister.mentions} >= {
        "Valdorian Foreign Minister Elena Marsavik",
        "Marsavik",
        "The minister",
        "she",
        "The Valdorian top diplomat",
        "Elena Marsavik",
        "Valdoria's foreign minister",
    }


def test_all_kinds_and_stances_are_found(reading: Reading) -> None:
    outer = [statement for statement in reading.statements if statement.parent is None]
    assert len(outer) >= 10
    assert {statement.kind for statement in outer} == {"direct", "indirect", "mixed"}
    assert {"asserts", "denies", "rejects"} <= {statement.stance for statement in outer}
    assert {statement.speaker.name for statement in outer if statement.speaker} >= {"Elena Marsavik", "Tomas Brandvik"}


def test_an_inner_statement_has_its_own_speaker_and_names_its_parent(reading: Reading) -> None:
    (inner,) = [statement for statement in reading.statements if statement.cue and statement.cue.text == "believe"]
    assert inner.speaker is not None
    assert inner.speaker.name == "Eleven families"
    (parent,) = [statement for statement in reading.statements if statement.id == inner.parent]
    assert parent.speaker is not None
    assert parent.speaker.name == "Tomas Brandvik"


def test_the_same_text_gives_the_same_bytes_alone_or_among_others(reading: Reading) -> None:
    onrecord.read(OTHER)
    assert dumped(onrecord.read(TEXT, published="2024-05-16")) == dumped(reading)


def test_a_reading_survives_json(reading: Reading) -> None:
    assert Reading.from_dict(json.loads(json.dumps(reading.to_dict())), TEXT) == reading


def test_typographic_marks_change_no_statement() -> None:
    straight = '"It rained all week," the mayor of Tarn said. "The bridge is closed," she added.'
    curly = "“It rained all week,” the mayor of Tarn said. “The bridge is closed,” she added."
    pairs = [[(s.start, s.end) for statement in onrecord.read(text).statements for s in statement.spans] for text in (straight, curly)]
    assert pairs[0] == pairs[1] != []


@pytest.mark.parametrize(
    "text", ["", " \n", "Rain.", "\x00\x01", "“", '"' * 50, "said " * 400, "a" * 50_000, "\u200b\ufeff", "😀" * 100, "\ud800 said Ada"]
)
def test_odd_texts_are_read(text: str) -> None:
    reading = onrecord.read(text)
    json.dumps(reading.to_dict())


CHUNKS = st.builds(lambda first, length: " ".join(TEXT.split()[first : first + length]), st.integers(0, 290), st.integers(1, 9))
MIXTURES = st.lists(PIECES | CHUNKS, max_size=40)


@settings(max_examples=150)
@given(MIXTURES.map(" ".join) | MIXTURES.map("".join))
def test_any_mixture_is_read_and_true_to_its_text(text: str) -> None:
    reading = onrecord.read(text, published="2024-05-16")  # a Reading checks all its spans against the text
    assert reading.report.text == text


def test_time_grows_with_the_words_read() -> None:
    def seconds(times: int) -> float:
        text = "\n".join([TEXT] * times)
        began = time.perf_counter()
        onrecord.read(text)
        return time.perf_counter() - began

    seconds(1)
    assert seconds(40) < 3 * 4 * max(seconds(10), 0.05)
