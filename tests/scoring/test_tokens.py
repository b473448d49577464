"""Labels of tokens as gold: the text is rebuilt, spans go back to tokens, and the figures are those of the definition."""

import itertools
import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.errors import CorpusError
from onrecord.schema.report import Report
from onrecord.scoring.counts import Counts
from onrecord.scoring.tokens import TokenScore, read_instances, rebuilt, score_tokens, spans_of

TOKENS = ["``", "It", "rained", ",", "''", "Ada", "Wells", "said", "."]
LABELS = ["B-content", "I-content", "I-content", "I-content", "I-content", "B-source", "I-source", "B-cue", "O"]


def written(path: Path, *instances: dict[str, object]) -> Path:
    path.write_text("".join(json.dumps(instance) + "\n" for instance in instances), "utf-8")
    return path


def test_the_text_is_rebuilt() -> None:
    assert rebuilt(TOKENS)[0] == "“It rained,” Ada Wells said."
    assert rebuilt(["She", "did", "n't", "pay", "$", "5", "-LRB-", "or", "so", "-RRB-", ",", '"', "no", '"', "."])[0] == (
        "She didn't pay $5 (or so), “no”."
    )


@given(st.lists(st.text(st.characters(exclude_categories=["Cs", "Zs", "Cc"]), min_size=1), max_size=20))
def test_each_token_stands_where_its_place_says(tokens: list[str]) -> None:
    text, places = rebuilt(tokens)
    for token, (start, end) in zip(tokens, places, strict=True):
        assert token in {"``", "''", '"'} or token.startswith("-") or text[start:end] == token
    assert all(a[1] <= b[0] for a, b in itertools.pairwise(places))


def test_spans_of_labels() -> None:
    assert spans_of(LABELS) == {"content": [(0, 5)], "source": [(5, 7)], "cue": [(7, 8)]}
    assert spans_of(["I-cue", "B-cue", "B-cue", "I-source"]) == {"content": [], "source": [], "cue": [(1, 2), (2, 3)]}


def test_the_figures() -> None:
    score = TokenScore()
    score.add("content", [(0, 4), (6, 8), (9, 10)], [(0, 2), (6, 8), (12, 13)])
    assert score.exact["content"] == Counts(1, 3, 3)
    assert score.begin["content"] == Counts(2, 3, 3)
    assert score.jaccard("content") == pytest.approx(100 * (0.5 + 1 + 0 + 0) / 4)


def test_lines_of_one_id_are_one_report(tmp_path: Path) -> None:
    path = written(
        tmp_path / "gold.jsonl",
        {"id": "a", "tokens": TOKENS, "labels": LABELS},
        {"id": "a", "tokens": ["He", "left", "."], "labels": ["O", "O", "O"]},
    )
    read = []

    def spans_in(report: Report) -> dict[str, list[tuple[int, int]]]:
        read.append(report.text)
        at = report.text.index("He")
        return {"source": [(13, 22), (at, at + 2)], "cue": [(report.text.index("said"), at)]}

    score = score_tokens(path, spans_in)
    assert read == ["“It rained,” Ada Wells said.\n\nHe left."]
    assert score.instances == 2
    assert score.exact["source"] == Counts(1, 2, 1)
    assert score.exact["cue"] == Counts(0, 1, 1)  # the full stop is touched too
    assert score.exact["content"] == Counts(0, 0, 1)


@pytest.mark.parametrize(
    ("instance", "message"),
    [
        ({"id": "a", "tokens": ["x"]}, "line 1: is not an object with tokens, labels and id"),
        ({"id": "a", "tokens": ["x"], "labels": []}, "has 1 tokens and 0 labels"),
        ({"id": "a", "tokens": ["x"], "labels": ["B-speaker"]}, "'B-speaker' is no label"),
    ],
)
def test_a_line_of_another_form_is_named(tmp_path: Path, instance: dict[str, object], message: str) -> None:
    with pytest.raises(CorpusError, match=message):
        list(read_instances(written(tmp_path / "gold.jsonl", instance)))
    with pytest.raises(CorpusError, match="can't be read"):
        list(read_instances(tmp_path / "none.jsonl"))
